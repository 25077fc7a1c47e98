package io.github.heartrate.amqp.internal.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class ConfirmWatchTest {

    private final ConfirmWatch watch = new ConfirmWatch();

    private Duration looked(int second, long firstUnsettled, long lastSent) {
        return watch.looked(firstUnsettled, lastSent, TimeUnit.SECONDS.toNanos(second));
    }

    /** Ten messages a second; gives the longest that one is said to have waited. */
    private Duration longest(int seconds, IntUnaryOperator settledAt) {
        Duration longest = Duration.ZERO;
        for (int second = 0; second <= seconds; second++) {
            Duration waited = looked(second, settledAt.applyAsInt(second) + 1, 10L * second);
            longest = waited.compareTo(longest) > 0 ? waited : longest;
        }
        return longest;
    }

    /** The first is sent at 2.6 s. */
    @Test
    void messageThatIsNeverSettledIsNoticedWithinElevenSeconds() {
        assertThat(longest(13, second -> Math.min(25, 10 * second)))
                .isBetween(ConfirmWatch.LIMIT, Duration.ofSeconds(11));
    }

    @Test
    void settledMessagesWaitForNoLongerThanOneLook() {
        assertThat(longest(600, second -> 10 * second)).isZero();
        assertThat(longest(600, second -> Math.max(0, 10 * second - 9))).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void messagesThatAreSettledLateButInTimeAreNotOverdue() {
        assertThat(longest(600, second -> Math.max(0, 10 * (second - 4)))).isLessThan(ConfirmWatch.LIMIT);
    }

    @Test
    void idleTimeDoesNotCount() {
        assertThat(looked(0, 1, 0)).isZero();
        assertThat(looked(3_600, 1, 1)).isZero();
        assertThat(looked(3_605, 1, 1)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void timeOfABlockedBrokerDoesNotCount() {
        assertThat(looked(0, 1, 1)).isZero();
        watch.restart(TimeUnit.SECONDS.toNanos(100));

        assertThat(looked(104, 1, 1)).isEqualTo(Duration.ofSeconds(4));
    }
}
