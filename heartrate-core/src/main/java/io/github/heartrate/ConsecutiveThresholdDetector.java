package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * Detects bradycardia, tachycardia and loss of signal of one patient: RAISED on the Nth consecutive reading outside one
 * limit, CLEARED on the Mth consecutive calm one, once an episode. Feeding an input again, at any later time, changes
 * nothing but the count of LATE readings that a SIGNAL_LOSS tells.
 *
 * <table>
 * <caption>Transitions between the ordinary limits (N = onsetCount, M = clearCount, each with its delay; s is a side)</caption>
 * <tr><th>state</th><th>reading</th><th>next state</th><th>alerts</th></tr>
 * <tr><td>NORMAL</td><td>on side s, not yet N or too short</td><td>PENDING(s, 1)</td><td></td></tr>
 * <tr><td>NORMAL, PENDING(s)</td><td>on side s, run complete</td><td>ACTIVE(s)</td><td>RAISED</td></tr>
 * <tr><td>PENDING(s, k)</td><td>on side s otherwise</td><td>PENDING(s, k + 1); after a gap PENDING(s, 1)</td>
 * <td></td></tr>
 * <tr><td>PENDING(s)</td><td>normal / on the other side</td><td>NORMAL / PENDING(other, 1)</td><td></td></tr>
 * <tr><td>ACTIVE(s), RECOVERING(s)</td><td>on side s or inside the margin</td><td>ACTIVE(s)</td><td></td></tr>
 * <tr><td>ACTIVE(s), RECOVERING(s, c)</td><td>calm, not yet M or too short</td><td>RECOVERING(s, c + 1); after a gap
 * RECOVERING(s, 1)</td><td></td></tr>
 * <tr><td>ACTIVE(s), RECOVERING(s)</td><td>completes the other side's run</td><td>ACTIVE(other)</td>
 * <td>CLEARED(SUPERSEDED), RAISED</td></tr>
 * <tr><td>ACTIVE(s), RECOVERING(s)</td><td>Mth calm one in a row</td><td>PENDING(other, k), or NORMAL if k is 0</td>
 * <td>CLEARED(NORMALISED)</td></tr>
 * <tr><td>any active one</td><td>discharge</td><td>NORMAL</td><td>CLEARED(DISCHARGED)</td></tr>
 * </table>
 *
 * <p>An extreme limit makes a second level: {@code extremeOnsetCount} readings in a row beyond it raise the alarm at
 * HIGH, or take an active one there (ESCALATED); M in a row that are calm for it take the alarm back to MEDIUM
 * (DEESCALATED). Silence of more than {@code staleAfter} is an alarm of its own, SIGNAL_LOSS, and leaves all this as it is.
 *
 * <p>It believes every clock. {@link HeartRateMonitor} holds what is dated too far ahead, since it has the time of all
 * patients to compare with.
 *
 * <p>For state that another system keeps per patient (Flink, Kafka Streams): {@link #snapshot} is the value to keep, {@link
 * #isIdle} says when it may go, and {@link #expire} ends it.
 *
 * <p>Not safe for use by several threads; {@link HeartRateMonitor} is.
 */
public final class ConsecutiveThresholdDetector {

    private final Patient patient;

    /**
     * A detector of a patient never heard from, and not admitted: silence is no signal loss until the first reading.
     *
     * @param patientId the only patient whose inputs it takes; not blank
     * @param policy when to raise and when to clear
     * @throws IllegalArgumentException if {@code patientId} is blank or has half a surrogate pair
     */
    public ConsecutiveThresholdDetector(String patientId, AlarmPolicy policy) {
        this(DetectorSnapshot.unheard(patientId, policy));
    }

    private ConsecutiveThresholdDetector(DetectorSnapshot snapshot) {
        patient = new Patient(snapshot, Rules.of(snapshot.policy()));
    }

    /**
     * A detector that goes on where a snapshot was taken, as if there had been no interruption.
     *
     * @param snapshot the state to go on from
     * @return a detector of the snapshot's patient, under the policy in force when it was taken
     */
    public static ConsecutiveThresholdDetector restore(DetectorSnapshot snapshot) {
        return new ConsecutiveThresholdDetector(requireNonNull(snapshot, "snapshot"));
    }

    /**
     * The state as a value, at this moment.
     *
     * @return what {@link #restore} continues from
     */
    public DetectorSnapshot snapshot() {
        return patient.snapshot();
    }

    /**
     * How the patient stands, for a display or a log.
     *
     * @return the status at this moment
     */
    public PatientStatus status() {
        return patient.status();
    }

    /**
     * Judges one reading. The first one after a discharge begins a new stay; what is dated up to the discharge is LATE.
     *
     * @param reading a reading of this detector's patient
     * @return the verdict and the alerts it caused
     * @throws IllegalArgumentException if it is another patient's
     */
    public Outcome accept(Reading reading) {
        requireOwn(requireNonNull(reading, "reading"));
        return patient.acceptIfRoutine(reading.timestamp(), reading.bpm())
                ? Outcome.ACCEPTED
                : patient.reading(reading);
    }

    /**
     * Judges one reading of this detector's patient, as {@link #accept(Reading)} does. Nearly all readings are routine: those
     * leave no object behind, and the patient's id is not looked at.
     *
     * @param timestamp when it was measured
     * @param bpm the rate in beats a minute: finite and at least 0
     * @return the verdict and the alerts it caused
     * @throws IllegalArgumentException if {@code bpm} is negative, infinite or NaN
     */
    public Outcome accept(Instant timestamp, double bpm) {
        requireNonNull(timestamp, "timestamp");
        double rate = Reading.requireBpm(bpm);
        return patient.acceptIfRoutine(timestamp, rate)
                ? Outcome.ACCEPTED
                : patient.reading(new Reading(patient.patientId(), timestamp, rate));
    }

    /**
     * Whether nothing is wrong and nothing is under way: the state is NORMAL, the signal is present, no alarm is latched, no
     * pause is on and no late reading is to be told of. A newer plausible reading between the limits, within {@code
     * staleAfter} of the one before, then changes nothing but which one is the last. Of a row of those only the last one has to
     * be fed; feed one per {@code staleAfter}, since what was not fed is silence.
     *
     * @return whether it is so at this moment
     */
    public boolean isNormal() {
        return patient.isNormal();
    }

    /**
     * Takes any input: a reading, a tick, an acknowledgement, admission, discharge, a change of policy or a pause.
     *
     * @param input a tick, or an input of this detector's patient
     * @return the verdict and the alerts it caused
     * @throws IllegalArgumentException if it is another patient's
     */
    public Outcome apply(Input input) {
        requireNonNull(input, "input");
        if (input instanceof Reading reading) {
            return accept(reading);
        }
        if (input instanceof Input.OfPatient own) {
            requireOwn(own);
        }
        return input.visit(patient);
    }

    /**
     * Lets time come this far: shows that the patient has gone silent, and whether an alarm is to be reminded of. A tick
     * is not remembered, so one with a wrong clock does no lasting harm.
     *
     * @param now the caller's clock
     * @return the alerts it caused; ACCEPTED in any case
     */
    public Outcome tick(Instant now) {
        return patient.tick(requireNonNull(now, "now"));
    }

    /**
     * Whether this detector may go: the patient is not admitted, has no physiological alarm that is active or to be seen,
     * and for more than the limit no reading was accepted and no other input took effect.
     *
     * @param now the caller's clock
     * @param limit how long a silence must last; positive
     * @return whether {@link #expire} ends nothing that somebody counts on. A policy that was given by {@link
     *     Input.ChangePolicy} is lost then: it is yours to keep
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    public boolean isIdle(Instant now, Duration limit) {
        requireNonNull(now, "now");
        return patient.isIdle(now, Elapsed.requirePositive(limit, "limit"));
    }

    /**
     * Ends the patient, whether or not it is idle: alarms that are active are CLEARED as EXPIRED, and all that was known is
     * forgotten. Drop this detector then, and make a new one at the patient's next reading. If you keep it, readings dated
     * up to {@code now} are LATE.
     *
     * @param now the caller's clock
     * @return ACCEPTED and the alerts
     */
    public Outcome expire(Instant now) {
        return patient.expire(requireNonNull(now, "now"));
    }

    private void requireOwn(Input.OfPatient input) {
        if (!input.patientId().equals(patient.patientId())) {
            throw new IllegalArgumentException("the input is another patient's");
        }
    }
}
