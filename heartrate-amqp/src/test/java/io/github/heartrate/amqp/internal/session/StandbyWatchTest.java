package io.github.heartrate.amqp.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class StandbyWatchTest {

    private static final int EVERY_SECONDS = 2;

    private final StandbyWatch watch = new StandbyWatch();

    /** Looks every two seconds, with one own tick a second; gives the second at which it first says so, or -1. */
    private int lookUntilNeglected(int seconds, IntUnaryOperator readyAt, IntUnaryOperator ticksAt) {
        for (int second = 0; second <= seconds; second += EVERY_SECONDS) {
            watch.looked(readyAt.applyAsInt(second), ticksAt.applyAsInt(second), TimeUnit.SECONDS.toNanos(second));
            if (watch.isNeglected()) {
                return second;
            }
        }
        return -1;
    }

    @Test
    void queueThatNobodyTakesFromIsNoticedWithinFifteenSecondsByOneInstancesTicksAlone() {
        assertThat(lookUntilNeglected(60, second -> second, second -> second)).isBetween(10, 15);
    }

    @Test
    void otherInstancesTicksReadingsAndAConfirmThatIsLateChangeNothing() {
        assertThat(lookUntilNeglected(60, second -> 500 + 22 * second, second -> Math.max(0, second - 1)))
                .isBetween(10, 15);
    }

    @Test
    void queueThatWasEmptyOrShrankAtOneLookIsTakenFrom() {
        assertThat(lookUntilNeglected(600, second -> second % 10, second -> second))
                .isEqualTo(-1);
        assertThat(lookUntilNeglected(600, second -> 0, second -> second)).isEqualTo(-1);
    }

    @Test
    void backlogThatStaysAsItIsWhileTicksAreAddedIsTakenFrom() {
        assertThat(lookUntilNeglected(600, second -> 100_000, second -> second)).isEqualTo(-1);
    }

    @Test
    void withoutConfirmedTicksNothingIsSaid() {
        assertThat(lookUntilNeglected(600, second -> second, second -> 0)).isEqualTo(-1);
    }

    @Test
    void itIsUnsaidAtTheFirstLookAfterSomethingWasTaken() {
        assertThat(lookUntilNeglected(60, second -> second, second -> second)).isPositive();

        watch.looked(1, 100, TimeUnit.SECONDS.toNanos(100));

        assertThat(watch.isNeglected()).isFalse();
    }
}
