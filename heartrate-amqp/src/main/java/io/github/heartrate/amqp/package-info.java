/**
 * Readings and alerts over RabbitMQ, or any broker that speaks AMQP 0-9-1.
 *
 * <p>{@link io.github.heartrate.amqp.ReadingPublisher} sends readings to the partition of their patient, {@link
 * io.github.heartrate.amqp.ReadingConsumer} feeds them to a monitor and publishes the alerts it returns, {@link
 * io.github.heartrate.amqp.AlertConsumer} hands alerts to an {@link io.github.heartrate.AlertListener}. A message is
 * acknowledged after it was processed and its alerts were confirmed; the monitor's state lives in memory.
 */
@NullMarked
package io.github.heartrate.amqp;

import org.jspecify.annotations.NullMarked;
