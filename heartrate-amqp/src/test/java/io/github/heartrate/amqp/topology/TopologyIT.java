package io.github.heartrate.amqp.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.BrokerProduct;
import io.github.heartrate.amqp.internal.checkpoint.PartitionState;
import io.github.heartrate.amqp.testing.RabbitMq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag(RabbitMq.OLDEST)
class TopologyIT {

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    private static final String LOST_NODE_TIMEOUT = "x-consumer-disconnected-timeout";

    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = rabbit.connectionFactory().newConnection("topology test");
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    private static String empty(int partition, int partitions) {
        return PartitionState.initial(partition, partitions).toString();
    }

    @ParameterizedTest
    @EnumSource(QueueType.class)
    void declaredTopologyHasNoMismatchAndEachStateQueueItsEmptySnapshot(QueueType type) throws Exception {
        Topology topology = Topology.partitioned(2).withQueueType(type);

        topology.declare(connection);

        assertThat(topology.verify(connection)).isEmpty();
        assertThat(snapshots(0)).containsExactly(empty(0, 2));
        assertThat(snapshots(1)).containsExactly(empty(1, 2));
    }

    @Test
    void declaringAgainChangesNothing() throws Exception {
        Topology topology = Topology.partitioned(2);
        topology.declare(connection);
        assertThat(snapshots(0)).hasSize(1);

        topology.declare(connection);

        assertThat(snapshots(0)).isEmpty();
        assertThat(topology.verify(connection)).isEmpty();
    }

    @RepeatedTest(10)
    void instancesThatDeclareAtOnceAllSucceed() throws Exception {
        Topology topology = Topology.partitioned(3);
        List<CompletableFuture<Void>> instances =
                Stream.generate(() -> connectAnd(topology)).limit(4).toList();

        CompletableFuture.allOf(instances.toArray(CompletableFuture[]::new)).join();

        assertThat(topology.verify(connection)).isEmpty();
        for (int p = 0; p < 3; p++) {
            assertThat(snapshots(p)).isNotEmpty().containsOnly(empty(p, 3));
        }
    }

