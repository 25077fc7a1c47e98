package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Detects bradycardia and tachycardia of one patient: RAISED on the Nth consecutive reading outside one limit, CLEARED
 * on the Mth consecutive calm one, once an episode. Feeding a reading again, at any later time, changes nothing.
 *
 * <table>
 * <caption>Transitions (N = onsetCount, M = clearCount; s is a side)</caption>
 * <tr><th>state</th><th>reading</th><th>next state</th><th>alerts</th></tr>
 * <tr><td>NORMAL</td><td>on side s, not yet N or too short</td><td>PENDING(s, 1)</td><td></td></tr>
 * <tr><td>NORMAL, PENDING(s)</td><td>on side s, run complete</td><td>ACTIVE(s)</td><td>RAISED</td></tr>
 * <tr><td>PENDING(s, k)</td><td>on side s otherwise</td><td>PENDING(s, k + 1); after a gap PENDING(s, 1)</td>
 * <td></td></tr>
 * <tr><td>PENDING(s)</td><td>normal / on the other side</td><td>NORMAL / PENDING(other, 1)</td><td></td></tr>
 * <tr><td>ACTIVE(s), RECOVERING(s)</td><td>on side s or inside the margin</td><td>ACTIVE(s)</td><td></td></tr>
 * <tr><td>ACTIVE(s), RECOVERING(s, c)</td><td>calm, not yet M</td><td>RECOVERING(s, c + 1); after a gap
 * RECOVERING(s, 1)</td><td></td></tr>
 * <tr><td>ACTIVE(s), RECOVERING(s)</td><td>completes the other side's run</td><td>ACTIVE(other)</td>
 * <td>CLEARED(SUPERSEDED), RAISED</td></tr>
 * <tr><td>ACTIVE(s), RECOVERING(s)</td><td>Mth calm one in a row</td><td>PENDING(other, k), or NORMAL if k is 0</td>
 * <td>CLEARED(NORMALISED)</td></tr>
 * </table>
 *
 * <p>Not safe for use by several threads; {@link HeartRateMonitor} is.
 */
public final class ConsecutiveThresholdDetector {

    private final String patientId;
    private final AlarmPolicy policy;
    private DetectorState state;
    private @Nullable Reading last;

    /**
     * A detector of a patient never heard from.
     *
     * @param patientId the only patient whose readings it takes
     * @param policy when to raise and when to clear
     */
    public ConsecutiveThresholdDetector(String patientId, AlarmPolicy policy) {
        this(patientId, policy, DetectorState.Normal.INSTANCE, null);
    }

    private ConsecutiveThresholdDetector(
            String patientId, AlarmPolicy policy, DetectorState state, @Nullable Reading last) {
        this.patientId = requireNonNull(patientId, "patientId");
        this.policy = requireNonNull(policy, "policy");
        this.state = state;
        this.last = last;
    }

    /**
     * Judges one reading.
     *
     * @param reading a reading of this detector's patient
     * @return the verdict and the alerts it caused
     * @throws IllegalArgumentException if it is another patient's
     */
    public Outcome accept(Reading reading) {
        if (!reading.patientId().equals(patientId)) {
            throw new IllegalArgumentException("the reading is another patient's");
        }
        if (!policy.isPlausible(reading.bpm())) {
            return Outcome.IMPLAUSIBLE;
        }
        Reading previous = last;
        if (previous != null) {
            int order = reading.timestamp().compareTo(previous.timestamp());
            if (order < 0) {
                return Outcome.LATE;
            }
            if (order == 0) {
                return reading.bpm() == previous.bpm() ? Outcome.DUPLICATE : Outcome.CONFLICT;
            }
        }
        DetectorState before = state;
        DetectorState after = before.next(policy, reading, isAfterGap(previous, reading));
        state = after;
        last = reading;
        return before.equals(after) ? Outcome.ACCEPTED : outcome(before, after, reading.timestamp());
    }

    private boolean isAfterGap(@Nullable Reading previous, Reading reading) {
        Duration maxGap = policy.maxGap();
        return previous != null
                && !maxGap.equals(AlarmPolicy.UNLIMITED)
                && Duration.between(previous.timestamp(), reading.timestamp()).compareTo(maxGap) > 0;
    }

    private static Outcome outcome(DetectorState before, DetectorState after, Instant time) {
        Optional<Episode> ended = episode(before);
        Optional<Episode> begun = episode(after);
        if (ended.map(Episode::id).equals(begun.map(Episode::id))) {
            return Outcome.ACCEPTED;
        }
        List<Alert> alerts = new ArrayList<>(2);
        ClearReason reason = begun.isPresent() ? ClearReason.SUPERSEDED : ClearReason.NORMALISED;
        ended.ifPresent(episode -> alerts.add(alert(episode, Phase.CLEARED, time, Optional.of(reason))));
        begun.ifPresent(episode -> alerts.add(alert(episode, Phase.RAISED, time, Optional.empty())));
        return new Outcome(Disposition.ACCEPTED, alerts);
    }

    private static Optional<Episode> episode(DetectorState state) {
        if (state instanceof DetectorState.Active active) {
            return Optional.of(active.episode());
        }
        if (state instanceof DetectorState.Recovering recovering) {
            return Optional.of(recovering.episode());
        }
        return Optional.empty();
    }

    private static Alert alert(Episode episode, Phase phase, Instant time, Optional<ClearReason> reason) {
        Reading witness = episode.evidence().get(0);
        return new Alert(
                AlertIds.event(episode.id(), phase, 1),
                episode.id(),
                witness.patientId(),
                episode.side().condition(),
                phase,
                1,
                Priority.MEDIUM,
                episode.onset(),
                episode.raisedAt(),
                time,
                episode.limitBpm(),
                episode.evidence(),
                episode.peakBpm(),
                reason);
    }

    /**
     * The state as a value, at this moment.
     *
     * @return what {@link #restore} continues from
     */
    public DetectorSnapshot snapshot() {
        return new DetectorSnapshot(patientId, state, last);
    }

    /**
     * A detector that goes on where a snapshot was taken, as if there had been no interruption.
     *
     * @param snapshot the state to go on from
     * @param policy the policy in force when it was taken
     * @return a detector of the snapshot's patient
     */
    public static ConsecutiveThresholdDetector restore(DetectorSnapshot snapshot, AlarmPolicy policy) {
        return new ConsecutiveThresholdDetector(snapshot.patientId(), policy, snapshot.state(), snapshot.last());
    }
}
