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

/** Finds out whether an exclusive consumer is what it says: some types of queue take the flag and ignore it. */
final class Exclusiveness {

    private Exclusiveness() {}

    /**
     * Tries to become a second consumer beside an exclusive one, which must be refused. Needs no more rights than the
     * first one, and is true of the queue that is consumed, however it came to be.
     *
     * @throws UnusableStateException if it is not refused
     */
    static void require(Connection connection, String queue) throws IOException {
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
            Channels.close(second); // what it was given goes back to the queue
        }
        throw new UnusableStateException(Quoted.name(queue)
                + " is no classic queue, so that no consumer is exclusive on it: use a virtual host whose default queue"
                + " type is classic, and a queue that was declared there without a type");
    }
}
