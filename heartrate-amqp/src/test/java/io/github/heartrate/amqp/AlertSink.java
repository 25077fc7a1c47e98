package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import io.github.heartrate.Alert;
import io.github.heartrate.amqp.codec.AlertCodec;
import io.github.heartrate.amqp.codec.SystemMessage;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** Reads the alerts queue with repeats: what a receiver sees that drops no ids. */
final class AlertSink implements AutoCloseable {

    /** A queue that gives nothing for so long is empty. */
    private static final long LEFT_MS = 300;

    private final AlertCodec codec = new AlertCodec();
    private final Connection connection;
    private final Channel channel;
    private final List<Alert> alerts = new ArrayList<>();
    private final Map<String, Alert> first = new LinkedHashMap<>();

    AlertSink(ConnectionFactory factory) throws IOException, TimeoutException {
        connection = factory.newConnection("alert sink");
        channel = connection.createChannel();
        connection.createChannel().basicConsume("heartrate.alerts", true, this::take, tag -> {});
    }

    private synchronized void take(String tag, Delivery message) {
        if (!SystemMessage.CONTENT_TYPE.equals(message.getProperties().getContentType())) {
            Alert alert = codec.decode(message.getBody());
            alerts.add(alert);
            first.putIfAbsent(alert.id(), alert);
        }
    }

    /** Every alert in the order of the queue, repeats included. */
    synchronized List<Alert> alerts() {
        return List.copyOf(alerts);
    }

    /** Each alert once, in the order of the queue. */
    synchronized List<Alert> distinct() {
        return List.copyOf(first.values());
    }

    synchronized int repeats() {
        return alerts.size() - first.size();
    }

    private synchronized Set<String> missing(Set<String> expected) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(first.keySet());
        return missing;
    }

    /** Waits until no reading waits in a queue any more. How many there are after a load is a matter of the machine. */
    void awaitNoBacklog(Topology topology) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(topology.readingQueues())
                        .allSatisfy(
                                queue -> assertThat(messages(queue)).as(queue).isZero()));
    }

    /** Waits until no alert of these is missing, and checks that there is no other. */
    void awaitExactly(Set<String> expected, Duration limit) {
        Awaitility.await()
                .atMost(limit)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(missing(expected)).as("missing").isEmpty());
        synchronized (this) {
            Set<String> extra = new TreeSet<>(first.keySet());
            extra.removeAll(expected);
            assertThat(extra).as("invented").isEmpty();
        }
    }

    long messages(String queue) throws IOException {
        return channel.messageCount(queue);
    }

    /** The content types of what is left in a queue of readings, which is emptied by this. */
    List<String> leftIn(String queue) throws IOException, InterruptedException {
        return leftIn(channel, queue);
    }

    static List<String> leftIn(Channel channel, String queue) throws IOException, InterruptedException {
        BlockingQueue<Delivery> left = new LinkedBlockingQueue<>();
        channel.basicConsume(queue, true, (tag, message) -> left.add(message), tag -> {});
        List<String> types = new ArrayList<>();
        for (Delivery each = left.poll(LEFT_MS, TimeUnit.MILLISECONDS);
                each != null;
                each = left.poll(LEFT_MS, TimeUnit.MILLISECONDS)) {
            types.add(each.getProperties().getContentType());
        }
        return types;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
