package io.github.heartrate.amqp.topology;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.BrokerUnreachableException;
import io.github.heartrate.amqp.broker.RefusedException;
import io.github.heartrate.amqp.internal.link.Channels;
import io.github.heartrate.amqp.internal.link.Quoted;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The snapshot that a new partition begins with. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody else holds the array
record EmptySnapshot(Topology topology, int partition, byte[] body) {

    private static final int PERSISTENT = 2;
    private static final Duration CONFIRM_LIMIT = Duration.ofSeconds(10);
    private static final long RETRY_MS = 100;

    /** Tries again when it is refused: a quorum queue that another instance is creating takes nothing at first. */
    void publish(Connection connection, String queue) {
        try {
            publishUntilConfirmed(connection, queue);
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            throw failure(queue, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnreachableException(
                    "interrupted before the empty snapshot in " + Quoted.name(queue) + " was confirmed", e);
        }
    }

    private void publishUntilConfirmed(Connection connection, String queue)
            throws IOException, TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + CONFIRM_LIMIT.toNanos();
        try (Channel channel = Channels.open(connection)) {
            AtomicBoolean returned = new AtomicBoolean();
            channel.addReturnListener(message -> returned.set(true));
            channel.confirmSelect();
            while (!isConfirmed(channel, returned)) {
                if (System.nanoTime() > deadline) {
                    throw refusal(queue, returned.get());
                }
                Thread.sleep(RETRY_MS);
            }
        }
    }

    private boolean isConfirmed(Channel channel, AtomicBoolean returned)
            throws IOException, TimeoutException, InterruptedException {
        BasicProperties properties = new BasicProperties.Builder()
                .deliveryMode(PERSISTENT)
                .contentType("application/octet-stream")
                .build();
        returned.set(false);
        channel.basicPublish(topology.stateExchange(), Integer.toString(partition), true, properties, body);
        return channel.waitForConfirms(CONFIRM_LIMIT.toMillis()) && !returned.get();
    }

    private RefusedException refusal(String queue, boolean isReturned) {
        return isReturned
                ? new RefusedException(
                        RefusedException.Kind.UNROUTABLE,
                        Quoted.name(queue) + " is not bound to the exchange " + Quoted.name(topology.stateExchange())
                                + " by the key " + partition
                                + ": declare the topology, or import its definitions again")
                : new RefusedException(
                        RefusedException.Kind.NACKED,
                        Quoted.name(queue) + " refused the empty snapshot for " + CONFIRM_LIMIT);
    }

    private static AmqpException failure(String queue, Exception failure) {
        String what = "publishing the empty snapshot into " + Quoted.name(queue);
        return BrokerProbe.refusalOf(failure)
                .<AmqpException>map(refusal -> refusal.of(what))
                .orElseGet(() -> new BrokerUnreachableException(what + " failed", failure));
    }
}
