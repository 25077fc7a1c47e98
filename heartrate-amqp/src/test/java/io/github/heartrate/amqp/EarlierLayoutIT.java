package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import io.github.heartrate.amqp.broker.RefusedException;
import io.github.heartrate.amqp.broker.UnusableStateException;
import io.github.heartrate.amqp.internal.checkpoint.PartitionState;
import io.github.heartrate.amqp.observe.PartitionHealth;
import io.github.heartrate.amqp.observe.PartitionHealth.Cause;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.OnStart;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Queues of a version whose snapshots went through the default exchange: their states stay, and the exchange is added. */
@Tag(RabbitMq.OLDEST)
class EarlierLayoutIT {

    private static final Topology TOPOLOGY = Topology.partitioned(2);
    private static final AtomicInteger HOSTS = new AtomicInteger();

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicated();

    private String uri;
    private Connection connection;
    private Channel channel;

    @BeforeEach
    void importEarlierDefinitionsWithTheirStates() throws Exception {
        String host = "earlier-" + HOSTS.incrementAndGet();
        uri = rabbit.node().addVirtualHost(host);
        String definitions = String.join("\n", Golden.lines("/definitions-v1.json"));
        rabbit.node().importDefinitions(definitions.replace("ward \\\"7\\\"", host));
        connection = rabbit.node().connectionFactory(uri).newConnection();
        channel = connection.createChannel();
        channel.confirmSelect();
        for (int partition = 0; partition < 2; partition++) {
            byte[] state = PartitionState.initial(partition, 2).toBytes();
            channel.basicPublish("", TOPOLOGY.stateQueue(partition), MessageProperties.PERSISTENT_BASIC, state);
        }
        channel.waitForConfirmsOrDie(10_000);
    }

    @AfterEach
    void disconnect() {
        connection.abort();
    }

    private HeartRateAmqp instance(OnStart onStart) {
        return HeartRateAmqp.builder()
                .uri(uri)
                .topology(TOPOLOGY)
                .onStart(onStart)
                .build();
    }

    @Test
    void instanceThatDeclaresAddsTheExchangeAndGoesOnWithTheStates() throws Exception {
        try (HeartRateAmqp instance = instance(OnStart.DECLARE)) {
            instance.start();

            assertThat(instance.awaitActive(Duration.ofSeconds(30))).isTrue();
            assertThat(TOPOLOGY.verify(connection)).isEmpty();
        }
    }

    @Test
    void verifyNamesTheExchangeAndSaysWhatToDo() {
        try (HeartRateAmqp instance = instance(OnStart.VERIFY)) {
            assertThatThrownBy(instance::start)
                    .isInstanceOf(UnusableStateException.class)
                    .hasMessageContaining("\"heartrate.state\" is no exchange here")
                    .hasMessageContaining("declare the topology, or create a durable direct exchange and bind ")
                    .hasMessageContaining("\"heartrate.state.1\" to it by the key 1");
        }
    }

    @Test
    void missingBindingIsNamedByHealth() throws Exception {
        channel.exchangeDeclare(TOPOLOGY.stateExchange(), BuiltinExchangeType.DIRECT, true);
        channel.queueBind(TOPOLOGY.stateQueue(0), TOPOLOGY.stateExchange(), "0");
        try (HeartRateAmqp instance = instance(OnStart.VERIFY)) {
            instance.start();

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> partition(instance, 1)
                            .reason()
                            .orElse("")
                            .contains(
                                    "\"heartrate.state.1\" is gone, or not bound to the exchange \"heartrate.state\" by the"
                                            + " key 1"));
            assertThat(partition(instance, 1).cause()).contains(Cause.QUEUE_MISSING);
            assertThat(partition(instance, 0).cause()).isEmpty();
        }
    }

    private static PartitionHealth partition(HeartRateAmqp instance, int number) {
        return instance.health().partitions().get(number);
    }

    @Test
    void bindingThatIsTakenAwayComesBackWhereInstancesDeclare() throws Exception {
        try (HeartRateAmqp instance = instance(OnStart.DECLARE)) {
            instance.start();
            assertThat(instance.awaitActive(Duration.ofSeconds(30))).isTrue();

            channel.queueUnbind(TOPOLOGY.stateQueue(1), TOPOLOGY.stateExchange(), "1");

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> partition(instance, 1).status() != PartitionHealth.Status.ACTIVE);
            assertThat(instance.awaitActive(Duration.ofSeconds(30))).isTrue();
        }
    }

    @Test
    void statesAreNotInitialisedThroughAnExchangeThatIsNotThere() throws Exception {
        channel.queuePurge(TOPOLOGY.stateQueue(0));

        assertThatThrownBy(() -> TOPOLOGY.initialise(connection))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Kind.NOT_FOUND))
                .hasMessageContaining("no exchange 'heartrate.state'");
    }
}