    private static CompletableFuture<Void> connectAnd(Topology topology) {
        return CompletableFuture.runAsync(() -> {
            try (Connection own = rabbit.connectionFactory().newConnection()) {
                topology.declare(own);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void instanceKilledBeforeItPublishedTheSnapshotIsMadeGoodByTheNext() throws Exception {
        Topology topology = Topology.partitioned(2);
        TopologyDeclaration killed = new TopologyDeclaration(connection, topology, p -> {
            if (p == 0) {
                throw new IllegalStateException("killed here");
            }
            return PartitionState.initial(p, 2).toBytes();
        });
        assertThatThrownBy(killed::run).hasMessage("killed here");
        assertThat(exists("heartrate.state.0")).isTrue();
        assertThat(exists("heartrate.readings.0")).isFalse();

        topology.declare(connection);

        assertThat(snapshots(0)).containsExactly(empty(0, 2));
        assertThat(snapshots(1)).containsExactly(empty(1, 2));
    }

    @Test
    void lostStateIsNeverReplacedSilently() throws Exception {
        Topology topology = Topology.partitioned(2);
        topology.declare(connection);
        inChannel(channel -> channel.queueDelete("heartrate.state.1"));

        assertThatThrownBy(() -> topology.declare(connection))
                .isInstanceOf(AmqpException.class)
                .hasMessageStartingWith(
                        "\"heartrate.state.1\" is gone, but \"heartrate.readings.1\" exists: the alarm state of the partition"
                                + " is lost");
        assertThat(exists("heartrate.state.1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void deletedQueueOfReadingsIsDeclaredAgainOverItsState(int partition) throws Exception {
        Topology topology = Topology.partitioned(2);
        topology.declare(connection);
        inChannel(channel -> channel.queueDelete("heartrate.readings." + partition));

        topology.declare(connection);

        assertThat(topology.verify(connection)).isEmpty();
        assertThat(snapshots(partition)).containsExactly(empty(partition, 2));
    }

    @Test
    void anotherNumberOfPartitionsIsRefused() {
        Topology.partitioned(3).declare(connection);

        assertThatThrownBy(() -> Topology.partitioned(2).declare(connection))
                .hasMessage(
                        "\"heartrate.readings\" was declared with 3 partitions, not 2: use 3 partitions; or stop all"
                                + " instances, drain and delete its queues, and declare it anew");
        assertThatThrownBy(() -> Topology.partitioned(5).declare(connection))
                .hasMessageStartingWith(
                        "\"heartrate.readings\" was declared with 3 partitions, not 5: use 3 partitions;");
        assertThat(Topology.partitioned(2).verify(connection))
                .extracting(Mismatch::name)
                .containsExactly("heartrate.readings");
        assertThat(Topology.partitioned(5).verify(connection))
                .extracting(Mismatch::toString)
                .singleElement()
                .asString()
                .startsWith("\"heartrate.readings\" was declared with 3 partitions, not 5: ");
    }

    @Test
    void everyMismatchIsToldAtOnceWithWhatToDo() throws Exception {
        Topology topology = Topology.partitioned(3);
        topology.declare(connection);
        inChannel(channel -> {
            channel.exchangeDelete("heartrate.alerts");
            channel.exchangeDeclare("heartrate.alerts", BuiltinExchangeType.FANOUT, true);
            channel.exchangeDelete("heartrate.parked");
            channel.queueDelete("heartrate.parked");
            channel.queueDelete("heartrate.readings.0");
            channel.queueDeclare("heartrate.readings.0", true, false, false, Map.of("x-queue-type", "quorum"));
            channel.queueDelete("heartrate.state.1");
            channel.queueDeclare("heartrate.readings.3", true, false, false, Map.of());
        });

        List<Mismatch> mismatches = topology.verify(connection);

        assertThat(mismatches)
                .extracting(Mismatch::name)
                .containsExactly(
                        "heartrate.alerts",
                        "heartrate.parked",
                        "heartrate.parked",
                        "heartrate.readings",
                        "heartrate.readings.0",
                        "heartrate.state.1");
        assertThat(mismatches).extracting(Mismatch::remedy).noneMatch(String::isBlank);
        assertThat(mismatches.get(0).problem()).contains("inequivalent arg 'type'", "'topic'", "'fanout'");
        assertThat(mismatches.get(2).toString())
                .startsWith(
                        "\"heartrate.parked\" is missing: declare the topology, or create the durable queue with the"
                                + " arguments {")
                .contains("x-queue-type=quorum");
        assertThat(mismatches.get(4).problem()).startsWith("differs (PRECONDITION_FAILED - inequivalent arg 'x-");
    }

    @Test
    void eachArgumentOfAReadingQueueIsCompared() throws Exception {
        Topology topology = Topology.partitioned(1);
        topology.declare(connection);
        Map<String, Object> right = Layout.of(topology, BrokerDialect.of(connection))
                .partitions()
                .get(0)
                .readings()
                .arguments();
        for (String missing : right.keySet()) {
            Map<String, Object> wrong = new HashMap<>(right);
            wrong.remove(missing);
            if (!wrong.containsKey("x-overflow") || !wrong.containsKey("x-queue-type")) {
                wrong.remove("x-dead-letter-strategy"); // which wants both
            }
            if (!wrong.containsKey("x-queue-type")) {
                wrong.remove("x-delivery-limit");
                wrong.remove(LOST_NODE_TIMEOUT);
            }
            inChannel(channel -> channel.queueDelete("heartrate.readings.0"));
            inChannel(channel -> channel.queueDeclare("heartrate.readings.0", true, false, false, wrong));

            boolean works = missing.equals(LOST_NODE_TIMEOUT); // a queue declared before the broker's upgrade to 4.3
            assertThat(topology.verify(connection)).as(missing).hasSize(works ? 0 : 1);
            assertThat(topology.warnings(connection)).as(missing).hasSize(works ? 1 : 0);
        }
    }

    @Test
    void declaredTopologyHasNoWarning() {
        Topology topology = Topology.partitioned(2);

        topology.declare(connection);

        assertThat(topology.warnings(connection)).isEmpty();
    }

    @Test
    void queuesDeclaredBeforeTheUpgradeAreWarnedOfOnceWithCostAndCure() throws Exception {
        BrokerDialect now = BrokerDialect.of(connection);
        boolean isWaiting = now.major() > 4 || (now.major() == 4 && now.minor() >= 3);
        Assumptions.assumeTrue(isWaiting, "needs RabbitMQ 4.3");
        Topology topology = Topology.partitioned(2);
        for (Layout.Queue queue : Layout.of(topology, new BrokerDialect(BrokerProduct.RABBITMQ, 4, 2))
                .queues()) {
            inChannel(channel -> channel.queueDeclare(queue.name(), true, false, false, queue.arguments()));
        }

        topology.declare(connection);

        assertThat(topology.verify(connection)).isEmpty();
        assertThat(topology.warnings(connection))
                .extracting(Mismatch::toString)
                .containsExactly(
                        "\"heartrate.alerts\" waits 60 s for a consumer whose node has died, and delivers nothing"
                                + " meanwhile, unless a policy says less (so do 5 more of \"heartrate\"): set the policy, which works"
                                + " at once: "
                                + QueuePolicy.of(topology, now).orElseThrow().command("VIRTUAL_HOST"));
    }

    @Test
    void printedDefinitionsAreImportedIntoAFreshHostAndThenThereIsNoMismatch() throws Exception {
        Assumptions.assumeFalse(rabbit.nodes().isEmpty(), "needs a node of ours");
        Topology topology = Topology.partitioned(2);
        String virtualHost = rabbit.connectionFactory().getVirtualHost();
        String definitions = topology.definitions(BrokerDialect.of(connection), virtualHost);

        rabbit.node().importDefinitions(definitions);

        assertThat(topology.verify(connection)).isEmpty();
        List<String> unroutable = new CopyOnWriteArrayList<>();
        inChannel(channel -> {
            channel.addReturnListener(message -> unroutable.add(message.getExchange()));
            channel.confirmSelect();
            channel.basicPublish("heartrate.readings", "1", true, null, new byte[1]);
            channel.basicPublish("heartrate.parked", "1", true, null, new byte[1]);
            channel.basicPublish("heartrate.alerts", "a.b", true, null, new byte[1]);
            channel.waitForConfirmsOrDie(10_000);
        });
        assertThat(unroutable).isEmpty();

        topology.initialise(connection);

        assertThat(snapshots(0)).containsExactly(empty(0, 2));
    }

    @Test
    void stateIsNotInitialisedUnderAConsumerNorTwice() throws Exception {
        Topology topology = Topology.partitioned(1);
        topology.declare(connection);

        topology.initialise(connection);

        assertThat(snapshots(0)).hasSize(1);
        try (Channel channel = connection.createChannel()) {
            channel.basicConsume("heartrate.readings.0", (tag, delivery) -> {}, tag -> {});

            assertThatThrownBy(() -> topology.initialise(connection))
                    .hasMessage(
                            "\"heartrate.readings.0\" is being consumed: stop its consumers before its state is initialised");
        }
    }

    @Test
    void theOlderLayoutIsDeclaredAsThePythonProgramsDo() throws Exception {
        Topology topology = Topology.queuePerPatient(List.of("Patient_1"));
        inChannel(channel -> channel.queueDeclare("Patient_1", true, false, false, Map.of()));
        try {
            topology.declare(connection);

            assertThat(topology.verify(connection)).isEmpty();
        } finally {
            inChannel(channel -> channel.queueDelete("Patient_1"));
        }
    }

    private boolean exists(String queue) {
        try (BrokerProbe broker = new BrokerProbe(connection)) {
            return broker.exists(queue);
        }
    }

    private List<String> snapshots(int partition) throws Exception {
        return bodies("heartrate.state." + partition);
    }

    private List<String> bodies(String queue) throws Exception {
        List<String> bodies = new ArrayList<>();
        try (Channel channel = connection.createChannel()) {
            for (GetResponse got = channel.basicGet(queue, true); got != null; got = channel.basicGet(queue, true)) {
                bodies.add(PartitionState.fromBytes(got.getBody()).toString());
            }
        }
        return bodies;
    }

    private interface Work {
        void on(Channel channel) throws Exception;
    }

    private void inChannel(Work work) throws Exception {
        try (Channel channel = connection.createChannel()) {
            work.on(channel);
        }
    }
}
