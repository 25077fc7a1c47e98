package io.github.heartrate.amqp.testing;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Deletes what earlier tests left on a broker that is not ours to start afresh. */
final class Leftovers {

    private static final List<String> NAMES =
            List.of("heartrate.readings", "heartrate.state", "heartrate.alerts", "heartrate.parked");
    private static final int MOST_PARTITIONS = 16;

    private Leftovers() {}

    /** Deleting what is not there is no error in RabbitMQ. */
    static void delete(ConnectionFactory factory) {
        try (Connection connection = factory.newConnection("heartrate tests");
                Channel channel = connection.createChannel()) {
            for (String name : NAMES) {
                channel.queueDelete(name);
                channel.exchangeDelete(name);
                for (int partition = 0; partition < MOST_PARTITIONS; partition++) {
                    channel.queueDelete(name + "." + partition);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
