package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * Everything that a monitor can be told. Each input carries the time it is about, so that a backlog can be fed later and
 * gives the same alerts. All are immutable values.
 */
public sealed interface Input {

    /**
     * The time it is about.
     *
     * @return an instant; the library itself reads no clock
     */
    Instant timestamp();

    /**
     * Calls the visitor's method for this kind of input. A new kind would be a new method, so that the compiler shows where
     * it is missing.
     *
     * @param <R> what the visitor gives
     * @param visitor what to do with each kind
     * @return what the visitor's method gave
     */
    <R> R visit(Visitor<R> visitor);

    /**
     * One method for each kind of input.
     *
     * @param <R> what they give
     */
    interface Visitor<R> {

        /**
         * Visits a reading.
         *
         * @param reading the input
         * @return what comes of it
         */
        R reading(Reading reading);

        /**
         * Visits a tick.
         *
         * @param tick the input
         * @return what comes of it
         */
        R tick(Tick tick);

        /**
         * Visits an acknowledgement.
         *
         * @param acknowledgement the input
         * @return what comes of it
         */
        R acknowledge(Acknowledge acknowledgement);

        /**
         * Visits an admission.
         *
         * @param admission the input
         * @return what comes of it
         */
        R admit(Admit admission);

        /**
         * Visits a discharge.
         *
         * @param discharge the input
         * @return what comes of it
         */
        R discharge(Discharge discharge);

        /**
         * Visits a change of policy.
         *
         * @param change the input
         * @return what comes of it
         */
        R changePolicy(ChangePolicy change);

        /**
         * Visits a pause.
         *
         * @param pause the input
         * @return what comes of it
         */
        R pause(Pause pause);
    }

    /** An input that is about one patient. */
    sealed interface OfPatient extends Input permits Reading, Acknowledge, Admit, Discharge, ChangePolicy, Pause {

        /**
         * Whom it is about.
         *
         * @return the patient's id
         */
        String patientId();
    }

    /**
     * Time has come this far: shows which patients have gone silent and which alarms are to be reminded of.
     *
     * @param timestamp the caller's clock
     */
    record Tick(Instant timestamp) implements Input {

        /** Checks that there is a time. */
        public Tick {
            requireNonNull(timestamp, "timestamp");
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.tick(this);
        }
    }

    /**
     * Somebody has seen an alert. It stops the reminders of its episode, until that escalates.
     *
     * @param patientId whom the alert is about
     * @param episodeId the alert's episode
     * @param eventId the alert's own id: what was seen
     * @param by who has seen it; not blank, at most {@value #MAX_NAME_LENGTH} characters
     * @param timestamp when
     */
    record Acknowledge(String patientId, String episodeId, String eventId, String by, Instant timestamp)
            implements OfPatient {

        /** The longest {@code by}; chosen here, so that an alert stays small. */
        public static final int MAX_NAME_LENGTH = 256;

        /**
         * Checks the components.
         *
         * @throws IllegalArgumentException if {@code patientId} or {@code by} is blank, or {@code by} is too long
         */
        public Acknowledge {
            Reading.requirePatientId(patientId);
            requireNonNull(episodeId, "episodeId");
            requireNonNull(eventId, "eventId");
            requireNonNull(by, "by");
            requireNonNull(timestamp, "timestamp");
            if (by.isBlank() || by.length() > MAX_NAME_LENGTH) {
                throw new IllegalArgumentException(
                        "by must have 1 to " + MAX_NAME_LENGTH + " characters and not be blank: \"" + by + "\"");
            }
        }

        /**
         * Acknowledges what an alert told.
         *
         * @param seen the alert
         * @param by who has seen it
         * @param at when
         * @return the input to feed
         */
        public static Acknowledge of(Alert seen, String by, Instant at) {
            requireNonNull(seen, "seen");
            return new Acknowledge(seen.patientId(), seen.episodeId(), seen.id(), by, at);
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.acknowledge(this);
        }
    }

    /**
     * A patient is to be watched from now on, also if no reading comes, until the discharge. An admitted patient is never
     * forgotten.
     *
     * @param patientId the patient; not blank
     * @param timestamp when
     */
    record Admit(String patientId, Instant timestamp) implements OfPatient {

        /**
         * Checks the components.
         *
         * @throws IllegalArgumentException if {@code patientId} is blank
         */
        public Admit {
            Reading.requirePatientId(patientId);
            requireNonNull(timestamp, "timestamp");
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.admit(this);
        }
    }

    /**
     * A patient is not watched any more: active alarms are cleared, silence is no signal loss, and the policy is the common
     * one again. A monitor keeps the time of the discharge for the idle limit, so that a reading from before it is LATE
     * whenever it comes. A later reading begins a new stay.
     *
     * @param patientId the patient; not blank
     * @param timestamp when
     */
    record Discharge(String patientId, Instant timestamp) implements OfPatient {

        /**
         * Checks the components.
         *
         * @throws IllegalArgumentException if {@code patientId} is blank
         */
        public Discharge {
            Reading.requirePatientId(patientId);
            requireNonNull(timestamp, "timestamp");
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.discharge(this);
        }
    }

    /**
     * A patient's readings are judged by this policy from now on. Runs restart, an active alarm stays; an equal policy
     * changes nothing. The policy is part of the patient's state: it is in snapshots, and a monitor forgets a patient with a
     * policy of its own only after the discharge.
     *
     * @param patientId the patient; not blank
     * @param policy the new policy
     * @param timestamp when
     */
    record ChangePolicy(String patientId, AlarmPolicy policy, Instant timestamp) implements OfPatient {

        /**
         * Checks the components.
         *
         * @throws IllegalArgumentException if {@code patientId} is blank
         */
        public ChangePolicy {
            Reading.requirePatientId(patientId);
            requireNonNull(policy, "policy");
            requireNonNull(timestamp, "timestamp");
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.changePolicy(this);
        }
    }

    /**
     * The alerts of a patient that are below HIGH are paused for a while, as for washing or turning. They still come, with
     * {@link Alert#pausedUntil}. A HIGH one breaks through and ends the pause. When the pause ends, alarms that are still
     * active and unacknowledged are reminded of at once.
     *
     * @param patientId the patient; not blank
     * @param until when the pause ends by itself; at most {@link #MAX_LENGTH} after {@code timestamp}. Not after it: a pause
     *     that is under way ends
     * @param timestamp when it begins
     */
    record Pause(String patientId, Instant until, Instant timestamp) implements OfPatient {

        /** The longest pause; chosen here, so that nobody pauses a patient for good. */
        public static final Duration MAX_LENGTH = Duration.ofHours(24);

        /**
         * Checks the components.
         *
         * @throws IllegalArgumentException if {@code patientId} is blank, or the pause is too long
         */
        public Pause {
            Reading.requirePatientId(patientId);
            requireNonNull(until, "until");
            requireNonNull(timestamp, "timestamp");
            if (Elapsed.isMoreThan(timestamp, until, MAX_LENGTH)) {
                throw new IllegalArgumentException(
                        "until must be at most " + MAX_LENGTH + " after " + timestamp + ": " + until);
            }
        }

        @Override
        public <R> R visit(Visitor<R> visitor) {
            return visitor.pause(this);
        }
    }
}
