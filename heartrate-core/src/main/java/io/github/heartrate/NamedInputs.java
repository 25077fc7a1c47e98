package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** One method for each kind of input but readings, which feeds it. A part of {@link HeartRateMonitor}. */
abstract sealed class NamedInputs permits HeartRateMonitor {

    /** Only for the monitor. */
    NamedInputs() {}

    /**
     * Takes any input.
     *
     * @param input what the monitor is to be told
     * @return the verdict and the alerts it caused
     */
    public abstract Outcome apply(Input input);

    /**
     * Lets time come this far, for all patients: shows which have gone silent and which alarms are to be reminded of, and
     * forgets the ones that were silent for more than the idle limit.
     *
     * @param now the caller's clock
     * @return ACCEPTED, and the alerts it caused, in order for each patient; HELD if it is too far ahead to be believed at
     *     once, DUPLICATE if it is the one that is held, and nothing has changed
     */
    public Outcome tick(Instant now) {
        return apply(new Input.Tick(requireNonNull(now, "now")));
    }

    /**
     * Feeds an {@link Input.Acknowledge}: somebody has seen an alert.
     *
     * @param seen the alert
     * @param by who has seen it; not blank
     * @param at when
     * @return ACCEPTED with the ACKNOWLEDGED alert; or DUPLICATE, OUTDATED or UNKNOWN, and nothing has changed
     * @throws IllegalArgumentException if {@code by} is blank or too long
     */
    public Outcome acknowledge(Alert seen, String by, Instant at) {
        return apply(Input.Acknowledge.of(seen, by, at));
    }

    /**
     * Feeds an {@link Input.Admit}.
     *
     * @param patientId the patient; not blank
     * @param at when
     * @return ACCEPTED; or DUPLICATE or LATE, if it was told this or something later before
     * @throws IllegalArgumentException if {@code patientId} is blank
     */
    public Outcome admit(String patientId, Instant at) {
        return apply(new Input.Admit(patientId, at));
    }

    /**
     * Feeds an {@link Input.Discharge}.
     *
     * @param patientId the patient; not blank
     * @param at when
     * @return ACCEPTED with the alerts; or DUPLICATE or LATE, if it was told this or something later before, or UNKNOWN
     * @throws IllegalArgumentException if {@code patientId} is blank
     */
    public Outcome discharge(String patientId, Instant at) {
        return apply(new Input.Discharge(patientId, at));
    }

    /**
     * Feeds an {@link Input.ChangePolicy}: gives the patient a policy of its own.
     *
     * @param patientId the patient; not blank
     * @param own the patient's own policy
     * @param at when
     * @return ACCEPTED; DUPLICATE, CONFLICT or LATE if it was told this, another policy at the same time, or something later
     *     before
     * @throws IllegalArgumentException if {@code patientId} is blank
     */
    public Outcome setPolicy(String patientId, AlarmPolicy own, Instant at) {
        return apply(new Input.ChangePolicy(patientId, own, at));
    }

    /**
     * Feeds an {@link Input.Pause}.
     *
     * @param patientId the patient; not blank
     * @param until when the pause ends by itself; not after {@code at} to end one that is under way
     * @param at when
     * @return ACCEPTED with the reminders of a pause that ends; DUPLICATE, CONFLICT or LATE as for a policy; UNKNOWN
     * @throws IllegalArgumentException if {@code patientId} is blank, or the pause too long
     */
    public Outcome pause(String patientId, Instant until, Instant at) {
        return apply(new Input.Pause(patientId, until, at));
    }
}
