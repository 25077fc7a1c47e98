package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PatientOrderTest {

    private static final class Message extends PatientOrder.Place {
        private final int number;
        private final Set<String> patients;

        Message(int number, Set<String> patients) {
            super(patients);
            this.number = number;
            this.patients = patients;
        }
    }

    private final PatientOrder order = new PatientOrder();

    @Test
    void secondMessageOfAPatientWaitsForTheFirst() {
        Message first = new Message(1, Set.of("a"));
        Message second = new Message(2, Set.of("a"));

        assertThat(order.add(first)).isTrue();
        assertThat(order.add(second)).isFalse();
        assertThat(order.remove(first)).containsExactly(second);
        assertThat(order.remove(second)).isEmpty();
        assertThat(order.add(new Message(3, Set.of("a")))).isTrue();
    }

    @Test
    void batchWaitsForEachOfItsPatients() {
        Message a = new Message(1, Set.of("a"));
        Message b = new Message(2, Set.of("b"));
        Message both = new Message(3, Set.of("a", "b"));
        order.add(a);
        order.add(b);

        assertThat(order.add(both)).isFalse();
        assertThat(order.remove(a)).isEmpty();
        assertThat(order.remove(b)).containsExactly(both);
    }

    @Test
    void messageOfNobodyWaitsForNothing() {
        assertThat(order.add(new Message(1, Set.of()))).isTrue();
        assertThat(order.add(new Message(2, Set.of()))).isTrue();
    }

    /** Against the plain rule: a message may go once no earlier one of its patients is left. */
    @Property
    void exactlyThoseGoThatNoEarlierOneOfTheirPatientsHoldsBack(@ForAll Random random) {
        PatientOrder tried = new PatientOrder();
        List<Message> unsettled = new ArrayList<>();
        Set<Message> free = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            if (random.nextBoolean() || free.isEmpty()) {
                Set<String> patients = new HashSet<>();
                for (int k = random.nextInt(4); k > 0; k--) {
                    patients.add("p" + random.nextInt(6));
                }
                Message added = new Message(i, patients);
                unsettled.add(added);
                if (tried.add(added)) {
                    free.add(added);
                }
            } else {
                Message settled = new ArrayList<>(free).get(random.nextInt(free.size()));
                free.remove(settled);
                unsettled.remove(settled);
                for (PatientOrder.Place freed : tried.remove(settled)) {
                    free.add((Message) freed);
                }
            }
            assertThat(free)
                    .containsExactlyInAnyOrderElementsOf(unsettled.stream()
                            .filter(m -> unsettled.stream()
                                    .noneMatch(e -> e.number < m.number
                                            && e.patients.stream().anyMatch(m.patients::contains)))
                            .toList());
        }
    }
}
