package io.github.heartrate;

import java.time.Instant;

/**
 * When a patient was last admitted, discharged or given a policy, and which of the three it was: what tells that such an
 * input was fed before.
 */
record LastControls(Instant time, boolean admitted, boolean discharged, boolean policyChanged) {

    static final LastControls NONE = new LastControls(Instant.MIN, false, false, false);

    /** ACCEPTED, or why the input has no effect. */
    Disposition judge(Input.OfPatient control) {
        int order = control.timestamp().compareTo(time);
        if (order == 0) {
            return has(control) ? Disposition.DUPLICATE : Disposition.ACCEPTED;
        }
        return order < 0 ? Disposition.LATE : Disposition.ACCEPTED;
    }

    private boolean has(Input.OfPatient control) {
        return (control instanceof Input.Admit && admitted)
                || (control instanceof Input.Discharge && discharged)
                || (control instanceof Input.ChangePolicy && policyChanged);
    }

    LastControls plus(Input.OfPatient control) {
        boolean sameTime = control.timestamp().equals(time);
        return new LastControls(
                control.timestamp(),
                (sameTime && admitted) || control instanceof Input.Admit,
                (sameTime && discharged) || control instanceof Input.Discharge,
                (sameTime && policyChanged) || control instanceof Input.ChangePolicy);
    }
}
