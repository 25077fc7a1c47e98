package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import io.github.heartrate.Input;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.Packing;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.broker.PublisherState;
import io.github.heartrate.amqp.codec.BatchCodec;
import io.github.heartrate.amqp.codec.ControlMessage;
import io.github.heartrate.amqp.codec.Fixed12ReadingCodec;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.internal.link.Link;
import io.github.heartrate.amqp.internal.link.LogCapture;
import io.github.heartrate.amqp.internal.session.Deliveries;
import io.github.heartrate.amqp.internal.session.Inbound;
import io.github.heartrate.amqp.internal.session.InstanceBook;
import io.github.heartrate.amqp.internal.session.Ticker;
import io.github.heartrate.amqp.observe.AmqpMetrics;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.testing.TcpProxy;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadingPublisherIT {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    private final Topology topology = Topology.partitioned(1).withoutStateQueues();
    private Broker broker;
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        broker = Broker.of(rabbit.connectionFactory());
        connection = broker.connect("test");
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    private ReadingPublisher.Builder publisher() {
        return ReadingPublisher.builder(broker, topology).clock(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Reading reading(String patient, int second) {
        return new Reading(patient, TIME.plusSeconds(second), 60 + second % 50);
    }

    private Inbound read(Delivery delivery) {
        return new Inbound.Reader(List.of(new JsonReadingCodec(), new BatchCodec()), topology, 0)
                .read(new io.github.heartrate.amqp.internal.session.Delivery(
                        1, "0", delivery.getProperties(), delivery.getBody()));
    }

    private List<Input> inputs(List<Delivery> deliveries) {
        List<Input> inputs = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            inputs.addAll(read(delivery).inputs());
        }
        return inputs;
    }

    @Test
    void everyReadingIsConfirmedAndInItsQueueInOrder() throws Exception {
        topology.declare(connection);
        List<Reading> readings = IntStream.range(0, 2_000)
                .mapToObj(i -> reading("Patient_" + i % 50, i))
                .toList();
        try (ReadingPublisher publisher = publisher().build()) {
            publisher.start();
            List<CompletableFuture<PublishResult>> results =
                    readings.stream().map(publisher::publish).toList();
            publisher.flush();

            assertThat(results).allSatisfy(r -> assertThat(r).isCompletedWithValue(PublishResult.CONFIRMED));
            assertThat(publisher.unsettled()).isZero();
        }
        List<Input> arrived = inputs(Deliveries.take(
                connection,
                "heartrate.readings.0",
                deliveries -> inputs(deliveries).size() >= readings.size()));
        assertThat(arrived).hasSameElementsAs(readings).hasSameSizeAs(readings);
        for (int patient = 0; patient < 50; patient++) {
            String id = "Patient_" + patient;
            assertThat(arrived.stream().filter(i -> ((Reading) i).patientId().equals(id)))
                    .isSortedAccordingTo(Comparator.comparing(Input::timestamp));
        }
    }

    @Test
    void messageIsPersistentWithItsTimeAndAnIdThatNamesNobody() throws Exception {
        topology.declare(connection);
        try (ReadingPublisher publisher = publisher().build()) {
            publisher.start();
            publisher.publish(reading("Patient_1", 0)).join();
            publisher.publish(reading("Patient_1", 1)).join();
        }
        List<Delivery> deliveries = Deliveries.take(connection, "heartrate.readings.0", 2);
        assertThat(deliveries).extracting(d -> d.getProperties().getMessageId()).doesNotHaveDuplicates();
        assertThat(deliveries).allSatisfy(delivery -> {
            assertThat(delivery.getProperties().getDeliveryMode()).isEqualTo(2);
            assertThat(delivery.getProperties().getContentType()).isEqualTo("application/json");
            assertThat(delivery.getProperties().getTimestamp().toInstant()).isEqualTo(NOW);
            assertThat(delivery.getProperties().getMessageId()).doesNotContain("Patient");
        });
    }

    /** Nothing can go before the publisher has a connection, so all of it waits. */
    private List<Delivery> publishedWhileNothingCanGo(Packing packing, List<Reading> readings, int messages)
            throws Exception {
        ConnectionFactory factory = rabbit.connectionFactory();
        try (TcpProxy proxy = TcpProxy.to(factory.getPort());
                ReadingPublisher publisher = ReadingPublisher.builder(through(proxy, factory), topology)
                        .packing(packing)
                        .build()) {
            proxy.refuse();
            publisher.start();
            List<CompletableFuture<PublishResult>> results =
                    readings.stream().map(publisher::publish).toList();
            proxy.accept();
            assertThat(results).allSatisfy(r -> assertThat(r.join()).isEqualTo(PublishResult.CONFIRMED));
        }
        return Deliveries.take(connection, "heartrate.readings.0", messages);
    }

    @Test
    void readingsThatWaitGoTogetherInOneMessage() throws Exception {
        topology.declare(connection);
        List<Reading> readings = List.of(reading("a", 0), reading("b", 0), reading("a", 1));

        List<Delivery> deliveries = publishedWhileNothingCanGo(Packing.WHAT_WAITS, readings, 1);

        assertThat(deliveries)
                .singleElement()
                .satisfies(delivery ->
                        assertThat(delivery.getProperties().getContentType()).isEqualTo(BatchCodec.CONTENT_TYPE));
        assertThat(inputs(deliveries)).isEqualTo(readings);
    }

    @Test
    void publisherThatIsToldSoNeverPacks() throws Exception {
        topology.declare(connection);
        List<Reading> readings = List.of(reading("a", 0), reading("b", 0), reading("a", 1));

        assertThat(publishedWhileNothingCanGo(Packing.NEVER, readings, 3))
                .hasSize(3)
                .allSatisfy(delivery ->
                        assertThat(delivery.getProperties().getContentType()).isEqualTo("application/json"));
    }

    @Test
    void readingDatedFarAheadIsJudgedByTheTimeOfItsOwnPublishing() throws Exception {
        topology.declare(connection);
        Instant now = Instant.now();
        Reading ahead = new Reading("a", now.plus(Duration.ofHours(1)), 70);

        List<Delivery> deliveries =
                publishedWhileNothingCanGo(Packing.WHAT_WAITS, List.of(reading("b", 0), ahead, reading("c", 0)), 2);

        assertThat(deliveries)
                .filteredOn(delivery -> !read(delivery).parked().isEmpty())
                .singleElement()
                .satisfies(delivery ->
                        assertThat(delivery.getProperties().getContentType()).isEqualTo("application/json"));
    }

    @Test
    void batchIsOneMessageBetweenTheSingleReadingsOfItsPatients() throws Exception {
        topology.declare(connection);
        List<Reading> batch = List.of(reading("a", 1), reading("b", 1), reading("a", 2));
        try (ReadingPublisher publisher = publisher().build()) {
            publisher.start();
            List<CompletableFuture<PublishResult>> results = List.of(
                    publisher.publish(reading("a", 0)),
                    publisher.publish(reading("b", 0)),
                    publisher.publishBatch(batch),
                    publisher.publish(reading("b", 3)));

            assertThat(results).allSatisfy(r -> assertThat(r.join()).isEqualTo(PublishResult.CONFIRMED));
        }
        int inputs = batch.size() + 3;
        List<Delivery> deliveries = Deliveries.take(
                connection, "heartrate.readings.0", arrived -> inputs(arrived).size() >= inputs);
        assertThat(inputs(deliveries)).hasSize(inputs);
        assertThat(inputs(deliveries.subList(deliveries.size() - 2, deliveries.size())))
                .containsExactly(batch.get(0), batch.get(1), batch.get(2), reading("b", 3));
    }

    @Test
    void batchOfSeveralPartitionsIsRefused() {
        try (ReadingPublisher publisher =
                ReadingPublisher.builder(broker, Topology.partitioned(4)).build()) {
            publisher.start();
            List<Reading> readings =
                    IntStream.range(0, 20).mapToObj(i -> reading("p" + i, 0)).toList();
            assertThatThrownBy(() -> publisher.publishBatch(readings))
                    .hasMessageMatching("a batch must be of one partition: \\d, \\d");
        }
    }

    @Test
    void controlInputsGoTheSameWay() throws Exception {
        topology.declare(connection);
        Input.Admit admit = new Input.Admit("a", TIME);
        try (ReadingPublisher publisher = publisher().build()) {
            publisher.start();
            publisher.publish(admit).join();
        }
        InstanceBook instances = new InstanceBook(1);
        instances.knows(0, 7);
        try (Link link = new Link(broker, "ticks", AmqpMetrics.NONE)) {
            link.await();
            new Ticker(link, topology, "instance-1", instances, Clock.fixed(TIME, ZoneOffset.UTC), p -> {}, p -> {})
                    .tick();
        }
        List<Delivery> deliveries = Deliveries.take(connection, "heartrate.readings.0", 2);
        assertThat(inputs(deliveries)).containsExactly(admit, new Input.Tick(TIME));
        assertThat(read(deliveries.get(1)).sender()).contains(new ControlMessage.Sender("instance-1", 7));
    }

    @Test
    void unroutableReadingIsReturned() throws Exception {
        topology.declare(connection);
        try (Channel channel = connection.createChannel();
                ReadingPublisher publisher = publisher().build()) {
            publisher.start();
            channel.queueUnbind("heartrate.readings.0", "heartrate.readings", "0");
            assertThat(publisher.publish(reading("a", 0)).join()).isEqualTo(PublishResult.RETURNED);

            channel.queueBind("heartrate.readings.0", "heartrate.readings", "0");
            assertThat(publisher.publish(reading("a", 1)).join()).isEqualTo(PublishResult.CONFIRMED);
        }
    }

    @Test
    void fullQueueIsNacked() throws Exception {
        try (Channel channel = connection.createChannel();
                ReadingPublisher publisher = publisher().build()) {
            publisher.start();
            channel.exchangeDeclare("heartrate.readings", "direct", true);
            channel.queueDeclare(
                    "heartrate.readings.0",
                    true,
                    false,
                    false,
                    Map.of("x-queue-type", "classic", "x-max-length", 1, "x-overflow", "reject-publish"));
            channel.queueBind("heartrate.readings.0", "heartrate.readings", "0");

            assertThat(publisher.publish(reading("a", 0)).join()).isEqualTo(PublishResult.CONFIRMED);
            assertThat(publisher.publish(reading("a", 1)).join()).isEqualTo(PublishResult.NACKED);
        }
    }

    @Test
    void readingsWaitForAnExchangeThatIsDeclaredLater() throws Exception {
        ConnectionFactory factory = rabbit.connectionFactory();
        try (TcpProxy proxy = TcpProxy.to(factory.getPort());
                LogCapture log = LogCapture.ofEverything();
                ReadingPublisher publisher = ReadingPublisher.builder(through(proxy, factory), topology)
                        .build()) {
            publisher.start();
            CompletableFuture<PublishResult> result = publisher.publish(reading("a", 0));
            await().until(() -> log.warnings().stream().anyMatch(line -> line.contains("will be repeated")));
            proxy.refuse(); // or a repetition could come while the exchange is there and its binding is not
            topology.declare(connection);
            proxy.accept();

            assertThat(result).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(PublishResult.CONFIRMED);
        }
    }

    private static Broker through(TcpProxy proxy, ConnectionFactory factory) {
        factory.setPort(proxy.port());
        return Broker.of(factory);
    }

    @Test
    void closeWaitsForConfirms() throws Exception {
        topology.declare(connection);
        List<CompletableFuture<PublishResult>> results;
        ReadingPublisher publisher = publisher().build();
        publisher.start();
        results = IntStream.range(0, 500)
                .mapToObj(i -> publisher.publish(reading("p" + i, 0)))
                .toList();

        publisher.close();
        publisher.close();

        assertThat(results).allSatisfy(r -> assertThat(r).isCompletedWithValue(PublishResult.CONFIRMED));
        assertThat(publisher.state()).isEqualTo(PublisherState.CLOSED);
        assertThatThrownBy(() -> publisher.publish(reading("a", 0))).hasMessage("the publisher is closed");
    }

    @Test
    void olderLayoutCarriesTwelveBytesToThePatientsQueueAndNothingElse() throws Exception {
        Topology older = Topology.queuePerPatient(List.of("heartrate.alerts.0"));
        older.declare(connection);
        Reading reading = reading("heartrate.alerts.0", 0);
        try (ReadingPublisher publisher = ReadingPublisher.builder(broker, older)
                .codec(new Fixed12ReadingCodec())
                .build()) {
            publisher.start();
            assertThat(publisher.publish(reading).join()).isEqualTo(PublishResult.CONFIRMED);
            assertThatThrownBy(() -> publisher.publish(new Input.Admit("a", TIME)))
                    .hasMessage("a layout of one queue per patient carries single readings only");
        }
        assertThat(Deliveries.take(connection, "heartrate.alerts.0", 1))
                .singleElement()
                .satisfies(d -> assertThat(d.getBody()).isEqualTo(new Fixed12ReadingCodec().encode(reading)));
    }
}
