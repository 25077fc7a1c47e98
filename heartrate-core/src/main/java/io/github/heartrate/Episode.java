package io.github.heartrate;

import java.time.Instant;
import java.util.List;

/**
 * An alarm from RAISED to CLEARED.
 *
 * @param id deterministic, see {@link AlertIds}
 * @param side the side that is violated
 * @param onset the first reading of the run that raised it
 * @param raisedAt the last reading of that run
 * @param limitBpm the limit that was violated
 * @param evidence the last readings of that run
 * @param peakBpm the most extreme rate so far
 */
record Episode(
        String id,
        Side side,
        Instant onset,
        Instant raisedAt,
        double limitBpm,
        List<Reading> evidence,
        double peakBpm) {

    static Episode raise(Run run, AlarmPolicy policy) {
        Reading last = run.recent().get(run.recent().size() - 1);
        return new Episode(
                AlertIds.episode(last.patientId(), run.side().condition(), run.onset()),
                run.side(),
                run.onset(),
                last.timestamp(),
                run.side().limitBpm(policy),
                run.recent(),
                run.peakBpm());
    }

    Episode seen(double bpm) {
        double worst = side.worse(peakBpm, bpm);
        return worst == peakBpm ? this : new Episode(id, side, onset, raisedAt, limitBpm, evidence, worst);
    }
}
