package io.github.heartrate.amqp.internal.session;

import com.rabbitmq.client.AMQP.BasicProperties;

/**
 * A message that the broker has handed to a session.
 *
 * @param tag what acknowledges it and all before it, on the session's channel
 * @param routingKey with which it was published
 * @param properties its headers
 * @param body owned by the session: not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Delivery(long tag, String routingKey, BasicProperties properties, byte[] body) {}
