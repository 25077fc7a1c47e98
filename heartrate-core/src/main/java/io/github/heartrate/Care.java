package io.github.heartrate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a patient beside the readings and what they show. An immutable value; of most patients there is
 * nothing, and they share {@link #NONE}.
 *
 * @param controls the last admission, discharge, policy or pause
 * @param admitted whether the patient was admitted and not discharged since
 * @param pausedUntil until when alerts below HIGH are paused; null if they are not
 * @param latched alarms that are over and that nobody has seen, at most one for each condition
 * @param late the readings that came LATE since the last accepted one
 * @param held an input that may have a wrong clock; null if there is none
 */
record Care(
        LastControls controls,
        boolean admitted,
        @Nullable Instant pausedUntil,
        List<Episode> latched,
        Late late,
        @Nullable Held held) {

    static final Care NONE = new Care(LastControls.NONE, false, null, List.of(), Late.NONE, null);

    /**
     * Readings that came LATE.
     *
     * @param count how many
     * @param newest the one with the latest timestamp; null if there is none
     */
    record Late(long count, @Nullable Reading newest) {

        static final Late NONE = new Late(0, null);

        Late plus(Reading reading) {
            boolean newer = newest == null || reading.timestamp().isAfter(newest.timestamp());
            return new Late(count + 1, newer ? reading : newest);
        }
    }

    /**
     * An input that lies too far ahead to be believed at once.
     *
     * @param input what may take effect later
     * @param since the known time when it came
     */
    record Held(Input.OfPatient input, Instant since) {}

    Care {
        latched = List.copyOf(latched);
    }

    /** Whether nothing is known. The records' own test for equality is slow until HotSpot has compiled it. */
    @SuppressWarnings("ReferenceEquality") // an equal one is rare
    boolean isNone() {
        return this == NONE || equals(NONE);
    }

    /** Whether something here takes note of each reading. */
    boolean notesReadings() {
        return pausedUntil != null || !latched.isEmpty() || late.count() > 0 || held != null;
    }

    /** Whether the pause is over at that time. */
    boolean pauseEndsBy(Instant at) {
        return pausedUntil != null && !at.isBefore(pausedUntil);
    }

    LostSignal lostSignal(Optional<Run> run) {
        return new LostSignal(
                run.map(r -> r.side().condition()),
                run.map(r -> r.recent().size()).orElse(0),
                late.count(),
                Optional.ofNullable(late.newest()));
    }

    /** With an admission, a change of policy or a pause; a discharge ends all the rest. */
    Care plus(Input.OfPatient control) {
        LastControls next = controls.plus(control);
        if (control instanceof Input.Discharge) {
            return new Care(next, false, null, List.of(), Late.NONE, held);
        }
        Instant until = control instanceof Input.Pause pause ? pause.until() : pausedUntil;
        return new Care(next, admitted || control instanceof Input.Admit, until, latched, late, held);
    }

    Care withoutPause() {
        return new Care(controls, admitted, null, latched, late, held);
    }

    Care withLatched(List<Episode> episodes) {
        return episodes.equals(latched) ? this : new Care(controls, admitted, pausedUntil, episodes, late, held);
    }

    /** Without the latched alarm of a condition. */
    List<Episode> latchedBut(Condition condition) {
        List<Episode> rest = new ArrayList<>(latched);
        rest.removeIf(episode -> episode.condition() == condition);
        return rest;
    }

    Care plusLate(Reading reading) {
        return new Care(controls, admitted, pausedUntil, latched, late.plus(reading), held);
    }

    Care withoutLate() {
        return late.count() == 0 ? this : new Care(controls, admitted, pausedUntil, latched, Late.NONE, held);
    }

    Care withHeld(@Nullable Held other) {
        return new Care(controls, admitted, pausedUntil, latched, late, other);
    }
}
