package io.github.heartrate.amqp.internal.session;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import io.github.heartrate.amqp.broker.UnusableStateException;
import io.github.heartrate.amqp.internal.link.Channels;
import io.github.heartrate.amqp.internal.link.Failures;
import io.github.heartrate.amqp.internal.link.Quoted;
import java.io.IOException;
import java.util.Map;

/** What is found out about a queue by subscribing to it for a moment. What it delivers then goes back to its place. */
final class Subscription {

    private Subscription() {}

    /**
     * Tries to become a second consumer beside an exclusive one, which must be refused: some types of queue take the flag
     * and ignore it. Needs no more rights than the first one, and is true of the queue that is consumed, however it came
     * to be.
     *
     * @throws UnusableStateException if it is not refused
     */
    static void requireExclusive(Connection connection, String queue) throws IOException {
        Channel second = Channels.open(connection);
        try {
            second.basicQos(1);
            second.basicConsume(queue, false, "", false, true, Map.of(), new DefaultConsumer(second));
        } catch (IOException e) {
            if (Failures.isAccessRefused(e)) {
                return;
            }
            throw e;
        } finally {
            Channels.close(second);
        }
        throw new UnusableStateException(Quoted.name(queue)
                + " is no classic queue, so that no consumer is exclusive on it: use a virtual host whose default queue"
                + " type is classic, and a queue that was declared there without a type");
    }
}
