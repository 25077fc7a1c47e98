package io.github.heartrate.amqp.testing;

import java.time.Duration;

/**
 * How a network carries bytes, the same in both directions.
 *
 * @param latency from one end to the other
 * @param bytesPerSecond what it carries at most
 * @param pieceBytes how many bytes arrive at once at most
 * @param passing whether it carries anything at all; if not, neither end learns of it, and what was sent arrives late
 */
public record Network(Duration latency, int bytesPerSecond, int pieceBytes, boolean passing) {

    private static final int WHOLE = 1 << 16;

    /** As good as the loopback device. */
    public static final Network CLEAR = new Network(Duration.ZERO, Integer.MAX_VALUE, WHOLE, true);

    /** A partition: every packet is lost, and neither end is told. */
    public static final Network SILENT = new Network(Duration.ZERO, Integer.MAX_VALUE, WHOLE, false);

    /** A byte a packet. */
    public static final Network BYTE_BY_BYTE = new Network(Duration.ZERO, Integer.MAX_VALUE, 1, true);

    public Network {
        if (latency.isNegative() || bytesPerSecond < 1 || pieceBytes < 1) {
            throw new IllegalArgumentException("a network must not be worse than silent: latency " + latency + ", "
                    + bytesPerSecond + " bytes/s, pieces of " + pieceBytes);
        }
    }

    /** Far away. */
    public static Network late(Duration latency) {
        return new Network(latency, Integer.MAX_VALUE, WHOLE, true);
    }

    /** Narrow. */
    public static Network slow(int bytesPerSecond) {
        return new Network(Duration.ZERO, bytesPerSecond, Math.max(1, bytesPerSecond / 20), true);
    }
}
