package io.github.heartrate.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RepeatsTest {

    private final Repeats repeats = new Repeats(patient -> patient.equals("elsewhere") ? 1 : 0, () -> {});

    @Test
    void readingThatIsPublishedTwiceIsFirstTwice() {
        assertThat(repeats.isFirst(reading("a", 0))).isTrue();
        assertThat(repeats.isFirst(reading("a", 0))).isTrue();
    }

    @Test
    void whatComesAgainAfterAFailureIsNotFirst() {
        repeats.isFirst(reading("a", 0));
        repeats.isFirst(reading("a", 1));
        repeats.isFirst(reading("a", 1));
        repeats.sessionFailed(0);

        assertThat(repeats.isFirst(reading("a", 1))).isFalse();
        assertThat(repeats.isFirst(reading("a", 1))).isFalse();
        assertThat(repeats.isFirst(reading("a", 2))).isTrue();
        assertThat(repeats.isFirst(reading("a", 1))).isTrue();
    }

    @Test
    void whatComesAgainAfterASecondFailureIsNotFirst() {
        repeats.isFirst(reading("a", 0));
        repeats.sessionFailed(0);
        assertThat(repeats.isFirst(reading("a", 0))).isFalse();
        repeats.sessionFailed(0);

        assertThat(repeats.isFirst(reading("a", 0))).isFalse();
    }

    @Test
    void failureOfAnotherPartitionMakesNothingARepeat() {
        repeats.isFirst(reading("a", 0));
        repeats.isFirst(reading("elsewhere", 0));
        repeats.sessionFailed(1);

        assertThat(repeats.isFirst(reading("a", 0))).isTrue();
        assertThat(repeats.isFirst(reading("elsewhere", 0))).isFalse();
    }

    @Test
    void onlyTheLastCommitsAreRemembered() {
        repeats.isFirst(reading("a", 0));
        for (int commit = 0; commit < 8; commit++) {
            repeats.committed(0, 1, Duration.ZERO);
        }
        repeats.sessionFailed(0);

        assertThat(repeats.isFirst(reading("a", 0))).isTrue();
    }

    private static Reading reading(String patient, int second) {
        return new Reading(patient, Instant.ofEpochSecond(second), 72);
    }
}
