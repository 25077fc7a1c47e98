package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import io.github.heartrate.Input;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.Backpressure;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.broker.PublisherState;
import io.github.heartrate.amqp.codec.BatchCodec;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.internal.session.Deliveries;
import io.github.heartrate.amqp.internal.session.Inbound;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever happens to the broker: nothing is lost, nothing of a patient is overtaken, every result comes once. */
class ReadingPublisherFaultsIT {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PATIENTS = 40;
    private static final int READINGS = 6_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    final RabbitMq rabbit = RabbitMq.dedicated();

    private final Topology topology = Topology.partitioned(1).withoutStateQueues();

    private Broker broker() {
        return Broker.of(rabbit.connectionFactory());
    }

    private void declare() throws Exception {
        try (Connection connection = broker().connect("test")) {
            topology.declare(connection);
        }
    }

    private static Reading reading(int number) {
        return new Reading("Patient_" + number % PATIENTS, TIME.plusSeconds(number), 70);
    }

    private interface Fault {
        void strike() throws Exception;
    }

    /** Publishes while a fault strikes, then looks at what the queue holds. */
    private void publishThrough(Fault fault) throws Exception {
        declare();
        AtomicInteger completions = new AtomicInteger();
        try (ReadingPublisher publisher =
                ReadingPublisher.builder(broker(), topology).maxInFlight(500).build()) {
            publisher.start();
            List<CompletableFuture<PublishResult>> results = new ArrayList<>();
            CompletableFuture<?> publishing = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < READINGS; i++) {
                    results.add(publisher
                            .publish(reading(i))
                            .whenComplete((value, failure) -> completions.incrementAndGet()));
                }
            });
            await().until(() -> completions.get() > READINGS / 10);
            fault.strike();
            assertThat(publishing).succeedsWithin(LIMIT);
            assertThat(CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)))
                    .succeedsWithin(LIMIT);
            assertThat(results).allSatisfy(r -> assertThat(r).isCompletedWithValue(PublishResult.CONFIRMED));
        }
        assertThat(completions).hasValue(READINGS);
        assertNothingLostOrOvertaken();
    }

    private List<? extends Input> inputs(Delivery delivery) {
        return new Inbound.Reader(List.of(new JsonReadingCodec(), new BatchCodec()), topology, 0)
                .read(new io.github.heartrate.amqp.internal.session.Delivery(
                        1, "0", delivery.getProperties(), delivery.getBody()))
                .inputs();
    }

    private int readings(List<Delivery> deliveries) {
        return deliveries.stream().mapToInt(delivery -> inputs(delivery).size()).sum();
    }

    /** A repeated reading may be there twice, but never behind a newer one of its patient for the first time. */
    private void assertNothingLostOrOvertaken() throws Exception {
        Map<String, List<Instant>> firsts = new HashMap<>();
        try (Connection connection = broker().connect("test")) {
            for (Delivery delivery : Deliveries.take(
                    connection, "heartrate.readings.0", deliveries -> readings(deliveries) >= READINGS)) {
                for (Input input : inputs(delivery)) {
                    Reading reading = (Reading) input;
                    List<Instant> seen = firsts.computeIfAbsent(reading.patientId(), id -> new ArrayList<>());
                    if (!seen.contains(reading.timestamp())) {
                        seen.add(reading.timestamp());
                    }
                }
            }
        }
        assertThat(firsts).hasSize(PATIENTS);
        assertThat(firsts.values())
                .allSatisfy(times -> assertThat(times).isSorted().hasSize(READINGS / PATIENTS));
    }

    @Test
    void operatorClosesTheConnectionsThreeTimes() throws Exception {
        publishThrough(() -> {
            for (int i = 0; i < 3; i++) {
                rabbit.node().closeConnections();
            }
        });
    }

    @Test
    void brokerIsKilledAndRestarted() throws Exception {
        publishThrough(() -> {
            rabbit.node().kill();
            rabbit.node().start();
        });
    }

    @Test
    void memoryAlarmIsNoticedAndOutlived() throws Exception {
        declare();
        try (ReadingPublisher publisher = ReadingPublisher.builder(broker(), topology)
                .maxInFlight(10)
                .backpressure(Backpressure.FAIL)
                .build()) {
            publisher.start();
            publisher.publish(reading(0)).join();
            rabbit.node().raiseMemoryAlarm();
            List<CompletableFuture<PublishResult>> results = new ArrayList<>();
            results.add(publisher.publish(reading(1)));
            await().until(() -> publisher.state() == PublisherState.BLOCKED);
            IntStream.range(2, 11).mapToObj(i -> publisher.publish(reading(i))).forEach(results::add);
            assertThatThrownBy(() -> publisher.publish(reading(11)).join())
                    .hasMessageContaining("not published: 10 messages have no result yet");

            rabbit.node().liftMemoryAlarm();

            assertThat(CompletableFuture.allOf(results.toArray(CompletableFuture[]::new)))
                    .succeedsWithin(LIMIT);
            assertThat(publisher.state()).isEqualTo(PublisherState.CONNECTED);
        }
    }

    @Test
    void publisherThatStartsBeforeTheBrokerPublishesOnceItIsThere() throws Exception {
        declare();
        rabbit.node().stop();
        try (ReadingPublisher publisher =
                ReadingPublisher.builder(broker(), topology).build()) {
            publisher.start();
            CompletableFuture<PublishResult> result = publisher.publish(reading(0));
            assertThat(publisher.state()).isEqualTo(PublisherState.CONNECTING);

            rabbit.node().start();

            assertThat(result).succeedsWithin(LIMIT).isEqualTo(PublishResult.CONFIRMED);
        }
    }

    @Test
    void closeWithoutABrokerGivesEveryMessageItsResult() throws Exception {
        declare();
        ReadingPublisher publisher = ReadingPublisher.builder(broker(), topology)
                .closeLimit(Duration.ofMillis(100))
                .build();
        publisher.start();
        publisher.publish(reading(0)).join();
        rabbit.node().stop();
        List<CompletableFuture<PublishResult>> results = IntStream.range(0, 200)
                .mapToObj(i -> publisher.publish(reading(i)))
                .toList();

        publisher.close();

        assertThat(results)
                .allSatisfy(r -> assertThatThrownBy(r::join)
                        .hasCauseInstanceOf(AmqpException.class)
                        .hasMessageContaining("closed before the broker confirmed"));
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("heartrate publisher"));
    }
}
