/**
 * Bytes to readings, control inputs and alerts, and back: one class per format.
 *
 * <p>To read another format, implement {@link io.github.heartrate.amqp.codec.MessageCodec}, or {@link
 * io.github.heartrate.amqp.codec.ReadingCodec} if a message is always one reading. Give it to the method {@code reads} of the
 * builder of {@link io.github.heartrate.amqp.HeartRateAmqp}; give it to {@code codec} if readings are published with it as
 * well. A codec turns a {@link io.github.heartrate.amqp.codec.ReceivedMessage} into a {@link
 * io.github.heartrate.amqp.codec.ReadingBatch}: readings, bad readings with their reasons, and what has no value. The formats
 * themselves are described in {@code docs/wire-formats.md}.
 */
@NullMarked
package io.github.heartrate.amqp.codec;

import org.jspecify.annotations.NullMarked;
