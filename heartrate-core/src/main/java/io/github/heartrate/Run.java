package io.github.heartrate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive readings on one side.
 *
 * @param side the side they are on
 * @param onset the first one's timestamp
 * @param peakBpm the most extreme of all of them
 * @param recent the last ones, oldest first; at most {@code onsetCount}, which is all that evidence needs
 */
record Run(Side side, Instant onset, double peakBpm, List<Reading> recent) {

    Run {
        recent = List.copyOf(recent);
    }

    static Run start(Side side, Reading reading) {
        return new Run(side, reading.timestamp(), reading.bpm(), List.of(reading));
    }

    Run plus(Reading reading, int onsetCount) {
        List<Reading> next =
                new ArrayList<>(recent.subList(Math.max(0, recent.size() + 1 - onsetCount), recent.size()));
        next.add(reading);
        return new Run(side, onset, side.worse(peakBpm, reading.bpm()), next);
    }

    /** Whether there are enough readings, over long enough, to raise the alarm. */
    boolean isComplete(AlarmPolicy policy) {
        if (recent.size() < policy.onsetCount()) {
            return false;
        }
        Instant last = recent.get(recent.size() - 1).timestamp();
        return Duration.between(onset, last).compareTo(policy.conditionDelay()) >= 0;
    }
}
