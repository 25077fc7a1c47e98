package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.UnusableStateException;
import io.github.heartrate.amqp.codec.Fixed12ReadingCodec;
import io.github.heartrate.amqp.observe.PartitionHealth;
import io.github.heartrate.amqp.observe.PartitionHealth.Cause;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.state.PartitionStateStore;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.OnStart;
import io.github.heartrate.amqp.topology.Topology;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One queue per patient: never two instances active on one queue, whatever type the queues of a virtual host have. */
class QueuePerPatientIT {

    private static final String PATIENT = "Patient_1";
    private static final Topology TOPOLOGY = Topology.queuePerPatient(List.of(PATIENT));
    private static final String WHAT_TO_DO = "use a virtual host whose default queue type is classic";
    private static final AtomicInteger HOSTS = new AtomicInteger();

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicated();

    @TempDir
    private Path folder;

    /** A virtual host with this default type of queues. */
    private static String host(String defaultType) {
        return rabbit.node().addVirtualHost(defaultType + "-" + HOSTS.incrementAndGet(), defaultType);
    }

    private HeartRateAmqp instance(String uri, OnStart onStart) {
        return HeartRateAmqp.builder()
                .uri(uri)
                .topology(TOPOLOGY)
                .onStart(onStart)
                .stateStore(PartitionStateStore.file(folder))
                .build();
    }

    private static PartitionHealth health(HeartRateAmqp instance) {
        return instance.health().partitions().get(0);
    }

    /** What happens to a queue on a channel of its own. */
    private interface Work {
        void on(Channel channel) throws Exception;
    }

    private static void inChannel(String uri, Work work) throws Exception {
        try (Connection connection = rabbit.node().connectionFactory(uri).newConnection();
                Channel channel = connection.createChannel()) {
            work.on(channel);
        }
    }

    @ParameterizedTest
    @EnumSource(OnStart.class)
    void startIsRefusedWhereTheDefaultTypeIsQuorum(OnStart onStart) throws Exception {
        String uri = host("quorum");
        if (onStart == OnStart.VERIFY) {
            inChannel(uri, channel -> {
                Topology.partitioned(1).declare(channel.getConnection());
                channel.queueDeclare(PATIENT, true, false, false, Map.of());
            });
        }
        try (HeartRateAmqp instance = instance(uri, onStart)) {
            assertThatThrownBy(instance::start)
                    .isInstanceOf(UnusableStateException.class)
                    .hasMessageContaining("\"Patient_1\" is no classic queue")
                    .hasMessageContaining(WHAT_TO_DO);
            inChannel(uri, channel -> assertThat(channel.consumerCount(PATIENT)).isZero());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"quorum", "stream"})
    void queueOfAnotherTypeIsRefusedOnAnyHost(String type) throws Exception {
        String uri = host("classic");
        inChannel(uri, channel -> channel.queueDeclare(PATIENT, true, false, false, Map.of("x-queue-type", type)));
        try (HeartRateAmqp instance = instance(uri, OnStart.DECLARE)) {
            assertThatThrownBy(instance::start)
                    .isInstanceOf(UnusableStateException.class)
                    .hasMessageContaining("current is ", type)
                    .hasMessageContaining(WHAT_TO_DO);
        }
    }

