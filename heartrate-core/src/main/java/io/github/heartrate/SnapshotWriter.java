package io.github.heartrate;

import java.time.Instant;
import java.util.List;

/** Writes version 2 of the content of a snapshot. */
final class SnapshotWriter extends SnapshotOutput {

    // The first byte of a patient. Version 1 has more bits: see SnapshotReader.
    static final int HEARD = 1;
    static final int FULL_TIME = 1 << 1;
    static final int FULL_BPM = 1 << 2;
    static final int DISCHARGED = 1 << 3;
    static final int MORE = 1 << 4;

    // The second byte of a patient, written only if it is not zero: the state in bits 0 to 2, the signal in 3 and 4.
    static final int NORMAL = 0;
    static final int PENDING = 1;
    static final int ACTIVE = 2;
    static final int ESCALATING = 3;
    static final int RECOVERING = 4;
    static final int SIGNAL_SHIFT = 3;
    static final int PRESENT = 0;
    static final int AWAITED = 1;
    static final int LOST = 2;
    static final int UNWATCHED = 3;
    static final int CARE = 1 << 5;
    static final int OWN_POLICY = 1 << 6;

    // The byte that says which parts of a patient's care follow.
    static final int CONTROLS = 1;
    static final int ADMITTED = 1 << 1;
    static final int PAUSED = 1 << 2;
    static final int LATCHED = 1 << 3;
    static final int LATE = 1 << 4;
    static final int HELD = 1 << 5;

    // The kind of an input that is held.
    static final int HELD_READING = 0;
    static final int HELD_ACKNOWLEDGE = 1;
    static final int HELD_ADMIT = 2;
    static final int HELD_DISCHARGE = 3;
    static final int HELD_CHANGE_POLICY = 4;
    static final int HELD_PAUSE = 5;

    // Constants are written as their places here, for good: new ones go to the end.
    static final List<Condition> CONDITIONS =
            List.of(Condition.BRADYCARDIA, Condition.TACHYCARDIA, Condition.SIGNAL_LOSS);
    static final List<Priority> PRIORITIES = List.of(Priority.LOW, Priority.MEDIUM, Priority.HIGH);
    static final List<Latch> LATCHES = List.of(Latch.NONE, Latch.HIGH, Latch.ALL);
    static final List<Phase> TOLD_ANEW = List.of(Phase.RAISED, Phase.ESCALATED, Phase.REMINDER);

    static final double THOUSANDTHS = 1_000;

    void monitor(MonitorSnapshot snapshot) {
        policy(snapshot.policy());
        optional(snapshot.lastTick());
        optional(snapshot.heldTick());
        optional(snapshot.newestReading());
        unsigned(snapshot.patients().size());
        for (DetectorSnapshot patient : snapshot.patients()) {
            patient(patient, snapshot.policy());
        }
    }

    void patient(DetectorSnapshot patient, AlarmPolicy monitorPolicy) {
        text(patient.patientId);
        boolean isDischarged = patient.isHeard() && Double.isNaN(patient.lastBpm);
        boolean hasRate = patient.isHeard() && !isDischarged;
        boolean fullTime = patient.isHeard() && !isMicros(patient.lastSecond, patient.lastNano);
        long thousandths = hasRate ? Math.round(patient.lastBpm * THOUSANDTHS) : 0;
        boolean fullBpm = hasRate && thousandths / THOUSANDTHS != patient.lastBpm;
        int more = more(patient, monitorPolicy);
        oneByte((patient.isHeard() ? HEARD : 0)
                | (fullTime ? FULL_TIME : 0)
                | (fullBpm ? FULL_BPM : 0)
                | (isDischarged ? DISCHARGED : 0)
                | (more != 0 ? MORE : 0));
        if (more != 0) {
            oneByte(more);
        }
        if (fullTime) {
            fixed(patient.lastSecond, Long.BYTES);
            fixed(patient.lastNano, Integer.BYTES);
        } else if (patient.isHeard()) {
            fixed(micros(patient.lastSecond, patient.lastNano), TIME_BYTES);
        }
        if (fullBpm) {
            number(patient.lastBpm);
        } else if (hasRate) {
            unsigned(thousandths);
        }
        if (more != 0) {
            rest(patient, more);
        }
    }

    private static int more(DetectorSnapshot patient, AlarmPolicy monitorPolicy) {
        return patient.state.snapshotCode()
                | (patient.signal.snapshotCode() << SIGNAL_SHIFT)
                | (patient.care.isNone() ? 0 : CARE)
                | (patient.policy.equals(monitorPolicy) ? 0 : OWN_POLICY);
    }

    private void rest(DetectorSnapshot patient, int more) {
        patient.state.writeTo(this);
        patient.signal.writeTo(this);
        if ((more & CARE) != 0) {
            care(patient.care);
        }
        if ((more & OWN_POLICY) != 0) {
            policy(patient.policy);
        }
    }

    void calm(DetectorState.Calm calm) {
        unsigned(calm.count());
        if (calm.count() > 0) {
            instant(calm.since());
        }
    }

