package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.amqp.internal.checkpoint.TickMarks;
import io.github.heartrate.amqp.internal.session.InstanceBook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BalanceTest {

    private final Balance balance = new Balance();

    @Test
    void nothingIsHandedOverUpToTheShare() {
        assertThat(balance.surplus(List.of(0, 1, 2), 5, 2, 0)).isEmpty();
        assertThat(balance.surplus(List.of(0, 1, 2, 3), 4, 1, 0)).isEmpty();
        assertThat(balance.surplus(List.of(0), 1, 3, 0)).isEmpty();
        assertThat(balance.surplus(List.of(0, 1), 2, 0, 0))
                .as("not even itself is heard of")
                .isEmpty();
    }

    @Test
    void highestPartitionGoesFirstAndOneThatCameBackIsKept() {
        long later = Duration.ofMinutes(5).toNanos();
        assertThat(balance.surplus(List.of(0, 1, 2, 3), 4, 2, 0)).contains(3);
        assertThat(balance.surplus(List.of(0, 1, 2, 3), 4, 2, 1)).contains(2);
        assertThat(balance.surplus(List.of(0, 1, 2, 3), 4, 2, later)).contains(3);
    }

    @Test
    void instanceIsThereAsLongAsItsTicksComeAtTheirTime() {
        InstanceBook book = new InstanceBook(1);
        Instant now = Instant.ofEpochSecond(1_000);
        book.heard("one", Duration.ZERO, now);
        book.heard("of a backlog", Duration.ofSeconds(60), now);

        assertThat(book.present(now.plusSeconds(5))).isEqualTo(1);
        assertThat(book.present(now.plusSeconds(6))).isZero();
    }

    @Test
    void tickIsNewOnceForEachInstance() {
        TickMarks marks = new TickMarks(Map.of("a", 5L));

        assertThat(marks.add("a", 5)).isFalse();
        assertThat(marks.add("a", 4)).isFalse();
        assertThat(marks.add("b", 5)).isTrue();
        assertThat(marks.add("a", 6)).isTrue();
        assertThat(marks.marks()).isEqualTo(Map.of("a", 6L, "b", 5L));
    }

    @Test
    void marksOfInstancesNotHeardOfForLongAreForgotten() {
        TickMarks marks = new TickMarks(Map.of());
        for (int i = 0; i < 1_000; i++) {
            assertThat(marks.add("steady", i)).isTrue();
            assertThat(marks.add("restarted-" + i, 1)).isTrue();
        }
        assertThat(marks.marks()).hasSizeLessThanOrEqualTo(64).containsEntry("steady", 999L);
    }
}
