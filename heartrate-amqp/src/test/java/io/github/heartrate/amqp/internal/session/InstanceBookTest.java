package io.github.heartrate.amqp.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InstanceBookTest {

    private final InstanceBook book = new InstanceBook(2);

    private static long at(int second) {
        return TimeUnit.SECONDS.toNanos(second);
    }

    private void sendEverySecond(int from, int to) {
        for (int second = from; second <= to; second++) {
            book.sent(0, at(second));
        }
    }

    @Test
    void ticksOfAPartitionAreOverdueTenSecondsAfterTheFirstThatIsNotConfirmed() {
        sendEverySecond(1, 11);

        assertThat(book.isOverdue(0, at(10))).isFalse();
        assertThat(book.isOverdue(0, at(11))).isTrue();
        assertThat(book.isOverdue(1, at(11))).isFalse();
    }

    @Test
    void confirmEndsItAndSaysThatItDid() {
        sendEverySecond(1, 11);

        assertThat(book.confirmed(0, at(12))).isTrue();
        assertThat(book.isOverdue(0, at(12))).isFalse();
        assertThat(book.ownTicks(0)).isEqualTo(1);
    }

    @Test
    void ticksThatAreConfirmedAreNeverOverdue() {
        for (int second = 0; second < 100; second++) {
            book.sent(0, at(second));
            assertThat(book.confirmed(0, at(second + 1))).isFalse();
        }
        assertThat(book.isOverdue(0, at(1_000))).isFalse();
    }

    @Test
    void timeInWhichNoneCanBeSentDoesNotCount() {
        sendEverySecond(1, 5);
        book.excuse();
        book.sent(0, at(60));

        assertThat(book.isOverdue(0, at(69))).isFalse();
        assertThat(book.isOverdue(0, at(70))).isTrue();
    }
}