    private void care(Care care) {
        Instant pausedUntil = care.pausedUntil();
        Reading newestLate = care.late().newest();
        Care.Held held = care.held();
        oneByte((care.controls().equals(LastControls.NONE) ? 0 : CONTROLS)
                | (care.admitted() ? ADMITTED : 0)
                | (pausedUntil == null ? 0 : PAUSED)
                | (care.latched().isEmpty() ? 0 : LATCHED)
                | (newestLate == null ? 0 : LATE)
                | (held == null ? 0 : HELD));
        if (!care.controls().equals(LastControls.NONE)) {
            controls(care.controls());
        }
        if (pausedUntil != null) {
            instant(pausedUntil);
        }
        if (!care.latched().isEmpty()) {
            unsigned(care.latched().size());
            care.latched().forEach(this::episode);
        }
        if (newestLate != null) {
            unsigned(care.late().count());
            reading(newestLate);
        }
        if (held != null) {
            held(held);
        }
    }

    private void held(Care.Held held) {
        instant(held.since());
        held.input().visit(new HeldWriter());
    }

    /** Writes an input that is held: its kind, and what it has. */
    final class HeldWriter implements Input.Visitor<SnapshotWriter> {

        @Override
        public SnapshotWriter reading(Reading reading) {
            oneByte(HELD_READING);
            SnapshotWriter.this.reading(reading);
            return SnapshotWriter.this;
        }

        @Override
        public SnapshotWriter tick(Input.Tick tick) {
            throw new AssertionError("a tick is held by the monitor, not by a patient");
        }

        @Override
        public SnapshotWriter acknowledge(Input.Acknowledge acknowledgement) {
            begin(HELD_ACKNOWLEDGE, acknowledgement);
            text(acknowledgement.episodeId());
            text(acknowledgement.eventId());
            text(acknowledgement.by());
            return SnapshotWriter.this;
        }

        @Override
        public SnapshotWriter admit(Input.Admit admission) {
            return begin(HELD_ADMIT, admission);
        }

        @Override
        public SnapshotWriter discharge(Input.Discharge discharge) {
            return begin(HELD_DISCHARGE, discharge);
        }

        @Override
        public SnapshotWriter changePolicy(Input.ChangePolicy change) {
            begin(HELD_CHANGE_POLICY, change);
            policy(change.policy());
            return SnapshotWriter.this;
        }

        @Override
        public SnapshotWriter pause(Input.Pause pause) {
            begin(HELD_PAUSE, pause);
            instant(pause.until());
            return SnapshotWriter.this;
        }

        private SnapshotWriter begin(int kind, Input input) {
            oneByte(kind);
            instant(input.timestamp());
            return SnapshotWriter.this;
        }
    }

    private void controls(LastControls controls) {
        Instant pausedUntil = controls.pausedUntil();
        instant(controls.time());
        oneByte((controls.admitted() ? 1 : 0)
                | (controls.discharged() ? 2 : 0)
                | (controls.policyChanged() ? 4 : 0)
                | (pausedUntil == null ? 0 : 8));
        if (pausedUntil != null) {
            instant(pausedUntil);
        }
    }

    void run(Run run) {
        oneByte(CONDITIONS.indexOf(run.side().condition()));
        instant(run.onset());
        oneByte(run.extremeOnset() == null ? 0 : 1);
        if (run.extremeOnset() != null) {
            instant(run.extremeOnset());
        }
        number(run.peakBpm());
        readings(run.recent());
    }

    private void readings(List<Reading> readings) {
        unsigned(readings.size());
        readings.forEach(this::reading);
    }

    void episode(Episode episode) {
        oneByte(CONDITIONS.indexOf(episode.condition()));
        oneByte(PRIORITIES.indexOf(episode.priority()));
        oneByte(PRIORITIES.indexOf(episode.worst()));
        instant(episode.onset());
        instant(episode.raisedAt());
        number(episode.limitBpm());
        readings(episode.evidence());
        number(episode.peakBpm());
        notices(episode.notices());
    }

    private void notices(Notices notices) {
        events(notices.told());
        events(notices.outdated());
        oneByte(TOLD_ANEW.indexOf(notices.anew()));
        instant(notices.anewAt());
        Notices.Seen seen = notices.seen();
        oneByte(seen == null ? 0 : 1);
        if (seen != null) {
            instant(seen.at());
            number(seen.worstBpm());
        }
        instant(notices.last());
        instant(notices.latest());
    }

    private void events(Notices.Events events) {
        unsigned(events.raised());
        unsigned(events.escalated());
        unsigned(events.deescalated());
        unsigned(events.reminder());
        unsigned(events.acknowledged());
    }

    void policy(AlarmPolicy policy) {
        number(policy.limits().lowBpm());
        number(policy.limits().highBpm());
        number(policy.limits().extremeLowBpm());
        number(policy.limits().extremeHighBpm());
        unsigned(policy.onsetCount());
        unsigned(policy.clearCount());
        number(policy.clearMarginBpm());
        duration(policy.conditionDelay());
        duration(policy.maxGap());
        duration(policy.staleAfter());
        duration(policy.reminderInterval());
        number(policy.plausibleMinBpm());
        number(policy.plausibleMaxBpm());
        unsigned(policy.extremeOnsetCount());
        duration(policy.clearDelay());
        oneByte(PRIORITIES.indexOf(policy.signalLossPriority()));
        duration(policy.acknowledgementLimit());
        number(policy.worseningBpm());
        oneByte(LATCHES.indexOf(policy.latch()));
    }

    private void reading(Reading reading) {
        instant(reading.timestamp());
        number(reading.bpm());
    }
}
