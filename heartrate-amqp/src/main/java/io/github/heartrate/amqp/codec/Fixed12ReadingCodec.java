package io.github.heartrate.amqp.codec;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A reading in 12 bytes, big-endian: an IEEE 754 double of seconds since the epoch, then a float of bpm. The patient is the queue. A double holds today's time to the microsecond and a float a
 * rate to three decimals, so that is how they are read; finer parts of a reading are lost.
 */
public final class Fixed12ReadingCodec implements ReadingCodec {

    private static final int BODY_BYTES = Double.BYTES + Float.BYTES;
    private static final int MICROS = 6;
    private static final int BPM_DECIMALS = 3;
    private static final int NANO_DIGITS = 9;

    /** The years 0000 to 9999: milliseconds of today are beyond. */
    private static final double FIRST_SECOND = -62_167_219_200.0;

    private static final double END_SECOND = 253_402_300_800.0;

    /** The codec has no state. */
    public Fixed12ReadingCodec() {}

    @Override
    public String contentType() {
        return "application/octet-stream";
    }

    @Override
    public byte[] encode(Reading reading) {
        Instant time = reading.timestamp();
        double seconds = BigDecimal.valueOf(time.getEpochSecond())
                .add(BigDecimal.valueOf(time.getNano(), NANO_DIGITS))
                .doubleValue();
        float bpm = (float) reading.bpm();
        if (Float.isInfinite(bpm)) {
            throw new IllegalArgumentException("bpm must be at most " + Float.MAX_VALUE + ": " + reading.bpm());
        }
        return ByteBuffer.allocate(BODY_BYTES).putDouble(seconds).putFloat(bpm).array();
    }

    @Override
    public Reading decode(byte[] body, String queue) {
        if (body.length != BODY_BYTES) {
            throw new UndecodableMessageException("the body must have " + BODY_BYTES + " bytes: " + body.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(body);
        double seconds = buffer.getDouble();
        float bpm = buffer.getFloat();
        if (!(seconds >= FIRST_SECOND && seconds < END_SECOND)) {
            throw new UndecodableMessageException(
                    "timestamp must be seconds since the epoch, of the years 0000 to 9999: " + seconds);
        }
        if (!Float.isFinite(bpm)) {
            throw new UndecodableMessageException("bpm must be finite: " + bpm);
        }
        double rate = bpm < 0
                ? bpm // a small one must not become 0, which is an alarm
                : new BigDecimal(bpm)
                        .setScale(BPM_DECIMALS, RoundingMode.HALF_EVEN)
                        .doubleValue();
        try {
            return new Reading(queue, timestampOf(seconds), rate);
        } catch (IllegalArgumentException e) {
            throw new UndecodableMessageException("not a reading: " + e.getMessage(), e);
        }
    }

    private static Instant timestampOf(double seconds) {
        BigDecimal time = new BigDecimal(seconds).setScale(MICROS, RoundingMode.HALF_EVEN);
        BigDecimal whole = time.setScale(0, RoundingMode.FLOOR);
        return Instant.ofEpochSecond(
                whole.longValueExact(),
                time.subtract(whole).movePointRight(NANO_DIGITS).longValueExact());
    }
}
