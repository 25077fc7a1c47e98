package io.github.heartrate.amqp.codec;

import static io.github.heartrate.amqp.codec.BatchCodec.APART;
import static io.github.heartrate.amqp.codec.BatchCodec.DOUBLES;
import static io.github.heartrate.amqp.codec.BatchCodec.NANOS_PER_SECOND;
import static io.github.heartrate.amqp.codec.BatchCodec.SCALES;
import static io.github.heartrate.amqp.codec.BatchCodec.UNIT_NANOS;
import static io.github.heartrate.amqp.codec.BatchCodec.VERSION;
import static io.github.heartrate.amqp.codec.MessageCodec.MAX_READINGS;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.internal.text.PartsLimit;
import io.github.heartrate.amqp.internal.text.Utf8;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one batch of the layout that {@link BatchCodec} tells. Nothing in the body is believed before it is checked. */
final class BatchReader {

    private static final int LONGEST_VARINT_SHIFT = 63;

    private final ByteBuffer in;
    private final List<Reading> readings = new ArrayList<>();
    private final List<BadReading> bad = new ArrayList<>();
    private int unit;
    private int scale;
    private final PartsLimit badParts = new PartsLimit();

    BatchReader(byte[] body) {
        in = ByteBuffer.wrap(body);
    }

    ReadingBatch read() {
        try {
            readHead();
            List<Optional<String>> patients = readPatients();
            int count = readCount("number of readings");
            long time = 0;
            for (int i = 0; i < count; i++) {
                long patient = varint();
                time += signed();
                long nanos = unit == APART ? varint() : 0;
                double bpm = scale == DOUBLES ? in.getDouble() : varint() / SCALES[scale];
                take(
                        i,
                        patient < 0 || patient >= patients.size() ? Optional.empty() : patients.get((int) patient),
                        time,
                        nanos,
                        bpm);
            }
        } catch (BufferUnderflowException e) {
            throw new UndecodableMessageException("the batch ends early, after " + in.limit() + " bytes", e);
        }
        if (in.hasRemaining()) {
            throw new UndecodableMessageException("the batch has " + in.remaining() + " bytes too many");
        }
        return new ReadingBatch(readings, bad, List.of());
    }

    private void readHead() {
        int version = Byte.toUnsignedInt(in.get());
        unit = Byte.toUnsignedInt(in.get());
        scale = Byte.toUnsignedInt(in.get());
        if (version != VERSION) {
            throw new UndecodableMessageException("version of the batch must be " + VERSION + ": " + version);
        }
        if (unit > APART) {
            throw new UndecodableMessageException("unit of time must be 0 to " + APART + ": " + unit);
        }
        if (scale >= SCALES.length && scale != DOUBLES) {
            throw new UndecodableMessageException(
                    "rates must be 0 to " + (SCALES.length - 1) + " or " + DOUBLES + ": " + scale);
        }
    }

    /** The patients' ids; one that is no valid id is empty. */
    private List<Optional<String>> readPatients() {
        int count = readCount("number of patients");
        List<Optional<String>> patients = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long length = varint();
            if (length < 0 || length > in.remaining()) {
                throw new UndecodableMessageException("length of patient id " + i + " must be at most the "
                        + in.remaining() + " bytes left: " + Long.toUnsignedString(length));
            }
            patients.add(Utf8.read(in, (int) length).filter(id -> !id.isBlank()));
        }
        return patients;
    }

    private int readCount(String what) {
        long count = varint();
        if (count < 1 || count > MAX_READINGS || count > in.remaining()) {
            throw new UndecodableMessageException(
                    what + " must be 1 to " + MAX_READINGS + ": " + Long.toUnsignedString(count));
        }
        return (int) count;
    }

    private void take(int index, Optional<String> patient, long time, long nanos, double bpm) {
        if (patient.isEmpty()) {
            reject(index, patient, time, nanos, bpm, "patient_id is missing, blank or not UTF-8");
        } else if (!(bpm >= 0 && bpm < Double.POSITIVE_INFINITY)) {
            reject(index, patient, time, nanos, bpm, "bpm must be a finite number of at least 0: " + bpm);
        } else if (!isTime(time, nanos)) {
            reject(index, patient, time, nanos, bpm, "timestamp is out of range");
        } else {
            readings.add(new Reading(patient.get(), instant(time, nanos), bpm));
        }
    }

    private boolean isTime(long time, long nanos) {
        if (unit == APART && (nanos < 0 || nanos >= NANOS_PER_SECOND)) {
            return false;
        }
        long seconds = seconds(time);
        return seconds >= Instant.MIN.getEpochSecond() && seconds <= Instant.MAX.getEpochSecond();
    }

    private long seconds(long time) {
        return unit == APART ? time : Math.floorDiv(time, NANOS_PER_SECOND / UNIT_NANOS[unit]);
    }

    private Instant instant(long time, long nanos) {
        if (unit == APART) {
            return Instant.ofEpochSecond(time, nanos);
        }
        int perSecond = NANOS_PER_SECOND / UNIT_NANOS[unit];
        return Instant.ofEpochSecond(
                Math.floorDiv(time, perSecond), (long) Math.floorMod(time, perSecond) * UNIT_NANOS[unit]);
    }

    private void reject(int index, Optional<String> patient, long time, long nanos, double bpm, String reason) {
        byte[] id = patient.map(name -> name.getBytes(StandardCharsets.UTF_8)).orElse(new byte[0]);
        badParts.add(id.length + Long.SIZE);
        ByteWriter alone = new ByteWriter(id.length + Long.SIZE)
                .put(VERSION)
                .put(unit)
                .put(DOUBLES)
                .putVarint(1)
                .putVarint(id.length)
                .put(id)
                .putVarint(1)
                .putVarint(0)
                .putSigned(time);
        if (unit == APART) {
            alone.putVarint(nanos);
        }
        bad.add(new BadReading(index, reason, alone.putDouble(bpm).toByteArray()));
    }

    private long signed() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift <= LONGEST_VARINT_SHIFT; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new UndecodableMessageException("a varint has more than ten bytes, before byte " + in.position());
    }
}
