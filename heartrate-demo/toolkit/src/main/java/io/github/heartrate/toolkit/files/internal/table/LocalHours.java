package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.files.internal.tally.PatientIds;
import io.github.heartrate.toolkit.telemetry.internal.cells.LocalClock;
import io.github.heartrate.toolkit.telemetry.internal.steps.PatientTrack;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which hour is meant where clocks are put back and an hour comes twice: the one that keeps the order of the file, be it
 * oldest first or newest first. If the file is in no order, that can't be told.
 */
final class LocalHours {

    /** In files that are not strictly in order, steps against it that are shorter do not come from the clock; chosen here. */
    private static final Duration JITTER = Duration.ofMinutes(1);

    /** One row in so many may be out of order; chosen here. */
    private static final int ONE_IN = 10;

    private final LocalClock clock;
    private final Order order;
    private final IdentityHashMap<PatientTrack, Instant> previous = new IdentityHashMap<>();
    private Duration jitter;
    private long rows;
    private long against;

    private LocalHours(LocalClock clock, Order order, Duration jitter) {
        this.clock = clock;
        this.order = order;
        this.jitter = jitter;
    }

    private enum Order {
        /** No hour comes twice in the zone. */
        NO_MATTER,
        OLDEST_FIRST,
        NEWEST_FIRST,
        NONE
    }

    /** Finds the order out of the first rows. */
    static LocalHours of(Head head, Layout layout, TimeReading times) {
        LocalClock clock = times.clock();
        if (clock.zone().getRules().isFixedOffset()) {
            return new LocalHours(clock, Order.NO_MATTER, JITTER);
        }
        for (Duration jitter : new Duration[] {Duration.ZERO, JITTER}) {
            for (Order order : new Order[] {Order.OLDEST_FIRST, Order.NEWEST_FIRST}) {
                LocalHours tried = new LocalHours(clock, order, jitter);
                tried.read(head, layout, times);
                if (jitter.isZero() ? tried.against == 0 : tried.against * ONE_IN <= tried.rows) {
                    return new LocalHours(clock, order, jitter);
                }
            }
        }
        return new LocalHours(clock, Order.NONE, JITTER);
    }

    private void read(Head head, Layout layout, TimeReading times) {
        PatientIds patients = new PatientIds();
        for (Head.Row row : head.rows()) {
            char[] text = row.time(layout).toCharArray();
            clock.begin();
            Instant first = layout.leavesOut(row) ? null : times.parser().parse(text, 0, text.length);
            if (first != null) {
                settle(patients.intern(row.group(layout)), first);
            }
        }
    }

    /** The time of the row; null if it comes twice, and the order of the file does not say which one it is. */
    @Nullable
    Instant settle(PatientTrack track, Instant first) {
        if (order == Order.NO_MATTER) {
            return first;
        }
        Instant before = previous.get(track);
        Duration overlap = clock.overlap();
        Instant time = overlap == null ? first : which(before, first, first.plus(overlap));
        if (time == null) {
            return null;
        }
        rows++;
        int step = before == null ? 0 : time.compareTo(before);
        if (order == Order.NEWEST_FIRST ? step > 0 : step < 0) {
            against++;
            jitter = JITTER;
        }
        previous.put(track, time);
        return time;
    }

    private @Nullable Instant which(@Nullable Instant before, Instant first, Instant second) {
        return switch (order) {
            case NO_MATTER -> first;
            case OLDEST_FIRST ->
                before == null || !first.isBefore(before.minus(jitter)) || second.isBefore(before.minus(jitter))
                        ? first
                        : second;
            case NEWEST_FIRST ->
                before == null || !second.isAfter(before.plus(jitter)) || first.isAfter(before.plus(jitter))
                        ? second
                        : first;
            case NONE -> null;
        };
    }
}
