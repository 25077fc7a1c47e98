package io.github.heartrate.demo.broker;

import com.rabbitmq.client.Connection;
import io.github.heartrate.AlertListener;
import io.github.heartrate.amqp.AlertConsumer;
import io.github.heartrate.amqp.HeartRateAmqp;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.state.PartitionStateStore;
import io.github.heartrate.amqp.topology.Topology;
import io.github.heartrate.demo.terminal.UserErrorException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** An instance whose state begins empty and ends with the run, on queues that nobody else uses, and its alerts. */
public final class TemporaryInstance implements AutoCloseable {

    private static final Topology LAYOUT = Topology.partitioned(4);
    private static final String NAME = "heartrate-demo";
    private static final int START_SECONDS = 60;

    private final Topology topology;
    private final AlertConsumer alerts;
    private final HeartRateAmqp heartRate;

    private TemporaryInstance(Topology topology, AlertConsumer alerts, HeartRateAmqp heartRate) {
        this.topology = topology;
        this.alerts = alerts;
        this.heartRate = heartRate;
    }

    /**
     * Builds an instance to be started, and consumes its alerts.
     *
     * @throws UserErrorException if the broker can't be used; if the thread is interrupted, which it stays
     */
    public static TemporaryInstance open(
            RunBroker broker, AlertListener onAlert, Consumer<HeartRateAmqp.Builder> settings) {
        Topology topology = LAYOUT.named(broker.name());
        try {
            prepare(broker, topology);
            return consuming(broker.broker(), topology, onAlert, settings);
        } catch (IOException | TimeoutException e) {
            throw BrokerUri.failure(broker.broker(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserErrorException("interrupted", e);
        }
    }

    private static TemporaryInstance consuming(
            Broker broker, Topology topology, AlertListener onAlert, Consumer<HeartRateAmqp.Builder> settings)
            throws InterruptedException {
        HeartRateAmqp.Builder builder = HeartRateAmqp.builder()
                .broker(broker)
                .topology(topology)
                .stateStore(PartitionStateStore.memory())
                .instanceName(NAME);
        settings.accept(builder);
        AlertConsumer alerts = AlertConsumer.builder(broker, onAlert)
                .queue(topology.alertsQueue())
                .name(NAME)
                .build();
        TemporaryInstance opened = new TemporaryInstance(topology, alerts, builder.build());
        alerts.start();
        if (!alerts.awaitConsuming(Duration.ofSeconds(START_SECONDS))) {
            opened.close();
            throw new UserErrorException("alerts could not be consumed within " + START_SECONDS + " s");
        }
        return opened;
    }

    private static void prepare(RunBroker broker, Topology topology)
            throws IOException, TimeoutException, InterruptedException {
        try (Connection connection = broker.broker().connect(NAME)) {
            if (broker.isShared()) {
                prepareShared(broker.broker(), topology, connection);
            } else {
                topology.withoutStateQueues().declare(connection);
            }
        }
    }

    /** Declares what is missing with its state, so that a lasting instance, such as monitor's, can use it later. */
    private static void prepareShared(Broker broker, Topology topology, Connection connection)
            throws IOException, TimeoutException, InterruptedException {
        QueuesOfTheRun.requireNotConsumed(connection, topology.readingQueues());
        try (HeartRateAmqp lasting = HeartRateAmqp.builder()
                .broker(broker)
                .topology(topology)
                .instanceName(NAME)
                .build()) {
            lasting.start();
        }
        QueuesOfTheRun.requireUnused(connection, topology);
    }

    public HeartRateAmqp heartRate() {
        return heartRate;
    }

    public Topology topology() {
        return topology;
    }

    @Override
    public void close() {
        heartRate.close();
        alerts.close();
    }
}
