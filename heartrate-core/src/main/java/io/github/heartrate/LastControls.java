package io.github.heartrate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a patient was last admitted, discharged, given a policy or paused, and which of the four it was: what tells that
 * such an input was fed before.
 *
 * @param pausedUntil the end of the pause, if it was one
 */
record LastControls(
        Instant time,
        boolean admitted,
        boolean discharged,
        boolean policyChanged,
        @Nullable Instant pausedUntil) {

    static final LastControls NONE = new LastControls(Instant.MIN, false, false, false, null);

    /**
     * ACCEPTED, or why the input has no effect.
     *
     * @param inForce the policy that the patient is judged by
     */
    Verdict judge(Input.OfPatient control, AlarmPolicy inForce) {
        int order = control.timestamp().compareTo(time);
        if (order != 0) {
            return order < 0 ? Verdict.LATE : Verdict.ACCEPTED;
        }
        if (!has(control)) {
            return Verdict.ACCEPTED;
        }
        boolean same = control instanceof Input.ChangePolicy change
                ? change.policy().equals(inForce)
                : !(control instanceof Input.Pause pause) || pause.until().equals(pausedUntil);
        return same ? Verdict.DUPLICATE : Verdict.CONFLICT;
    }

    private boolean has(Input.OfPatient control) {
        return (control instanceof Input.Admit && admitted)
                || (control instanceof Input.Discharge && discharged)
                || (control instanceof Input.ChangePolicy && policyChanged)
                || (control instanceof Input.Pause && pausedUntil != null);
    }

    LastControls plus(Input.OfPatient control) {
        boolean sameTime = control.timestamp().equals(time);
        return new LastControls(
                control.timestamp(),
                (sameTime && admitted) || control instanceof Input.Admit,
                (sameTime && discharged) || control instanceof Input.Discharge,
                (sameTime && policyChanged) || control instanceof Input.ChangePolicy,
                control instanceof Input.Pause pause ? pause.until() : sameTime ? pausedUntil : null);
    }
}
