package io.github.heartrate.demo.broker;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.topology.Topology;
import io.github.heartrate.demo.text.Plural;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What the monitors of an installation keep on a broker, whatever their number of partitions. */
public final class StoredState {

    private final Connection connection;
    private final String name;
    private final int partitions;

    /**
     * Looks for partitions.
     *
     * @param name what the exchanges and queues begin with
     */
    public StoredState(Connection connection, String name) throws IOException, TimeoutException {
        this.connection = connection;
        this.name = name;
        this.partitions = count();
    }

    /**
     * What nobody has taken yet.
     *
     * @param readings messages of readings, acknowledgements and policies; a message may hold many readings
     * @param alerts one per message
     */
    public record Unread(long readings, long alerts) {

        public boolean isEmpty() {
            return readings == 0 && alerts == 0;
        }

        @Override
        public String toString() {
            String unjudged = Plural.of(readings, "message") + " of readings not judged yet";
            String unreceived = Plural.of(alerts, "alert") + " not received yet";
            return alerts == 0 ? unjudged : readings == 0 ? unreceived : unjudged + " and " + unreceived;
        }
    }

    private int count() throws IOException, TimeoutException {
        int number = 0;
        while (exists(readingsQueue(number)) || exists(stateQueue(number))) {
            number++;
        }
        return number;
    }

    private Topology topology(int count) {
        return Topology.partitioned(count).named(name);
    }

    private String readingsQueue(int partition) {
        return topology(partition + 1).readingsQueue(partition);
    }

    private String stateQueue(int partition) {
        return topology(partition + 1).stateQueue(partition);
    }

    private String alertsQueue() {
        return topology(1).alertsQueue();
    }

    /** A question after a queue that is not there ends the channel. */
    private boolean exists(String queue) throws IOException, TimeoutException {
        Channel channel = QueuesOfTheRun.open(connection);
        try {
            channel.queueDeclarePassive(queue);
            channel.close();
            return true;
        } catch (IOException e) {
            if (channel.isOpen() || !connection.isOpen()) {
                throw e;
            }
            return false;
        }
    }

    /** As they are declared; 0 if there is nothing. */
    public int partitions() {
        return partitions;
    }

    public void requireNoConsumers() throws IOException, TimeoutException, InterruptedException {
        QueuesOfTheRun.requireNotConsumed(connection, queues());
    }

    public Unread unread() throws IOException, TimeoutException, InterruptedException {
        long readings = 0;
        for (String queue : topology(partitions).readingQueues()) {
            readings += unread(queue);
        }
        return new Unread(readings, unread(alertsQueue()));
    }

    private long unread(String queue) throws IOException, TimeoutException, InterruptedException {
        return exists(queue) ? QueuesOfTheRun.countUseful(connection, queue) : 0;
    }

    private List<String> queues() {
        return Stream.concat(topology(partitions).readingQueues().stream(), Stream.of(alertsQueue()))
                .toList();
    }

    /** The last partition first, so that what is left after an interruption is still found. */
    public void delete() throws IOException, TimeoutException {
        try (Channel channel = QueuesOfTheRun.open(connection)) {
            for (int partition = partitions - 1; partition >= 0; partition--) {
                channel.queueDelete(readingsQueue(partition));
                channel.queueDelete(stateQueue(partition));
            }
        }
        if (exists(alertsQueue())) {
            try (Channel channel = QueuesOfTheRun.open(connection)) {
                channel.queuePurge(alertsQueue());
            }
        }
    }
}
