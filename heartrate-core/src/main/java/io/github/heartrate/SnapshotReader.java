package io.github.heartrate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@link SnapshotWriter} wrote; any other bytes are a {@link SnapshotFormatException}. */
final class SnapshotReader {

    private final byte[] bytes;
    private final int end;
    private int position;

    SnapshotReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    DetectorSnapshot patient(AlarmPolicy monitorPolicy) {
        String patientId = text();
        Reading.requirePatientId(patientId);
        int flags = oneByte();
        int more = has(flags, SnapshotWriter.MORE) ? oneByte() : 0;
        long second = DetectorSnapshot.NEVER;
        int nano = 0;
        double bpm = 0;
        if (has(flags, SnapshotWriter.HEARD)) {
            Instant time = has(flags, SnapshotWriter.FULL_TIME) ? secondsAndNanos() : micros(SnapshotWriter.TIME_BYTES);
            double rate = has(flags, SnapshotWriter.FULL_BPM) ? number() : unsigned() / SnapshotWriter.THOUSANDTHS;
            bpm = new Reading(patientId, time, rate).bpm();
            second = time.getEpochSecond();
            nano = time.getNano();
        }
        Instant event = lastEvent(flags, second, nano);
        int stateKind = more & ((1 << SnapshotWriter.SIGNAL_SHIFT) - 1);
        DetectorState state = state(stateKind, patientId);
        Signal signal = signal((more >> SnapshotWriter.SIGNAL_SHIFT) & 3, patientId);
        LastControls controls = has(more, SnapshotWriter.CONTROLS) ? controls() : LastControls.NONE;
        AlarmPolicy policy = has(more, SnapshotWriter.OWN_POLICY) ? policy() : monitorPolicy;
        if (signal instanceof Signal.Present && !has(flags, SnapshotWriter.HEARD)) {
            throw new SnapshotFormatException("a signal is present only after a reading");
        }
        Optional<Run> run = DetectorState.run(state);
        if (run.isPresent()) {
            requireRunUpTo(second, nano, run.get());
        }
        return new DetectorSnapshot(patientId, policy, state, signal, controls, event, second, nano, bpm);
    }

    /** A run that is under way ends with the last accepted reading. */
    private static void requireRunUpTo(long second, int nano, Run run) {
        Instant end = run.last().timestamp();
        boolean isLast = end.getEpochSecond() == second && end.getNano() == nano;
        if (!isLast || (run.extremeOnset() != null && run.extremeOnset().isAfter(end))) {
            throw new SnapshotFormatException("a run must end with the last reading");
        }
    }

    private Instant lastEvent(int flags, long second, int nano) {
        int eventBytes = flags >> SnapshotWriter.EVENT_BYTES_SHIFT;
        if (eventBytes == 0) {
            return has(flags, SnapshotWriter.FULL_EVENT) ? instant() : Instant.MIN;
        }
        long since = fixed(eventBytes);
        return Instant.ofEpochSecond(second, nano)
                .minusSeconds(since / SnapshotWriter.MICROS_PER_SECOND)
                .minusNanos(since % SnapshotWriter.MICROS_PER_SECOND * SnapshotWriter.NANOS_PER_MICRO);
    }

    private DetectorState state(int kind, String patientId) {
        return switch (kind) {
            case 0 -> DetectorState.Normal.INSTANCE;
            case SnapshotWriter.PENDING -> new DetectorState.Pending(run(patientId));
            case SnapshotWriter.ACTIVE -> new DetectorState.Active(limitEpisode(patientId));
            case SnapshotWriter.ESCALATING -> new DetectorState.Escalating(limitEpisode(patientId), run(patientId));
            case SnapshotWriter.RECOVERING ->
                new DetectorState.Recovering(limitEpisode(patientId), count(), count(), otherSide(patientId));
            default -> throw new SnapshotFormatException("not a state: " + kind);
        };
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
        return new LastControls(time, has(kinds, 1), has(kinds, 2), has(kinds, 4));
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
            readings.add(new Reading(patientId, instant(), number()));
        }
        return readings;
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
        Instant onset = instant();
        return new Episode(
                AlertIds.episode(patientId, condition, onset),
                condition,
                priority,
                onset,
                instant(),
                number(),
                List.copyOf(readings(patientId)),
                number(),
                notices());
    }

    private Notices notices() {
        Notices.Events told = events();
        Notices.Events outdated = events();
        Instant last = instant();
        int flags = oneByte();
        return new Notices(told, outdated, has(flags, 1), last, has(flags, 2));
    }

    private Notices.Events events() {
        return new Notices.Events(count(), count(), count(), count(), count());
    }

    AlarmPolicy policy() {
        return new AlarmPolicy(
                new AlarmLimits(number(), number(), number(), number()),
                count(),
                count(),
                number(),
                duration(),
                duration(),
                duration(),
                duration(),
                number(),
                number());
    }

    private Duration duration() {
        return Duration.ofSeconds(unsigned(), count());
    }

    private Instant instant() {
        return oneByte() == 0 ? secondsAndNanos() : micros(SnapshotWriter.TIME_BYTES);
    }

    private Instant secondsAndNanos() {
        long second = fixed(Long.BYTES);
        long nano = fixed(Integer.BYTES);
        try {
            return Instant.ofEpochSecond(second, nano);
        } catch (DateTimeException e) {
            throw new SnapshotFormatException("not an instant: " + second + " s, " + nano + " ns", e);
        }
    }

    private Instant micros(int length) {
        int unused = Long.SIZE - Byte.SIZE * length;
        long micros = (fixed(length) << unused) >> unused;
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, SnapshotWriter.MICROS_PER_SECOND),
                (long) Math.floorMod(micros, SnapshotWriter.MICROS_PER_SECOND) * SnapshotWriter.NANOS_PER_MICRO);
    }

    private <E> E constant(List<E> constants) {
        int place = oneByte();
        if (place >= constants.size()) {
            throw new SnapshotFormatException("not one of " + constants + ": " + place);
        }
        return constants.get(place);
    }

    private String text() {
        int length = count();
        if (length > end - position) {
            throw cutShort();
        }
        StringBuilder text = new StringBuilder(length);
        int until = position + length;
        while (position < until) {
            int first = oneByte();
            if (first < 0x80) {
                text.append((char) first);
            } else if (first < 0xE0) {
                text.append((char) (((first & 0x1F) << 6) | (oneByte() & 0x3F)));
            } else {
                text.append((char) (((first & 0xF) << 12) | ((oneByte() & 0x3F) << 6) | (oneByte() & 0x3F)));
            }
        }
        if (position != until) {
            throw new SnapshotFormatException("a text must end with a whole character");
        }
        return text.toString();
    }

    private double number() {
        return Double.longBitsToDouble(fixed(Double.BYTES));
    }

    int count() {
        long value = unsigned();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new SnapshotFormatException("a count is at most " + Integer.MAX_VALUE + ": " + value);
        }
        return (int) value;
    }

    long unsigned() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int b = oneByte();
            value |= (long) (b & 0x7F) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw new SnapshotFormatException("a number has at most 10 bytes");
    }

    /** A big-endian number of at most 8 bytes. */
    long fixed(int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = (value << Byte.SIZE) | oneByte();
        }
        return value;
    }

    void requireEnd() {
        if (position != end) {
            throw new SnapshotFormatException("bytes after the end of the snapshot: " + (end - position));
        }
    }

    private int oneByte() {
        if (position == end) {
            throw cutShort();
        }
        return bytes[position++] & 0xFF;
    }

    private static SnapshotFormatException cutShort() {
        return new SnapshotFormatException("the snapshot is cut short");
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }
}
