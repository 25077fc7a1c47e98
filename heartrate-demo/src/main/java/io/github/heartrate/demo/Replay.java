package io.github.heartrate.demo;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.github.heartrate.Alert;
import io.github.heartrate.Disposition;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Outcome;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.AlertConsumer;
import io.github.heartrate.amqp.AlertPublisher;
import io.github.heartrate.amqp.AmqpException;
import io.github.heartrate.amqp.BrokerDialect;
import io.github.heartrate.amqp.JsonReadingCodec;
import io.github.heartrate.amqp.PublishResult;
import io.github.heartrate.amqp.ReadingConsumer;
import io.github.heartrate.amqp.ReadingPublisher;
import io.github.heartrate.amqp.Topology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes readings to a broker, consumes them, and hands on the alerts that come back from the alerts exchange. */
final class Replay {

    private static final Logger PRODUCER = LoggerFactory.getLogger("producer");
    private static final Logger CONSUMER = LoggerFactory.getLogger("consumer");
    private static final int PARTITIONS = 4;
    private static final int MAX_IN_FLIGHT = 1_000;
    private static final int PREFETCH = 500;
    private static final int STALL_SECONDS = 60;

    private final ConnectionFactory broker;
    private final OptionalDouble speed;
    private final Consumer<Alert> onAlert;
    private final HeartRateMonitor monitor = HeartRateMonitor.builder().build();
    private final Tally tally = new Tally();

    Replay(ConnectionFactory broker, OptionalDouble speed, Consumer<Alert> onAlert) {
        this.broker = broker;
        this.speed = speed;
        this.onAlert = onAlert;
    }

    Summary run(List<Reading> readings) throws IOException, TimeoutException, InterruptedException {
        long started = System.nanoTime();
        CountDownLatch consumed = new CountDownLatch(readings.size());
        try (Connection publishing = broker.newConnection("heartrate-demo publisher");
                Connection consuming = broker.newConnection("heartrate-demo consumer")) {
            Topology topology = Topology.partitioned(PARTITIONS);
            prepare(publishing, topology);
            try (AlertPublisher alertPublisher = new AlertPublisher(publishing);
                    AlertConsumer alerts = new AlertConsumer(consuming, Topology.ALERTS_QUEUE, this::received);
                    ReadingConsumer consumer =
                            new ReadingConsumer(monitor, new JsonReadingCodec(), alertPublisher, (reading, outcome) -> {
                                processed(outcome);
                                consumed.countDown();
                            });
                    ReadingPublisher publisher =
                            new ReadingPublisher(publishing, topology, new JsonReadingCodec(), MAX_IN_FLIGHT)) {
                CONSUMER.info("consuming {} partitions", PARTITIONS);
                alerts.start();
                consumer.start(consuming, topology, PREFETCH);
                publish(publisher, readings);
                awaitProgress(consumed);
                tally.awaitAlerts(STALL_SECONDS);
            }
        }
        tally.rethrowFailure();
        Summary summary = new Summary(
                readings.size(),
                monitor.patientCount(),
                monitor.count(Disposition.DUPLICATE) + monitor.count(Disposition.CONFLICT),
                monitor.count(Disposition.LATE),
                tally.alerts(),
                (System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1));
        CONSUMER.info("{}", summary);
        return summary;
    }

    /** Declares what is needed; what somebody else left in the queues is theirs, so a run wants them empty. */
    private static void prepare(Connection connection, Topology topology) throws IOException, TimeoutException {
        try (Channel channel = connection.createChannel()) {
            topology.declare(channel, BrokerDialect.of(connection.getServerProperties()));
            for (String queue : topology.readingQueues()) {
                requireEmpty(channel, queue);
            }
            requireEmpty(channel, Topology.ALERTS_QUEUE);
        }
    }

    private static void requireEmpty(Channel channel, String queue) throws IOException {
        long messages = channel.messageCount(queue);
        if (messages > 0) {
            throw new UserErrorException("queue " + queue + " must be empty but holds " + messages
                    + " messages; purge it if they are left from an interrupted run, or use another virtual host");
        }
    }

    private void publish(ReadingPublisher publisher, List<Reading> readings) throws InterruptedException {
        PRODUCER.info("publishing {} readings", readings.size());
        Pacer pacer = new Pacer(speed);
        List<CompletableFuture<PublishResult>> results = new ArrayList<>(readings.size());
        for (Reading reading : readings) {
            pacer.await(reading);
            results.add(publisher.publish(reading));
        }
        publisher.flush();
        for (CompletableFuture<PublishResult> result : results) {
            if (result.join() != PublishResult.CONFIRMED) {
                throw new AmqpException("a reading was " + result.join());
            }
        }
        PRODUCER.info("{} readings confirmed", readings.size());
    }

    private static void awaitProgress(CountDownLatch consumed) throws InterruptedException {
        long left = consumed.getCount();
        while (!consumed.await(STALL_SECONDS, TimeUnit.SECONDS)) {
            if (consumed.getCount() == left) {
                throw new UserErrorException(
                        "no reading came back from the broker for " + STALL_SECONDS + " s, " + left + " still missing");
            }
            left = consumed.getCount();
        }
    }

    private void processed(Outcome outcome) {
        for (Alert alert : outcome.alerts()) {
            CONSUMER.info("published alert {} {} {}", alert.id(), alert.condition(), alert.phase());
        }
        tally.expect(outcome.alerts().size());
    }

    private void received(Alert alert) {
        try {
            onAlert.accept(alert);
        } catch (UserErrorException e) {
            tally.fail(e);
        } finally {
            tally.received(alert);
        }
    }

    /** What a replay came to. */
    record Summary(int readings, int patients, long duplicates, long late, List<Alert> alerts, double seconds) {

        long count(io.github.heartrate.Condition condition, Phase phase) {
            return alerts.stream()
                    .filter(alert -> alert.condition() == condition && alert.phase() == phase)
                    .count();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d readings of %d patients, %d alerts in %.1f s",
                    readings,
                    patients,
                    alerts.size(),
                    seconds);
        }
    }
}
