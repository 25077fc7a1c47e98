package io.github.heartrate.amqp.codec;

/** A reading in a batch that is not valid, while others of the batch may be. Immutable. */
public final class BadReading {

    private final int index;
    private final String reason;
    private final byte[] body;

    BadReading(int index, String reason, byte[] body) {
        this.index = index;
        this.reason = reason;
        this.body = body;
    }

    /**
     * Which reading of the batch it is.
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
     * The reading as a batch of its own, with the same fault, to be parked.
     *
     * @return a copy
     */
    public byte[] body() {
        return body.clone();
    }
}
