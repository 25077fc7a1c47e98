package io.github.heartrate.amqp.codec;

import static java.util.Objects.requireNonNull;

/** A reading in a message that is not valid, while others of the message may be. Immutable. */
public final class BadReading {

    private final int index;
    private final String reason;
    private final byte[] body;

    /**
     * Describes a bad reading.
     *
     * @param index which reading of the message it is, from 0
     * @param reason what is wrong with it; names the field, never the patient
     * @param body the reading as a message of its own, in the same format and with the same fault; not copied
     */
    public BadReading(int index, String reason, byte[] body) {
        this.index = index;
        this.reason = requireNonNull(reason, "reason");
        this.body = requireNonNull(body, "body");
    }

    /**
     * Which reading of the message it is.
     *
     * @return from 0
     */
    public int index() {
        return index;
    }

    /**
     * What is wrong with it.
     *
     * @return names the field, never the patient
     */
    public String reason() {
        return reason;
    }

    /**
     * The reading as a message of its own, with the same fault, to be parked.
     *
     * @return a copy
     */
    public byte[] body() {
        return body.clone();
    }
}
