package io.github.heartrate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive readings on one side.
 *
 * @param side the side they are on
 * @param onset the first one's timestamp
 * @param extremeOnset the timestamp of the first of the extreme readings that it ends with; null if it ends with none
 * @param peakBpm the most extreme of all of them
 * @param recent the last ones, oldest first; at most as many as the larger onset count, which is all that evidence
 *     needs
 */
record Run(Side side, Instant onset, @Nullable Instant extremeOnset, double peakBpm, List<Reading> recent) {

    Run {
        recent = List.copyOf(recent);
    }

    static Run start(AlarmPolicy policy, Side side, Reading reading) {
        boolean extreme = side.isViolated(policy, reading.bpm(), Priority.HIGH);
        Instant time = reading.timestamp();
        return new Run(side, time, extreme ? time : null, reading.bpm(), List.of(reading));
    }

    Run plus(AlarmPolicy policy, Reading reading) {
        int size = recent.size();
        List<Reading> next = new ArrayList<>(recent.subList(Math.max(0, size + 1 - policy.longestOnsetCount()), size));
        next.add(reading);
        Instant extremeSince = extremeOnset == null ? reading.timestamp() : extremeOnset;
        boolean extreme = side.isViolated(policy, reading.bpm(), Priority.HIGH);
        return new Run(side, onset, extreme ? extremeSince : null, side.worse(peakBpm, reading.bpm()), next);
    }

    /** Whether it is long enough, in readings and in time, for an alarm of this priority. */
    boolean reaches(AlarmPolicy policy, Priority priority) {
        Instant since = priority == Priority.HIGH ? extremeOnset : onset;
        int first = recent.size() - policy.onsetCount(priority);
        return since != null
                && first >= 0
                && !recent.get(first).timestamp().isBefore(since)
                && Elapsed.isAtLeast(since, last().timestamp(), policy.conditionDelay(priority));
    }

    /** The readings that show a level which it reaches: as many of the last as it takes. */
    List<Reading> evidence(AlarmPolicy policy, Priority priority) {
        return recent.subList(Math.max(0, recent.size() - policy.onsetCount(priority)), recent.size());
    }

    /** The extreme readings that it ends with, as a run of their own. */
    Optional<Run> extremeEnd() {
        return Optional.ofNullable(extremeOnset).map(since -> {
            List<Reading> extreme = recent.stream()
                    .filter(reading -> !reading.timestamp().isBefore(since))
                    .toList();
            double peak = extreme.stream()
                    .mapToDouble(Reading::bpm)
                    .reduce(extreme.get(0).bpm(), side::worse);
            return new Run(side, since, since, peak, extreme);
        });
    }

    Reading last() {
        return recent.get(recent.size() - 1);
    }
}
