/**
 * Bytes to readings, control inputs and alerts, and back: one class per format.
 *
 * <p>To read another format, implement {@link io.github.heartrate.amqp.codec.ReadingCodec} and give it to the builder of
 * {@link io.github.heartrate.amqp.HeartRateAmqp}. The formats themselves are described in {@code docs/wire-formats.md}.
 */
@NullMarked
package io.github.heartrate.amqp.codec;

import org.jspecify.annotations.NullMarked;
