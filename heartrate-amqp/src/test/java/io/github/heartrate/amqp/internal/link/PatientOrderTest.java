package io.github.heartrate.amqp.internal.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.amqp.internal.link.PatientOrder.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PatientOrderTest {

    private record Message(int number, Set<String> patients) {}

    private final PatientOrder<Integer> order = new PatientOrder<>();

    @Test
    void secondMessageOfAPatientWaitsForTheFirst() {
        Place<Integer> first = order.add(1, Set.of("a"));
        Place<Integer> second = order.add(2, Set.of("a"));

        assertThat(first.isFirst()).isTrue();
        assertThat(second.isFirst()).isFalse();
        assertThat(order.remove(first)).containsExactly(second);
        assertThat(order.remove(second)).isEmpty();
        assertThat(order.add(3, Set.of("a")).isFirst()).isTrue();
    }

    @Test
    void batchWaitsForEachOfItsPatients() {
        Place<Integer> a = order.add(1, Set.of("a"));
        Place<Integer> b = order.add(2, Set.of("b"));
        Place<Integer> both = order.add(3, Set.of("a", "b"));

        assertThat(both.isFirst()).isFalse();
        assertThat(order.remove(a)).isEmpty();
        assertThat(order.remove(b)).containsExactly(both);
    }

    @Test
    void messageOfNobodyWaitsForNothing() {
        assertThat(order.add(1, Set.of()).isFirst()).isTrue();
        assertThat(order.add(2, Set.of()).isFirst()).isTrue();
    }

    /** Against the plain rule: a message may go once no earlier one of its patients is left. */
    @Property
    void exactlyThoseGoThatNoEarlierOneOfTheirPatientsHoldsBack(@ForAll Random random) {
        PatientOrder<Message> tried = new PatientOrder<>();
        List<Message> unsettled = new ArrayList<>();
        Set<Place<Message>> free = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            if (random.nextBoolean() || free.isEmpty()) {
                Set<String> patients = new HashSet<>();
                for (int k = random.nextInt(4); k > 0; k--) {
                    patients.add("p" + random.nextInt(6));
                }
                Message added = new Message(i, patients);
                unsettled.add(added);
                Place<Message> place = tried.add(added, patients);
                if (place.isFirst()) {
                    free.add(place);
                }
            } else {
                Place<Message> settled = new ArrayList<>(free).get(random.nextInt(free.size()));
                free.remove(settled);
                unsettled.remove(settled.message());
                free.addAll(tried.remove(settled));
            }
            assertThat(free)
                    .extracting(Place::message)
                    .containsExactlyInAnyOrderElementsOf(unsettled.stream()
                            .filter(m -> unsettled.stream()
                                    .noneMatch(e -> e.number < m.number
                                            && e.patients.stream().anyMatch(m.patients::contains)))
                            .toList());
        }
    }
}
