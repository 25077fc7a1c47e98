package io.github.heartrate.toolkit.ward;

import io.github.heartrate.Alert;
import io.github.heartrate.Priority;
import io.github.heartrate.toolkit.display.Figures;
import io.github.heartrate.toolkit.ward.WardFrame.PauseView;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The latest pause of a patient's alerts, as far as the ward was told of it. An immutable value.
 *
 * @param until when it ends by itself
 * @param endedAt when it ended; null if nothing has told that yet
 * @param broken whether a HIGH alarm ended it
 */
record Pause(Instant until, @Nullable Instant endedAt, boolean broken) {

    /** With what the monitor says about the pause at a time; none if there is none and never was. */
    static @Nullable Pause after(@Nullable Pause before, Optional<Instant> until, Instant at) {
        if (until.isPresent()) {
            boolean same = before != null && before.endedAt == null && before.until.equals(until.get());
            return same ? before : new Pause(until.get(), null, false);
        }
        if (before == null || before.endedAt != null) {
            return before;
        }
        return new Pause(before.until, at.isBefore(before.until) ? at : before.until, false);
    }

    /**
     * With what an alert says about it. A HIGH one says nothing, but when it tells of its alarm the pause is over; another
     * alert of the same input may have told that just before.
     */
    static @Nullable Pause after(@Nullable Pause before, Alert alert) {
        if (alert.priority() != Priority.HIGH) {
            return after(before, alert.pausedUntil(), alert.time());
        }
        if (before == null || !isTelling(alert)) {
            return before;
        }
        return before.isBrokenAt(alert.time())
                ? new Pause(before.until, alert.time(), true)
                : after(before, Optional.empty(), alert.time());
    }

    private boolean isBrokenAt(Instant at) {
        return at.isBefore(until) && (endedAt == null || endedAt.equals(at));
    }

    /** Whether an alert tells of its alarm, or tells of it again. */
    private static boolean isTelling(Alert alert) {
        return switch (alert.phase()) {
            case RAISED, ESCALATED, REMINDER -> true;
            case DEESCALATED, ACKNOWLEDGED, CLEARED -> false;
        };
    }

    static @Nullable PauseView view(@Nullable Pause pause) {
        if (pause == null) {
            return null;
        }
        return new PauseView(
                Figures.millis(pause.until),
                pause.endedAt == null ? null : Figures.millis(pause.endedAt),
                pause.broken);
    }
}
