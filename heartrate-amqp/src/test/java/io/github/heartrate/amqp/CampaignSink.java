package io.github.heartrate.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.heartrate.Alert;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.codec.AlertCodec;
import io.github.heartrate.amqp.codec.SystemMessage;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Receives alerts through all faults of the broker, and keeps what an oracle asks for. */
final class CampaignSink implements AutoCloseable {

    private static final int PREFETCH = 500;
    private static final long CHECK_MS = 50;

    private final AlertCodec codec = new AlertCodec();
    private final Broker broker;
    private final Topology topology;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "campaign sink");
    private final Map<String, Alert> first = new LinkedHashMap<>();
    private final Map<Integer, Instant> newest = new HashMap<>();
    private final List<String> conflicts = new ArrayList<>();
    private int repeats;
    private volatile boolean isPaused;

    CampaignSink(ConnectionFactory factory, Topology topology) {
        this(Broker.of(factory), topology);
    }

    CampaignSink(Broker broker, Topology topology) {
        this.broker = broker;
        this.topology = topology;
        thread.start();
    }

    private void run() {
        try {
            while (stop.getCount() > 0) {
                if (isPaused) {
                    stop.await(CHECK_MS, TimeUnit.MILLISECONDS);
                    continue;
                }
                try (Connection connection = broker.connect("campaign sink");
                        Channel channel = connection.createChannel()) {
                    channel.basicQos(PREFETCH);
                    channel.basicConsume(
                            "heartrate.alerts", false, (tag, message) -> take(channel, message), tag -> {});
                    boolean ends = false;
                    while (!ends) {
                        ends = stop.await(CHECK_MS, TimeUnit.MILLISECONDS) || isPaused || !channel.isOpen();
                    }
                } catch (IOException | TimeoutException | ShutdownSignalException e) {
                    stop.await(CHECK_MS, TimeUnit.MILLISECONDS); // the broker is down, or the queue is not there yet
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the sink", e);
        }
    }

    private void take(Channel channel, Delivery message) throws IOException {
        if (!SystemMessage.CONTENT_TYPE.equals(message.getProperties().getContentType())) {
            take(codec.decode(message.getBody()), message.getEnvelope().isRedeliver());
        }
        channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
    }

    private synchronized void take(Alert alert, boolean redelivered) {
        Alert known = first.putIfAbsent(alert.id(), alert);
        if (known == null) {
            newest.merge(topology.partitionOf(alert.patientId()), alert.time(), (a, b) -> a.isAfter(b) ? a : b);
        } else if (!known.equals(alert)) {
            conflicts.add(alert.id());
        } else if (!redelivered) {
            repeats++;
        }
    }

    /** Receives nothing, so that the queue fills. */
    void pause() {
        isPaused = true;
    }

    void resume() {
        isPaused = false;
    }

    /** Whether every partition has given an alert of a later time. */
    synchronized boolean hasPassed(Instant time) {
        for (int partition = 0; partition < topology.partitions(); partition++) {
            if (!newest.getOrDefault(partition, Instant.MIN).isAfter(time)) {
                return false;
            }
        }
        return true;
    }

    synchronized Map<String, Alert> received() {
        return Map.copyOf(first);
    }

    synchronized Set<String> missing(Set<String> expected) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(first.keySet());
        return missing;
    }

    synchronized Set<String> invented(Set<String> expected) {
        Set<String> invented = new TreeSet<>(first.keySet());
        invented.removeAll(expected);
        return invented;
    }

    /** Repeats with the id of another alert's content. */
    synchronized List<String> conflicts() {
        return List.copyOf(conflicts);
    }

    /** How many alerts came again, published by a session that did not know of the first. */
    synchronized int repeats() {
        return repeats;
    }

    @Override
    public void close() {
        stop.countDown();
        Joining.uninterruptibly(thread);
    }
}
