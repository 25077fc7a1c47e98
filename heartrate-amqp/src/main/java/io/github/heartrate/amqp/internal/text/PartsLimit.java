package io.github.heartrate.amqp.internal.text;

import io.github.heartrate.amqp.broker.UndecodableMessageException;

/**
 * How many bytes the bad parts of one message may have, each as a message of its own that is parked. Each repeats what it
 * needs of the whole, such as a patient's id, so many parts with a long one would fill the memory. Not safe for use by
 * several threads.
 */
public final class PartsLimit {

    /** Chosen here. */
    private static final int MAX_BYTES = 16 * Json.MAX_BODY_BYTES;

    private int bytes;

    /**
     * Counts a part.
     *
     * @param size in bytes
     * @throws UndecodableMessageException if all together have too many: the message is parked as a whole then
     */
    public void add(int size) {
        requireRoom(size);
        bytes += size;
    }

    /**
     * Whether a part fits, before it is built.
     *
     * @param size in bytes, at least
     * @throws UndecodableMessageException if it does not
     */
    public void requireRoom(int size) {
        if (size > MAX_BYTES - bytes) {
            throw new UndecodableMessageException(
                    "the bad parts of the message must have at most " + MAX_BYTES + " bytes, each as a message");
        }
    }
}
