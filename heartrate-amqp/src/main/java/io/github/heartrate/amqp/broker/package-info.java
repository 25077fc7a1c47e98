/**
 * A broker's address and its TLS, what becomes of a message that was published, and every exception of this module.
 *
 * <p>All exceptions have one root, {@link io.github.heartrate.amqp.broker.AmqpException}. The message of each says what
 * failed and what to do, without credentials and without a patient's id.
 */
@NullMarked
package io.github.heartrate.amqp.broker;

import org.jspecify.annotations.NullMarked;
