package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.internal.session.Deliveries;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AlertsIT {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    private final List<Alert> heard = new CopyOnWriteArrayList<>();
    private final List<Alert> alerts = episode("Patient_1");
    private Broker broker;
    private Connection connection;

    @BeforeEach
    void declare() throws Exception {
        broker = Broker.of(rabbit.connectionFactory());
        connection = broker.connect("test");
        Topology.partitioned(1).withoutStateQueues().declare(connection);
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    /** RAISED, then CLEARED. */
    private static List<Alert> episode(String patient) {
        List<Alert> alerts = new ArrayList<>();
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        double[] rates = {104, 105, 106, 72};
        for (int i = 0; i < rates.length; i++) {
            alerts.addAll(monitor.accept(new Reading(patient, TIME.plusSeconds(i), rates[i]))
                    .alerts());
        }
        return alerts;
    }

    private AlertConsumer consumer() {
        return AlertConsumer.builder(broker, heard::add).name("ward").build();
    }

    private static void awaitAll(List<CompletableFuture<PublishResult>> results) {
        assertThat(results).allSatisfy(r -> assertThat(r).succeedsWithin(LIMIT).isEqualTo(PublishResult.CONFIRMED));
    }

    @Test
    void alertIsHeardOnceHoweverOftenItIsPublishedAndAgainOnRequest() throws Exception {
        try (TestAlerts publisher = new TestAlerts(connection);
                AlertConsumer consumer = consumer()) {
            consumer.start();
            awaitAll(List.of(
                    publisher.publish(alerts.get(0)),
                    publisher.publish(alerts.get(0)),
                    publisher.publish(alerts.get(0), Map.of(AlertConsumer.AGAIN_HEADER, true)),
                    publisher.publish(alerts.get(0)),
                    publisher.publish(alerts.get(1))));

            await().until(() -> heard.size() >= 3);
            assertThat(consumer.awaitConsuming(LIMIT)).isTrue();
        }
        assertThat(heard).containsExactly(alerts.get(0), alerts.get(0), alerts.get(1));
    }

    @Test
    void refusedAlertAndThoseAfterItGoToTheNextConsumer() throws Exception {
        List<Alert> refused = new CopyOnWriteArrayList<>();
        try (TestAlerts publisher = new TestAlerts(connection)) {
            awaitAll(alerts.stream().map(alert -> publisher.publish(alert)).toList());
        }
        try (AlertConsumer full = AlertConsumer.builder(broker, alert -> {
                    refused.add(alert);
                    throw new AlertRefusedException("disk full", new java.io.IOException("No space left on device"));
                })
                .build()) {
            full.start();
            await().until(() -> !refused.isEmpty());
            try (AlertConsumer next = consumer()) {
                next.start();
                await().until(() -> heard.size() == 2);
                assertThat(next.awaitConsuming(LIMIT)).isTrue();
            }
            assertThat(full.awaitConsuming(LIMIT)).isTrue();
        }
        assertThat(refused).containsExactly(alerts.get(0));
        assertThat(heard).containsExactlyElementsOf(alerts);
    }

    @Test
    void alertTravelsPersistentUnderItsIdByConditionAndPhase() throws Exception {
        try (TestAlerts publisher = new TestAlerts(connection)) {
            awaitAll(List.of(publisher.publish(alerts.get(0))));
        }
        Delivery delivery = Deliveries.take(connection, "heartrate.alerts", 1).get(0);
        assertThat(delivery.getEnvelope().getRoutingKey()).isEqualTo("tachycardia.raised");
        assertThat(delivery.getProperties().getMessageId())
                .isEqualTo(alerts.get(0).id());
        assertThat(delivery.getProperties().getDeliveryMode()).isEqualTo(2);
    }

    @Test
    void alertsOfAPatientThatWaitForARefusedOneFailInsteadOfOvertakingIt() throws Exception {
        try (TestAlerts publisher = new TestAlerts(connection);
                Channel channel = connection.createChannel()) {
            channel.queueUnbind("heartrate.alerts", "heartrate.alerts", "#");
            CompletableFuture<PublishResult> raised = publisher.publish(alerts.get(0));
            CompletableFuture<PublishResult> cleared = publisher.publish(alerts.get(1));

            assertThat(raised).succeedsWithin(LIMIT).isEqualTo(PublishResult.RETURNED);
            assertThatThrownBy(cleared::join)
                    .hasMessageContaining("not published: the broker refused an earlier message of the patient");
            channel.queueBind("heartrate.alerts", "heartrate.alerts", "#");
            assertThatThrownBy(() -> publisher.publish(alerts.get(1)).join())
                    .hasMessageContaining("refused an earlier message");
            awaitAll(List.of(publisher.publish(episode("Patient_2").get(0))));
        }
    }

    @Test
    void alertsUnderWayFailOnceTheirChannelIsGone() throws Exception {
        TestAlerts publisher = new TestAlerts(connection);
        publisher.close();

        assertThatThrownBy(() -> publisher.publish(alerts.get(0)).join())
                .hasCauseInstanceOf(AmqpException.class)
                .hasMessageContaining("the channel");
    }

    @Test
    void consumerComesBackWhenItsConnectionWasClosed() throws Exception {
        Assumptions.assumeFalse(rabbit.nodes().isEmpty(), "needs a node of ours");
        try (AlertConsumer consumer = consumer()) {
            consumer.start();
            assertThat(consumer.awaitConsuming(LIMIT)).isTrue();
            rabbit.node().closeConnections();
            try (Connection second = broker.connect("second");
                    TestAlerts publisher = new TestAlerts(second)) {
                awaitAll(List.of(publisher.publish(alerts.get(0))));
            }
            await().atMost(LIMIT).until(() -> heard.size() == 1);
            connection = broker.connect("test");
        }
    }

    @Test
    void messageThatIsNoAlertAndAListenerThatThrowsStopNothing() throws Exception {
        AlertConsumer.Builder throwing = AlertConsumer.builder(broker, alert -> {
            heard.add(alert);
            throw new IllegalStateException("the listener's own trouble");
        });
        try (Channel channel = connection.createChannel();
                TestAlerts publisher = new TestAlerts(connection);
                AlertConsumer consumer = throwing.build()) {
            consumer.start();
            channel.basicPublish(
                    "heartrate.alerts",
                    "some.thing",
                    new BasicProperties.Builder().messageId("m-1").build(),
                    "no alert".getBytes(StandardCharsets.UTF_8));
            awaitAll(List.of(publisher.publish(alerts.get(0)), publisher.publish(alerts.get(1))));

            await().atMost(LIMIT).until(() -> heard.size() == 2);
            assertThat(consumer.awaitConsuming(LIMIT)).isTrue();
        }
    }

    @Test
    void partitionThatIsNoLongerHeardOfIsTold() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(TIME);
        List<String> told = new CopyOnWriteArrayList<>();
        PartitionListener partitions = new PartitionListener() {
            @Override
            public void onSilent(int partition, Instant lastHeard) {
                told.add("silent " + partition);
            }

            @Override
            public void onHeardAgain(int partition) {
                told.add("heard " + partition);
            }
        };
        try (TestAlerts publisher = new TestAlerts(connection);
                AlertConsumer consumer = AlertConsumer.builder(broker, heard::add)
                        .partitions(1, partitions)
                        .clock(new SettableClock(now))
                        .build()) {
            consumer.start();
            assertThat(consumer.awaitConsuming(LIMIT)).isTrue();

            now.set(TIME.plusSeconds(90));
            await().atMost(LIMIT).until(() -> told.contains("silent 0"));
            awaitAll(List.of(publisher.alive(0, now.get())));

            await().atMost(LIMIT).until(() -> told.contains("heard 0"));
        }
        assertThat(heard).isEmpty();
    }

    private static final class SettableClock extends Clock {
        private final AtomicReference<Instant> now;

        SettableClock(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
