/**
 * Readings and alerts over RabbitMQ, or any broker that speaks AMQP 0-9-1.
 *
 * <p>{@link io.github.heartrate.amqp.HeartRateAmqp} is the front door: an instance of the monitor that consumes readings
 * and publishes alerts, and takes over from another one. {@link io.github.heartrate.amqp.ReadingPublisher} sends readings
 * to the partition of their patient, {@link io.github.heartrate.amqp.AlertConsumer} hands alerts to an {@link
 * io.github.heartrate.AlertListener}.
 *
 * <pre>{@code
 * try (HeartRateAmqp heartRate = HeartRateAmqp.builder().uri("amqp://localhost").build()) {
 *     heartRate.start();
 *     heartRate.publisher().publish(reading).join().orThrow();
 * }
 * }</pre>
 */
@NullMarked
package io.github.heartrate.amqp;

import org.jspecify.annotations.NullMarked;
