package io.github.heartrate.amqp.internal.link;

import io.github.heartrate.Reading;
import java.time.Instant;

/**
 * A reading that may share a message with others of its partition.
 *
 * @param reading what was published
 * @param routingKey of its partition
 * @param publishedAt when
 */
public record SingleReading(Reading reading, String routingKey, Instant publishedAt) {

    private static final int ONE_BYTE_END = 0x80;
    private static final int TWO_BYTES_END = 0x800;

    /** The bytes of its patient's id in UTF-8. A surrogate pair has two characters and four bytes. */
    int idBytes() {
        String id = reading.patientId();
        int bytes = 0;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c < ONE_BYTE_END) {
                bytes++;
            } else {
                bytes += c < TWO_BYTES_END || Character.isSurrogate(c) ? 2 : 3;
            }
        }
        return bytes;
    }
}
