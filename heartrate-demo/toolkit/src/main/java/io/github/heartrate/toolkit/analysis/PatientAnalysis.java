package io.github.heartrate.toolkit.analysis;

import io.github.heartrate.AlarmKind;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.ConsecutiveThresholdDetector;
import io.github.heartrate.Outcome;
import io.github.heartrate.Phase;
import io.github.heartrate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One patient under all policies; the reference is the last of them. */
final class PatientAnalysis {

    private final String id;
    private final RoutineReadings routine;
    private final List<PolicyTotals> totals;
    private final ConsecutiveThresholdDetector[] detectors;
    private final @Nullable AlarmTrack[] tracks;
    private final ReferenceTrack reference;
    private final MonitoredTime monitored;

    // While all detectors are normal, only the last one of the routine readings is fed: when another reading comes.
    private boolean isNormal;
    private boolean isFed = true;
    private long fedSecond;
    private long lastSecond = Long.MIN_VALUE; // elapsed times begin with 0, and before it
    private int lastNano;
    private double lastBpm;

    PatientAnalysis(
            String patientId,
            List<AlarmPolicy> policies,
            RoutineReadings routine,
            List<PolicyTotals> totals,
            Intervals intervals) {
        this.id = patientId;
        this.routine = routine;
        this.totals = totals;
        this.monitored = new MonitoredTime(intervals);
        this.detectors = new ConsecutiveThresholdDetector[policies.size()];
        this.tracks = new @Nullable AlarmTrack[policies.size()];
        for (int i = 0; i < detectors.length; i++) {
            detectors[i] = new ConsecutiveThresholdDetector(patientId, policies.get(i));
        }
        this.reference = new ReferenceTrack(policies.get(policies.size() - 1));
    }

    String id() {
        return id;
    }

    /** Takes a reading if it is routine. If not, it and all that follow have to be judged, in their order. */
    boolean acceptIfRoutine(long second, int nano, double bpm) {
        if (!isNormal || !isAfterLast(second, nano) || !routine.covers(bpm, second - fedSecond)) {
            isNormal = false;
            return false;
        }
        isFed = false;
        remember(second, nano, bpm);
        return true;
    }

    private boolean isAfterLast(long second, int nano) {
        return second > lastSecond || (second == lastSecond && nano > lastNano);
    }

    private void remember(long second, int nano, double bpm) {
        lastSecond = second;
        lastNano = nano;
        lastBpm = bpm;
        monitored.accepted(second, nano);
    }

    /** Takes a reading that need not be routine. */
    Verdict judge(long second, int nano, double bpm) {
        if (!isFed) {
            isFed = true;
            feed(lastSecond, lastNano, lastBpm);
        }
        Verdict verdict = feed(second, nano, bpm);
        isNormal = areAllNormal();
        return verdict;
    }

    /** All policies have one plausible range, so that they agree on a reading's verdict: the reference speaks first. */
    private Verdict feed(long second, int nano, double bpm) {
        Instant time = Instant.ofEpochSecond(second, nano);
        int referenceIndex = detectors.length - 1;
        Outcome first = detectors[referenceIndex].accept(time, bpm);
        if (first.verdict() != Verdict.ACCEPTED) {
            return first.verdict();
        }
        if (isAfterLast(second, nano)) {
            remember(second, nano, bpm);
        }
        fedSecond = second;
        reference.accepted(time, bpm);
        List<ReferenceTrack.Ended> ended = reference.noted(first.alerts());
        note(referenceIndex, first.alerts());
        for (int i = 0; i < referenceIndex; i++) {
            note(i, detectors[i].accept(time, bpm).alerts());
        }
        for (ReferenceTrack.Ended episode : ended) {
            compare(episode);
            reference.forget(episode);
        }
        return Verdict.ACCEPTED;
    }

    private boolean areAllNormal() {
        for (ConsecutiveThresholdDetector detector : detectors) {
            if (!detector.isNormal()) {
                return false;
            }
        }
        return true;
    }

    private void note(int policy, List<Alert> alerts) {
        for (Alert alert : alerts) {
            if (alert.kind() == AlarmKind.TECHNICAL) {
                totals.get(policy).signalLosses += alert.phase() == Phase.RAISED ? 1 : 0;
            } else if (alert.phase() == Phase.RAISED) {
                track(policy).raised(alert, monitored.nanos());
            } else if (alert.phase() == Phase.CLEARED) {
                track(policy).cleared(alert, monitored.nanos(), reference.onset(alert.condition()));
            }
        }
    }

    private AlarmTrack track(int policy) {
        AlarmTrack track = tracks[policy];
        if (track == null) {
            track = new AlarmTrack(totals.get(policy));
            tracks[policy] = track;
        }
        return track;
    }

    private void compare(ReferenceTrack.Ended episode) {
        for (int i = 0; i < tracks.length; i++) {
            AlarmTrack track = tracks[i];
            Instant raised =
                    track == null ? null : track.firstBetween(episode.condition(), episode.onset(), episode.cleared());
            if (raised == null) {
                totals.get(i).episodesMissed++;
            } else {
                Instant since = raised.isBefore(episode.onset()) ? episode.onset() : raised;
                totals.get(i).addedTimes.add(Duration.between(episode.raisedAt(), since));
            }
        }
    }

    /** The patient's readings end; gives how many reference episodes were still active. */
    void end() {
        reference.unfinished().forEach(this::compare);
        Instant end = monitored.last();
        for (AlarmTrack track : tracks) {
            if (track != null && end != null) {
                track.end(end, monitored.nanos());
            }
        }
    }

    long monitoredNanos() {
        return monitored.nanos();
    }

    int alarms(int policy) {
        AlarmTrack track = tracks[policy];
        return track == null ? 0 : track.alarms();
    }
}
