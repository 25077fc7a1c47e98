package io.github.heartrate.amqp.codec;

import io.github.heartrate.Alert;

/** Writes alerts in one format, for receivers that read another one than ours. Safe for use by several threads. */
public interface AlertEncoder {

    /**
     * The format's media type.
     *
     * @return a media type in lower case
     */
    String contentType();

    /**
     * Writes an alert.
     *
     * @param alert what to send
     * @return the body
     */
    byte[] encode(Alert alert);
}
