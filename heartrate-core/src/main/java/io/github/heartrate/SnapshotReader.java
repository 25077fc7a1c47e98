package io.github.heartrate;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@link SnapshotWriter} wrote, now or in version 1; any other bytes are a {@link SnapshotFormatException}.
 *
 * <p>Version 1 had the time of the last event in bits 5 to 7 of a patient's first byte (how many bytes of microseconds
 * before the last reading) or after bit 3, the controls in bit 5 of the second, and neither care nor known time.
 */
final class SnapshotReader extends SnapshotInput {

    private static final int EVENT_BYTES_SHIFT = 5;

    private final int version;

    SnapshotReader(int version, byte[] bytes, int from, int end) {
        super(bytes, from, end);
        this.version = version;
    }

    MonitorSnapshot monitor() {
        AlarmPolicy policy = policy();
        Optional<Instant> lastTick = version == 1 ? Optional.empty() : optional();
        Optional<Instant> heldTick = version == 1 ? Optional.empty() : optional();
        Optional<Instant> newest = version == 1 ? Optional.empty() : optional();
        int count = count();
        List<DetectorSnapshot> patients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            patients.add(patient(policy));
        }
        return version == 1
                ? new MonitorSnapshot(policy, patients)
                : new MonitorSnapshot(policy, patients, lastTick, heldTick, newest);
    }

    DetectorSnapshot patient(AlarmPolicy monitorPolicy) {
        String patientId = version == 1 ? withWholeCharacters(text()) : text();
        Reading.requirePatientId(patientId);
        int flags = oneByte();
        int more = has(flags, SnapshotWriter.MORE) ? oneByte() : 0;
        boolean heard = has(flags, SnapshotWriter.HEARD);
        boolean discharged = version > 1 && has(flags, SnapshotWriter.DISCHARGED);
        long second = DetectorSnapshot.NEVER;
        int nano = 0;
        double bpm = 0;
        if (heard) {
            Instant time = has(flags, SnapshotWriter.FULL_TIME) ? secondsAndNanos() : micros(SnapshotWriter.TIME_BYTES);
            bpm = discharged ? Patient.NO_RATE : rate(patientId, flags, time);
            second = time.getEpochSecond();
            nano = time.getNano();
        }
        if (version == 1) {
            skipLastEvent(flags);
        }
        int stateKind = more & ((1 << SnapshotWriter.SIGNAL_SHIFT) - 1);
        DetectorState state = state(stateKind, patientId);
        Signal signal = signal((more >> SnapshotWriter.SIGNAL_SHIFT) & 3, patientId);
        Care care = Care.NONE;
        if (has(more, SnapshotWriter.CARE)) {
            care = version == 1 ? careOfVersion1(signal) : care(patientId);
        }
        AlarmPolicy policy = has(more, SnapshotWriter.OWN_POLICY) ? policy() : monitorPolicy;
        if (version == 1 && heard && signal instanceof Signal.Unwatched unwatched) {
            Instant discharge = unwatched.since(); // version 1 kept the last reading's time instead
            second = discharge.getEpochSecond();
            nano = discharge.getNano();
            bpm = Patient.NO_RATE;
        }
        if (signal instanceof Signal.Present && (!heard || discharged)) {
            throw new SnapshotFormatException("a signal is present only after a reading");
        }
        Optional<Run> run = DetectorState.run(state);
        if (run.isPresent()) {
            requireRunUpTo(second, nano, run.get());
        }
        return new DetectorSnapshot(patientId, policy, state, signal, care, second, nano, bpm);
    }

    /** Version 1 took ids with half a surrogate pair; such a patient's alarm goes on under an id that can be written. */
    private static String withWholeCharacters(String id) {
        return Reading.hasHalfASurrogatePair(id)
                ? new String(id.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16)
                : id;
    }

    private double rate(String patientId, int flags, Instant time) {
        double rate = has(flags, SnapshotWriter.FULL_BPM) ? number() : unsigned() / SnapshotWriter.THOUSANDTHS;
        return new Reading(patientId, time, rate).bpm();
    }

    private void skipLastEvent(int flags) {
        int eventBytes = flags >> EVENT_BYTES_SHIFT;
        if (eventBytes > 0) {
            fixed(eventBytes);
        } else if (has(flags, SnapshotWriter.DISCHARGED)) {
            instant();
        }
    }

    /** Version 1 did not say who was admitted; awaiting a first reading, or admission as the last control, shows it. */
    private Care careOfVersion1(Signal signal) {
        LastControls controls = controls();
        boolean admitted = signal instanceof Signal.Awaited || (controls.admitted() && !controls.discharged());
        return new Care(controls, admitted, null, List.of(), Care.Late.NONE, null);
    }

    private Care care(String patientId) {
        int parts = oneByte();
        LastControls controls = has(parts, SnapshotWriter.CONTROLS) ? controls() : LastControls.NONE;
        boolean admitted = has(parts, SnapshotWriter.ADMITTED);
        Instant pausedUntil = has(parts, SnapshotWriter.PAUSED) ? instant() : null;
        List<Episode> latched = new ArrayList<>();
        if (has(parts, SnapshotWriter.LATCHED)) {
            int count = count();
            for (int i = 0; i < count; i++) {
                latched.add(episode(patientId));
            }
        }
        Care.Late late = has(parts, SnapshotWriter.LATE)
                ? new Care.Late(positive(unsigned()), reading(patientId))
                : Care.Late.NONE;
        Care.Held held = has(parts, SnapshotWriter.HELD) ? held(patientId) : null;
        return new Care(controls, admitted, pausedUntil, latched, late, held);
    }

    private static long positive(long value) {
        if (value < 1) {
            throw new SnapshotFormatException("a count of readings is at least 1: " + value);
        }
        return value;
    }

    private Care.Held held(String patientId) {
        Instant since = instant();
        int kind = oneByte();
        if (kind == SnapshotWriter.HELD_READING) {
            return new Care.Held(reading(patientId), since);
        }
        Instant time = instant();
        Input.OfPatient input = switch (kind) {
            case SnapshotWriter.HELD_ACKNOWLEDGE -> new Input.Acknowledge(patientId, text(), text(), text(), time);
            case SnapshotWriter.HELD_ADMIT -> new Input.Admit(patientId, time);
            case SnapshotWriter.HELD_DISCHARGE -> new Input.Discharge(patientId, time);
            case SnapshotWriter.HELD_CHANGE_POLICY -> new Input.ChangePolicy(patientId, policy(), time);
            case SnapshotWriter.HELD_PAUSE -> new Input.Pause(patientId, instant(), time);
            default -> throw new SnapshotFormatException("not an input: " + kind);
        };
        return new Care.Held(input, since);
    }

    /** A run that is under way ends with the last accepted reading. */
    private static void requireRunUpTo(long second, int nano, Run run) {
        Instant end = run.last().timestamp();
        boolean isLast = end.getEpochSecond() == second && end.getNano() == nano;
        if (!isLast || (run.extremeOnset() != null && run.extremeOnset().isAfter(end))) {
            throw new SnapshotFormatException("a run must end with the last reading");
        }
    }

    private DetectorState state(int kind, String patientId) {
        return switch (kind) {
            case SnapshotWriter.NORMAL -> DetectorState.Normal.INSTANCE;
            case SnapshotWriter.PENDING -> new DetectorState.Pending(run(patientId));
            case SnapshotWriter.ACTIVE -> new DetectorState.Active(limitEpisode(patientId));
            case SnapshotWriter.ESCALATING -> new DetectorState.Escalating(limitEpisode(patientId), run(patientId));
            case SnapshotWriter.RECOVERING ->
                new DetectorState.Recovering(limitEpisode(patientId), calm(), calm(), otherSide(patientId));
            default -> throw new SnapshotFormatException("not a state: " + kind);
        };
    }

    /** Version 1 had no delay in clearing, so since when does not matter. */
    private DetectorState.Calm calm() {
        int count = count();
        return count == 0
                ? DetectorState.Calm.NONE
                : new DetectorState.Calm(count, version == 1 ? Instant.MIN : instant());
    }

    private DetectorState otherSide(String patientId) {
        int kind = oneByte();
        if (kind > SnapshotWriter.PENDING) {
            throw new SnapshotFormatException("not a state of the other side: " + kind);
        }
        return state(kind, patientId);
    }

    private Signal signal(int kind, String patientId) {
        return switch (kind) {
            case SnapshotWriter.AWAITED -> new Signal.Awaited(instant());
            case SnapshotWriter.LOST -> new Signal.Lost(episode(patientId));
            case SnapshotWriter.UNWATCHED -> new Signal.Unwatched(instant());
            default -> Signal.Present.INSTANCE;
        };
    }

    private LastControls controls() {
        Instant time = instant();
        int kinds = oneByte();
        Instant pausedUntil = has(kinds, 8) ? instant() : null;
        return new LastControls(time, has(kinds, 1), has(kinds, 2), has(kinds, 4), pausedUntil);
    }

    private Run run(String patientId) {
        Side side = Side.of(constant(SnapshotWriter.CONDITIONS));
        Instant onset = instant();
        Instant extremeOnset = oneByte() == 0 ? null : instant();
        double peak = number();
        return new Run(side, onset, extremeOnset, peak, someReadings(patientId));
    }

    private List<Reading> someReadings(String patientId) {
        List<Reading> readings = readings(patientId);
        if (readings.isEmpty()) {
            throw new SnapshotFormatException("a run has at least one reading: 0");
        }
        return readings;
    }

    private List<Reading> readings(String patientId) {
        int count = count();
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            readings.add(reading(patientId));
        }
        return readings;
    }

    private Reading reading(String patientId) {
        return new Reading(patientId, instant(), number());
    }

    private Episode limitEpisode(String patientId) {
        Episode episode = episode(patientId);
        if (episode.condition() == Condition.SIGNAL_LOSS) {
            throw new SnapshotFormatException("not an alarm of the limits: " + episode.condition());
        }
        return episode;
    }

    private Episode episode(String patientId) {
        Condition condition = constant(SnapshotWriter.CONDITIONS);
        Priority priority = constant(SnapshotWriter.PRIORITIES);
        Priority worst = version == 1 ? priority : constant(SnapshotWriter.PRIORITIES);
        Instant onset = instant();
        Instant raisedAt = instant();
        double limit = number();
        List<Reading> evidence = readings(patientId);
        double peak = number();
        if (condition.kind() == AlarmKind.PHYSIOLOGICAL && !(Double.isFinite(limit) && Double.isFinite(peak))) {
            throw new SnapshotFormatException("limit and peak must be finite: " + limit + ", " + peak);
        }
        Notices notices = version == 1 ? noticesOfVersion1(raisedAt, peak) : notices();
        if (notices.anewNumber() < 1 || notices.anewNumber() > notices.told().of(notices.anew())) {
            throw new SnapshotFormatException("an alarm must have been told of: " + notices.anew());
        }
        if (notices.told().deescalated() > 0) {
            worst = Priority.HIGH; // which version 1 did not say
        }
        if (worst.compareTo(priority) < 0) {
            throw new SnapshotFormatException("the highest priority must be at least the priority: " + worst);
        }
        if (notices.anewNumber() < 1) {
            throw new SnapshotFormatException("there is no such event: " + notices.anew());
        }
        String id = AlertIds.episode(patientId, condition, onset);
        return new Episode(id, condition, priority, worst, onset, raisedAt, limit, evidence, peak, notices);
    }

    private Notices notices() {
        Notices.Events told = events();
        Notices.Events outdated = events();
        Phase anew = constant(SnapshotWriter.TOLD_ANEW);
        Instant anewAt = instant();
        Notices.Seen seen = oneByte() == 0 ? null : new Notices.Seen(instant(), number());
        return new Notices(told, outdated, anew, anewAt, seen, instant(), instant());
    }

    /** An acknowledgement counts from the last notice, since version 1 did not say when it was made. */
    private Notices noticesOfVersion1(Instant raisedAt, double peak) {
        Notices.Events told = events();
        Notices.Events outdated = events();
        Instant last = instant();
        boolean acknowledged = has(oneByte(), 1);
        boolean escalated = told.escalated() > 0;
        return new Notices(
                told,
                outdated,
                escalated ? Phase.ESCALATED : Phase.RAISED,
                escalated ? last : raisedAt,
                acknowledged ? new Notices.Seen(last, peak) : null,
                last,
                last);
    }

    private Notices.Events events() {
        return new Notices.Events(count(), count(), count(), count(), count());
    }

    AlarmPolicy policy() {
        AlarmPolicyBuilder policy = AlarmPolicy.builder()
                .limits(new AlarmLimits(number(), number(), number(), number()))
                .onsetCount(count())
                .clearCount(count())
                .clearMarginBpm(number())
                .conditionDelay(duration())
                .maxGap(duration())
                .staleAfter(duration())
                .reminderInterval(duration())
                .plausibleBpm(number(), number());
        if (version > 1) {
            policy.extremeOnsetCount(count())
                    .clearDelay(duration())
                    .signalLossPriority(constant(SnapshotWriter.PRIORITIES))
                    .acknowledgementLimit(duration())
                    .worseningBpm(number())
                    .latch(constant(SnapshotWriter.LATCHES));
        }
        return policy.build();
    }
}