    private static long connectionThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("AMQP Connection"))
                .count();
    }

    /** The client's threads would keep a program alive that ends by the exception. */
    @Test
    void startThatIsRefusedLeavesNoConnectionAndMayBeTriedAgain() throws Exception {
        String uri = host("classic");
        inChannel(uri, channel -> channel.queueDeclare(PATIENT, true, false, false, Map.of("x-queue-type", "quorum")));
        long before = connectionThreads();
        try (HeartRateAmqp instance = instance(uri, OnStart.DECLARE)) {
            assertThatThrownBy(instance::start).isInstanceOf(UnusableStateException.class);
            await().until(() -> connectionThreads() <= before);

            inChannel(uri, channel -> channel.queueDelete(PATIENT));
            instance.start();
            await().until(() -> health(instance).status() == Status.STANDBY);
        }
    }

    @Test
    void classicQueueThatAnOperatorMadeIsTakenWhateverTheDefault() throws Exception {
        String uri = host("quorum");
        inChannel(uri, channel -> channel.queueDeclare(PATIENT, true, false, false, Map.of("x-queue-type", "classic")));
        try (HeartRateAmqp instance = instance(uri, OnStart.DECLARE)) {
            instance.start();
            await().until(() -> health(instance).status() == Status.STANDBY);
        }
    }

    @Test
    void instanceThatMayNotConfigureTheQueueIsDownAndTakesNothing() throws Exception {
        String uri = host("quorum");
        inChannel(uri, channel -> {
            Topology.partitioned(1).declare(channel.getConnection());
            channel.queueDeclare(PATIENT, true, false, false, Map.of());
            channel.confirmSelect();
            channel.basicPublish(
                    "", PATIENT, null, new Fixed12ReadingCodec().encode(new Reading(PATIENT, Instant.now(), 72)));
            channel.waitForConfirmsOrDie(10_000);
        });
        String virtualHost = uri.substring(uri.lastIndexOf('/') + 1);
        rabbit.node().addUser("reader", "reader");
        rabbit.node().setPermissions("reader", virtualHost, "^$", ".*", ".*");
        try (HeartRateAmqp instance = instance(uri.replace("guest:guest", "reader:reader"), OnStart.VERIFY)) {
            instance.start();

            await().until(() -> health(instance).status() == Status.DOWN
                    && health(instance).reason().orElse("").contains(WHAT_TO_DO));
            assertThat(health(instance).cause()).contains(Cause.UNUSABLE_STATE);
            inChannel(uri, channel -> await().until(() -> channel.messageCount(PATIENT) == 1));
        }
    }

    @Test
    void queueThatAppearsLaterIsRefusedBeforeAReadingIsTaken() throws Exception {
        String uri = host("classic");
        try (HeartRateAmqp instance = instance(uri, OnStart.DECLARE)) {
            instance.start();
            await().until(() -> health(instance).status() == Status.STANDBY);
            inChannel(uri, channel -> {
                channel.queueDelete(PATIENT);
                channel.queueDeclare(PATIENT, true, false, false, Map.of("x-queue-type", "quorum"));
            });

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> health(instance).reason().orElse("").contains(WHAT_TO_DO));
            assertThat(health(instance).status()).isEqualTo(Status.DOWN);
        }
    }

    @Test
    void ofTwoInstancesOnAClassicQueueOneIsActiveAndNoAlertIsLost() throws Exception {
        String uri = host("classic");
        inChannel(uri, channel -> TOPOLOGY.declare(channel.getConnection()));
        try (HeartRateAmqp first = instance(uri, OnStart.DECLARE);
                HeartRateAmqp second = instance(uri, OnStart.DECLARE);
                AlertSink sink = new AlertSink(rabbit.node().connectionFactory(uri));
                ReadingPublisher publisher = ReadingPublisher.builder(Broker.of(URI.create(uri)), TOPOLOGY)
                        .codec(new Fixed12ReadingCodec())
                        .build()) {
            first.start();
            await().until(() -> health(first).status() == Status.STANDBY);
            second.start();
            await().until(() -> health(second).reason().orElse("").contains("in exclusive use"));
            publisher.start();
            List<Reading> readings = new ArrayList<>();
            Instant start = Instant.now().minusSeconds(30);
            Fixed12ReadingCodec codec = new Fixed12ReadingCodec();
            for (int i = 0; i < 80; i++) {
                Reading reading = new Reading(PATIENT, start.plusMillis(i * 100L), i % 8 < 4 ? 130 : 72);
                readings.add(codec.decode(codec.encode(reading), PATIENT));
            }
            Ward.publish(publisher, readings);

            sink.awaitExactly(Ward.expected(readings), Duration.ofSeconds(20));
            assertThat(health(first).status()).isEqualTo(Status.ACTIVE);
            assertThat(health(second).status()).isEqualTo(Status.DOWN);
        }
    }
}
