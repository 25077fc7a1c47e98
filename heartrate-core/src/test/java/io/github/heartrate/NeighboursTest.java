package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NeighboursTest {

    private static final Rules RULES = Rules.of(AlarmPolicy.DEFAULT);

    private final Patients patients = patients();

    @Test
    void patientsOfOneThreadAreInFewGroups() {
        List<Patient> made = make("p", 1_000);
        assertThat(groups(made)).hasSizeLessThan(1_000 / 64);
        assertThat(made).allSatisfy(patient -> assertThat(patient.neighbours).containsOnlyOnce(patient));
    }

    @Test
    void groupsTakeFewPlacesMoreThanThereArePatients() {
        for (int count = 1; count <= 1_000; count++) {
            List<Patient> made = make(patients(), "p", count);
            int places = groups(made).stream().mapToInt(group -> group.length).sum();
            assertThat(places).isLessThanOrEqualTo(Math.min(2 * count + 4, count + 128));
        }
    }

    @Test
    void patientsOfTwoThreadsAreInGroupsOfTheirOwn() throws InterruptedException {
        List<Patient> others = new ArrayList<>();
        Thread other = new Thread(() -> others.addAll(make("other", 100)));
        List<Patient> mine = make("p", 50);
        other.start();
        other.join();
        mine = Stream.concat(mine.stream(), make("q", 50).stream()).toList();
        assertThat(others).hasSize(100);
        assertThat(groups(mine)).doesNotContainAnyElementsOf(groups(others));
        assertThat(groups(mine)).allSatisfy(group -> assertThat(group).doesNotContainAnyElementsOf(others));
    }

    @Test
    void patientsOfTwoMonitorsAreInGroupsOfTheirOwn() {
        Set<Patient[]> groups = groups(make("p", 3));
        assertThat(groups(make(patients(), "p", 3))).doesNotContainAnyElementsOf(groups);
    }

    @Test
    void patientThatIsForgottenIsInNoGroup() {
        List<Patient> made = make("p", 300);
        made.forEach(patients::remove);
        assertThat(groups(made))
                .isNotEmpty()
                .allSatisfy(group -> assertThat(group).containsOnlyNulls());
    }

    @Test
    void placeOfAForgottenPatientIsTakenByTheNextOne() {
        List<Patient> made = make("p", 4);
        patients.remove(made.get(2));
        Patient next = patients.findOrMake("next");
        assertThat(next.neighbours).containsExactly(made.get(0), made.get(1), next, made.get(3));
    }

    @Test
    void patientThatIsNotTakenInIsInNoGroup() {
        Patient known = patients.findOrMake("p");
        assertThat(patients.add(DetectorSnapshot.unheard("p", AlarmPolicy.DEFAULT)))
                .isFalse();
        assertThat(known.neighbours).filteredOn(Objects::nonNull).containsExactly(known);
    }

    @Test
    void patientsOfASnapshotAreInGroupsToo() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        IntStream.range(0, 100).forEach(i -> monitor.accept(new Reading("p" + i, Feed.START, 72)));
        Patients restored = new Patients(RULES, monitor.snapshot(), 0);
        assertThat(restored.all())
                .hasSize(100)
                .allSatisfy(patient -> assertThat(patient.neighbours).contains(patient));
    }

    @Test
    void patientsBeyondTheFirstManyHaveNoNeighbours() {
        List<Patient> made = make("p", Patients.MOST_WITH_NEIGHBOURS + 10);
        assertThat(made.subList(0, Patients.MOST_WITH_NEIGHBOURS))
                .allSatisfy(patient -> assertThat(patient.neighbours).isNotEmpty());
        List<Patient> others = made.subList(Patients.MOST_WITH_NEIGHBOURS, made.size());
        assertThat(others)
                .hasSize(10)
                .allSatisfy(patient -> assertThat(patient.neighbours).isEmpty());
        others.forEach(patients::remove);
        assertThat(patients.count()).isEqualTo(Patients.MOST_WITH_NEIGHBOURS);
    }

    private static Patients patients() {
        return new Patients(RULES, MonitorSnapshot.empty(AlarmPolicy.DEFAULT), 0);
    }

    private List<Patient> make(String prefix, int count) {
        return make(patients, prefix, count);
    }

    private static List<Patient> make(Patients patients, String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> patients.findOrMake(prefix + i))
                .toList();
    }

    private static Set<Patient[]> groups(List<Patient> patients) {
        Set<Patient[]> groups = Collections.newSetFromMap(new IdentityHashMap<>());
        patients.forEach(patient -> groups.add(patient.neighbours));
        return groups;
    }
}
