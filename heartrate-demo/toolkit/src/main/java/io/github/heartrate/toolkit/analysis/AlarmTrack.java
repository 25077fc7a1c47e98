package io.github.heartrate.toolkit.analysis;

import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The alarms of one patient under one policy. Made at the first one; most patients never need it. */
final class AlarmTrack {

    /** EEMUA publication 191: an alarm flood is ten alarms in ten minutes; here, of one patient. */
    static final int FLOOD_ALARMS = 10;

    static final Duration FLOOD_WINDOW = Duration.ofMinutes(10);

    /** A flood is over once there were fewer than five in the window, as ISA-18.2 has it. */
    private static final int FLOOD_END_ALARMS = 5;

    static final Duration RE_ALARM_WINDOW = Duration.ofMinutes(5);

    private final PolicyTotals totals;
    private final Side low = new Side();
    private final Side high = new Side();
    private final @Nullable Instant[] lastRaised = new @Nullable Instant[FLOOD_ALARMS];
    private int alarms;
    private boolean inFlood;

    AlarmTrack(PolicyTotals totals) {
        this.totals = totals;
    }

    /** One condition's alarm: the active one, the last one, and the one that meets the reference's episode. */
    private static final class Side {
        private @Nullable Instant raisedAt;
        private long monitoredAtRaise;
        private @Nullable Instant clearedAt;
        private @Nullable Instant metRaised;
        private @Nullable Instant metCleared;
    }

    int alarms() {
        return alarms;
    }

    void raised(Alert alert, long monitoredNanos) {
        Instant time = alert.time();
        Side side = side(alert.condition());
        side.raisedAt = time;
        side.monitoredAtRaise = monitoredNanos;
        totals.alarms++;
        if (side.clearedAt != null && Duration.between(side.clearedAt, time).compareTo(RE_ALARM_WINDOW) <= 0) {
            totals.reAlarms++;
        }
        lastRaised[alarms % FLOOD_ALARMS] = time;
        alarms++;
        boolean flooded = isWithinWindow(FLOOD_ALARMS, time);
        if (flooded && !inFlood) {
            totals.floods++;
        }
        inFlood = flooded || (inFlood && isWithinWindow(FLOOD_END_ALARMS, time));
    }

    private boolean isWithinWindow(int count, Instant now) {
        Instant first = alarms < count ? null : lastRaised[(alarms - count) % FLOOD_ALARMS];
        return first != null && Duration.between(first, now).compareTo(FLOOD_WINDOW) <= 0;
    }

    /**
     * Notes an alarm's end.
     *
     * @param referenceOnset since when the reference's alarm of this condition is, or may be becoming, one; null if not
     */
    void cleared(Alert alert, long monitoredNanos, @Nullable Instant referenceOnset) {
        Side side = side(alert.condition());
        Instant raisedAt = side.raisedAt;
        if (raisedAt == null) {
            return;
        }
        Instant time = alert.time();
        totals.durations.add(Duration.between(raisedAt, time));
        totals.addAlarmTime(monitoredNanos - side.monitoredAtRaise);
        if (referenceOnset != null && time.isAfter(referenceOnset) && !isAfter(side.metCleared, referenceOnset)) {
            side.metRaised = raisedAt;
            side.metCleared = time;
        }
        side.raisedAt = null;
        side.clearedAt = time;
    }

    /** The patient's readings end: what is active now has lasted until the last one. */
    void end(Instant last, long monitoredNanos) {
        for (Side side : new Side[] {low, high}) {
            if (side.raisedAt != null) {
                totals.durations.add(Duration.between(side.raisedAt, last));
                totals.addAlarmTime(monitoredNanos - side.monitoredAtRaise);
            }
        }
    }

    /** When the first alarm was raised that was active between a reference episode's onset and its end; null if none. */
    @Nullable
    Instant firstBetween(Condition condition, Instant onset, @Nullable Instant cleared) {
        Side side = side(condition);
        if (isAfter(side.metCleared, onset)) {
            return side.metRaised;
        }
        Instant raisedAt = side.raisedAt;
        return raisedAt != null && (cleared == null || raisedAt.isBefore(cleared)) ? raisedAt : null;
    }

    private Side side(Condition condition) {
        return condition == Condition.BRADYCARDIA ? low : high;
    }

    private static boolean isAfter(@Nullable Instant time, Instant other) {
        return time != null && time.isAfter(other);
    }
}
