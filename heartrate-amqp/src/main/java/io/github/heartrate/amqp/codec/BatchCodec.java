package io.github.heartrate.amqp.codec;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.internal.text.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Many readings of one partition in one message, packed, since a broker's cost is a message's and not a byte's. About 8
 * bytes a reading, beside each patient's id once. Exact: no timestamp or rate is rounded. Safe for use by several
 * threads.
 *
 * <p>Layout, version 1. A varint has seven bits a byte, lowest first, the top bit set on all but the last; a signed one
 * is zigzag-coded.
 *
 * <pre>
 * byte    version = 1
 * byte    unit of time: 0 ns, 1 us, 2 ms, 3 s; 4 = seconds and nanoseconds apart
 * byte    rates: 0 to 3 = varints of rates times 10^this; 255 = big-endian IEEE 754 doubles
 * varint  number of patients; for each: varint length, UTF-8 id
 * varint  number of readings; for each:
 *   varint  number of its patient, from 0
 *   signed  time since the reading before it, in units (the first: since the epoch)
 *   varint  nanoseconds of the second, if they are apart
 *   rate
 * </pre>
 */
public final class BatchCodec implements MessageCodec {

    /** What {@code content_type} says of a batch. */
    public static final String CONTENT_TYPE = "application/vnd.heartrate.batch";

    static final int VERSION = 1;
    static final int APART = 4;
    static final int DOUBLES = 255;

    /** What a unit of time has of nanoseconds. */
    static final int[] UNIT_NANOS = {1, 1_000, 1_000_000, 1_000_000_000};

    /** Ten to the number of decimals. */
    static final double[] SCALES = {1, 10, 100, 1_000};

    static final int NANOS_PER_SECOND = 1_000_000_000;

    /** Beyond this, in 2255, a long can't count the nanoseconds since the epoch. */
    private static final long MAX_SECONDS = 9_000_000_000L;

    /** Rates up to this have all their decimals in a double. */
    private static final double MAX_SCALED_BPM = 1e12;

    private static final int BYTES_A_READING = 16;

    /** The codec has no state. */
    public BatchCodec() {}

    @Override
    public String contentType() {
        return CONTENT_TYPE;
    }

    /** Writes a batch of one. */
    @Override
    public byte[] encode(Reading reading) {
        return encode(List.of(reading));
    }

    /**
     * Writes a batch.
     *
     * @param readings 1 to {@value #MAX_READINGS} readings of one partition, each patient's in the order of their times
     * @return the body
     * @throws IllegalArgumentException if there are none or too many, or the body would exceed {@link
     *     MessageCodec#MAX_BODY_BYTES}
     */
    public byte[] encode(List<Reading> readings) {
        if (readings.isEmpty() || readings.size() > MAX_READINGS) {
            throw new IllegalArgumentException(
                    "a batch must have 1 to " + MAX_READINGS + " readings: " + readings.size());
        }
        int unit = unitOf(readings);
        int scale = scaleOf(readings);
        ByteWriter out = new ByteWriter(readings.size() * BYTES_A_READING);
        out.put(VERSION).put(unit).put(scale);
        Map<String, Integer> patients = putPatients(readings, out);
        out.putVarint(readings.size());
        long previous = 0;
        for (Reading reading : readings) {
            out.putVarint(patients.getOrDefault(reading.patientId(), 0));
            previous = putTime(reading.timestamp(), unit, previous, out);
            if (scale == DOUBLES) {
                out.putDouble(reading.bpm());
            } else {
                out.putVarint((long) Math.rint(reading.bpm() * SCALES[scale]));
            }
        }
        if (out.size() > MAX_BODY_BYTES) {
            throw new IllegalArgumentException("a batch must have at most " + MAX_BODY_BYTES + " bytes: " + out.size());
        }
        return out.toByteArray();
    }

    /**
     * Reads a batch.
     *
     * @param body what arrived
     * @return the readings, and those that are not valid while the rest is
     * @throws UndecodableMessageException if the batch as a whole can't be read; the message names the field
     */
    public ReadingBatch decode(byte[] body) {
        Json.requireSize(body);
        return new BatchReader(body).read();
    }

    @Override
    public ReadingBatch decode(ReceivedMessage message) {
        return decode(message.body());
    }

    private static Map<String, Integer> putPatients(List<Reading> readings, ByteWriter out) {
        Map<String, Integer> patients = new HashMap<>();
        List<String> ids = new ArrayList<>();
        for (Reading reading : readings) {
            if (patients.putIfAbsent(reading.patientId(), ids.size()) == null) {
                ids.add(reading.patientId());
            }
        }
        out.putVarint(ids.size());
        for (String id : ids) {
            byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
            out.putVarint(utf8.length).put(utf8);
        }
        return patients;
    }

    /** Gives the time in units, from which the next one is counted. */
    private static long putTime(Instant time, int unit, long previous, ByteWriter out) {
        if (unit == APART) {
            long seconds = time.getEpochSecond();
            out.putSigned(seconds - previous).putVarint(time.getNano());
            return seconds;
        }
        int perSecond = NANOS_PER_SECOND / UNIT_NANOS[unit];
        long units = time.getEpochSecond() * perSecond + time.getNano() / UNIT_NANOS[unit];
        out.putSigned(units - previous);
        return units;
    }

    /** The coarsest unit that every timestamp is a multiple of. */
    private static int unitOf(List<Reading> readings) {
        int unit = UNIT_NANOS.length - 1;
        for (Reading reading : readings) {
            Instant time = reading.timestamp();
            if (Math.abs(time.getEpochSecond()) > MAX_SECONDS) {
                return APART;
            }
            while (time.getNano() % UNIT_NANOS[unit] != 0) {
                unit--;
            }
        }
        return unit;
    }

    /** The fewest decimals that every rate has; doubles if that is more than three for one of them. */
    private static int scaleOf(List<Reading> readings) {
        int scale = 0;
        for (Reading reading : readings) {
            double bpm = reading.bpm();
            while (bpm > MAX_SCALED_BPM || Math.rint(bpm * SCALES[scale]) / SCALES[scale] != bpm) {
                scale++;
                if (scale == SCALES.length || bpm > MAX_SCALED_BPM) {
                    return DOUBLES;
                }
            }
        }
        return scale;
    }
}
