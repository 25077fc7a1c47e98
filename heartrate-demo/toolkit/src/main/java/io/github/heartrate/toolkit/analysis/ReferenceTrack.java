package io.github.heartrate.toolkit.analysis;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reference policy's episodes of one patient. While no alarm is active it also knows since when the readings are
 * beyond the limit: that is the onset, should it become one.
 */
final class ReferenceTrack {

    private final AlarmPolicy policy;
    private final Side low = new Side(Condition.BRADYCARDIA);
    private final Side high = new Side(Condition.TACHYCARDIA);
    private boolean quiet = true;

    // The last time, in pieces: to keep one object per reading costs the garbage collector.
    private boolean hasReading;
    private long lastSecond;
    private int lastNano;

    ReferenceTrack(AlarmPolicy policy) {
        this.policy = policy;
    }

    /** An episode that is over, or is still active at the end. */
    record Ended(
            Condition condition,
            Instant onset,
            Instant raisedAt,
            @Nullable Instant cleared) {}

    private static final class Side {
        private final Condition condition;
        private @Nullable Instant runStart;
        private @Nullable Alert active;

        Side(Condition condition) {
            this.condition = condition;
        }

        void follow(boolean beyond, boolean afterGap, Instant time) {
            if (!beyond) {
                runStart = null;
            } else if (runStart == null || afterGap) {
                runStart = time;
            }
        }
    }

    /** Notes an accepted reading, before its alerts. */
    void accepted(Instant time, double bpm) {
        boolean belowLow = bpm < policy.limits().lowBpm();
        boolean aboveHigh = bpm > policy.limits().highBpm();
        if (belowLow || aboveHigh || !quiet) {
            boolean afterGap = hasReading
                    && Duration.between(Instant.ofEpochSecond(lastSecond, lastNano), time)
                                    .compareTo(policy.maxGap())
                            > 0;
            low.follow(belowLow, afterGap, time);
            high.follow(aboveHigh, afterGap, time);
            quiet = low.runStart == null && high.runStart == null;
        }
        hasReading = true;
        lastSecond = time.getEpochSecond();
        lastNano = time.getNano();
    }

    /** Notes the alerts that a reading caused; gives the episodes that it ended. */
    List<Ended> noted(List<Alert> alerts) {
        if (alerts.isEmpty()) {
            return List.of();
        }
        List<Ended> ended = new ArrayList<>();
        for (Alert alert : alerts) {
            if (alert.phase() == Phase.CLEARED && alert.condition() != Condition.SIGNAL_LOSS) {
                ended.add(new Ended(alert.condition(), alert.onset(), alert.raisedAt(), alert.time()));
            } else if (alert.phase() == Phase.RAISED && alert.condition() != Condition.SIGNAL_LOSS) {
                side(alert.condition()).active = alert;
            }
        }
        return ended;
    }

    /** The episode is dealt with. */
    void forget(Ended episode) {
        side(episode.condition()).active = null;
    }

    /** Episodes that are active when the readings end. */
    List<Ended> unfinished() {
        List<Ended> unfinished = new ArrayList<>();
        for (Side side : new Side[] {low, high}) {
            Alert active = side.active;
            if (active != null) {
                unfinished.add(new Ended(side.condition, active.onset(), active.raisedAt(), null));
            }
        }
        return unfinished;
    }

    /** Since when an alarm of this condition is active or may be becoming one; null if neither. */
    @Nullable
    Instant onset(Condition condition) {
        Side side = side(condition);
        return side.active == null ? side.runStart : side.active.onset();
    }

    private Side side(Condition condition) {
        return condition == Condition.BRADYCARDIA ? low : high;
    }
}
