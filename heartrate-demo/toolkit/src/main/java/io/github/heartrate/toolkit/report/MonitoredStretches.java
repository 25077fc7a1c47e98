package io.github.heartrate.toolkit.report;

import io.github.heartrate.toolkit.analysis.Intervals;
import io.github.heartrate.toolkit.analysis.MonitoredTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The monitored time of one patient, kept as the stretches between pauses, so that it can be asked how much of it lies
 * between two times. Memory grows with the number of pauses.
 */
final class MonitoredStretches {

    private final MonitoredTime time;
    private final List<Stretch> stretches = new ArrayList<>();

    MonitoredStretches(Intervals intervals) {
        time = new MonitoredTime(intervals);
    }

    private record Stretch(Instant from, Instant to) {}

    void accepted(Instant at) {
        long nanos = time.accepted(at);
        if (nanos > 0) {
            Instant from = at.minusNanos(nanos);
            int last = stretches.size() - 1;
            if (last >= 0 && stretches.get(last).to.equals(from)) {
                stretches.set(last, new Stretch(stretches.get(last).from, at));
            } else {
                stretches.add(new Stretch(from, at));
            }
        }
    }

    Duration total() {
        return time.total();
    }

    /** How much of it lies between two times. */
    Duration between(Instant from, Instant to) {
        int found = Collections.binarySearch(stretches, new Stretch(from, from), Comparator.comparing(Stretch::to));
        Duration sum = Duration.ZERO;
        for (int i = found >= 0 ? found : -found - 1; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            if (!stretch.from.isBefore(to)) {
                break;
            }
            Instant start = stretch.from.isBefore(from) ? from : stretch.from;
            Instant end = stretch.to.isAfter(to) ? to : stretch.to;
            sum = sum.plus(Duration.between(start, end));
        }
        return sum;
    }
}
