package io.github.heartrate.amqp.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterruptionTest {

    private static final long LIMIT = Interruption.LIMIT.toNanos();

    private final Interruption interruption = new Interruption(3);

    @Test
    void deliveryAfterAPauseMayComeFromAQueueThatHadGivenTheConsumerUp() {
        assertThat(interruption.isAfter(1, 5 * LIMIT)).isFalse();
        assertThat(interruption.isAfter(2, 6 * LIMIT - 1)).isFalse();
        assertThat(interruption.isAfter(3, 7 * LIMIT)).isTrue();
    }

    @Test
    void acknowledgingDoesNotShortenThePause() {
        interruption.isAfter(1, 0);
        interruption.acknowledged(1, LIMIT - 1);

        assertThat(interruption.isAfter(2, LIMIT)).isTrue();
    }

    @Test
    void pauseUntilAnAcknowledgementOfAllThatThePrefetchAllowsIsTheConsumersOwn() {
        for (int tag = 1; tag <= 3; tag++) {
            interruption.isAfter(tag, 0);
        }
        assertThat(interruption.isAfter(4, 9 * LIMIT)).isFalse();
        interruption.acknowledged(4, 18 * LIMIT);

        assertThat(interruption.isAfter(5, 18 * LIMIT + 1)).isFalse();
        assertThat(interruption.isAfter(6, 19 * LIMIT + 1)).isTrue();
    }
}
