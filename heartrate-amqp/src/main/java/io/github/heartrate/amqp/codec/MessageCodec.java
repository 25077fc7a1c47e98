package io.github.heartrate.amqp.codec;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.internal.text.Json;
import java.util.Set;

/**
 * Reads one format: turns a message into the readings that it holds, and, if the format has a way to be written, a
 * reading into a body. Which codec reads a message is decided by its property {@code content_type}; capitals and
 * parameters, such as {@code ;charset=utf-8}, do not count.
 *
 * <p>A message may hold any number of readings. For each of its values the codec decides one of three things:
 *
 * <ul>
 *   <li>it is a reading: it is judged;
 *   <li>it is not what the format lays down: a {@link BadReading}, which is parked alone, with its reason;
 *   <li>it is valid and says that there is no value, as when a lead is off: a {@link NoValue}, which is counted and
 *       never parked.
 * </ul>
 *
 * <p>A message that can't be read as a whole is refused with an {@link UndecodableMessageException}, and parked as it came.
 * Any other failure of a codec is treated in the same way, with the codec's name as the reason. If a message always holds
 * exactly one reading, implement {@link ReadingCodec} instead. Implementations are safe for use by several threads.
 */
public interface MessageCodec {

    /** The longest body that is given to a codec, in bytes: 1 MiB, chosen here. */
    int MAX_BODY_BYTES = Json.MAX_BODY_BYTES;

    /** The most readings that the codecs of this package read from one message; chosen here. */
    int MAX_READINGS = 10_000;

    /**
     * The format's media type, which the codec writes into the property {@code content_type}.
     *
     * @return a media type in lower case, without parameters
     */
    String contentType();

    /**
     * Other media types by which senders name the same format.
     *
     * @return media types in lower case, without parameters; none unless overridden
     */
    default Set<String> otherContentTypes() {
        return Set.of();
    }

    /**
     * Reads a message.
     *
     * @param message what arrived, with its properties
     * @return what it holds: each patient's readings in the order of their times
     * @throws UndecodableMessageException if the message as a whole can't be read; the text names the field, never the
     *     patient
     */
    ReadingBatch decode(ReceivedMessage message);

    /**
     * Writes a reading. A format that is only read does not override this.
     *
     * @param reading what to send
     * @return the body
     * @throws IllegalArgumentException if the format can't express the reading
     * @throws UnsupportedOperationException if the format is only read
     */
    default byte[] encode(Reading reading) {
        throw new UnsupportedOperationException(contentType() + " is only read, not written");
    }
}
