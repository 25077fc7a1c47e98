package io.github.heartrate.amqp.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.testing.RabbitMq;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueuePolicyIT {

    private static final Topology TOPOLOGY = Topology.partitioned(1);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    private String virtualHost = "";

    @BeforeEach
    void needsANode() {
        Assumptions.assumeFalse(rabbit.nodes().isEmpty(), "needs a node of ours");
        virtualHost = rabbit.connectionFactory().getVirtualHost();
    }

    private void catchAll(String pattern, String definition) {
        rabbit.node().ctl("set_policy", "-p", virtualHost, "all", pattern, definition);
    }

    /** As a shell understands the command. */
    private static List<String> words(String command) throws IOException {
        Process shell =
                new ProcessBuilder("sh", "-c", command.replaceFirst("^rabbitmqctl", "printf '%s\\\\n'")).start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private void setOurs(Connection connection) throws IOException {
        QueuePolicy ours =
                QueuePolicy.of(TOPOLOGY, BrokerDialect.of(connection)).orElseThrow();
        rabbit.node().ctl(words(ours.command(virtualHost)).toArray(String[]::new));
    }

    private static int refused(Connection connection, String queue, int messages) throws Exception {
        List<Long> refused = new ArrayList<>();
        try (Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.addConfirmListener((tag, multiple) -> {}, (tag, multiple) -> refused.add(tag));
            for (int i = 0; i < messages; i++) {
                channel.basicPublish("", queue, null, new byte[200]);
                channel.waitForConfirms(10_000);
            }
        }
        return refused.size();
    }

    @Test
    void policyForAllQueuesReachesOursUntilThePrintedCommandIsRun() throws Exception {
        catchAll(".*", "{\"overflow\":\"reject-publish\",\"max-length\":3,\"message-ttl\":600000}");
        try (Connection connection = rabbit.connectionFactory().newConnection()) {
            TOPOLOGY.declare(connection);
            assertThat(refused(connection, TOPOLOGY.stateQueue(0), 20)).isPositive();

            setOurs(connection);

            await().untilAsserted(() ->
                    assertThat(refused(connection, TOPOLOGY.stateQueue(0), 20)).isZero());
            assertThat(refused(connection, TOPOLOGY.readingsQueue(0), 20)).isZero();
            assertThat(policies()).containsOnly("heartrate");
        }
    }

    @Test
    void importedDefinitionsShieldTheQueuesFromTheFirstMessageOn() throws Exception {
        catchAll(".*", "{\"overflow\":\"reject-publish\",\"max-length\":3,\"message-ttl\":600000}");
        try (Connection connection = rabbit.connectionFactory().newConnection()) {
            rabbit.node().importDefinitions(TOPOLOGY.definitions(BrokerDialect.of(connection), virtualHost));

            assertThat(policies()).hasSize(4).containsOnly("heartrate");
            assertThat(refused(connection, TOPOLOGY.stateQueue(0), 40)).isZero();
            assertThat(refused(connection, TOPOLOGY.readingsQueue(0), 20)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"overflow\":\"drop-head\",\"max-length\":3}", "{\"message-ttl\":1}"})
    void readingsThatAPolicyDropsAreParkedWithoutTheLibrarysReason(String definition) throws Exception {
        catchAll("readings", definition);
        try (Connection connection = rabbit.connectionFactory().newConnection()) {
            TOPOLOGY.declare(connection);

            refused(connection, TOPOLOGY.readingsQueue(0), 20);

            try (Channel channel = connection.createChannel()) {
                await().until(() -> channel.messageCount(TOPOLOGY.parkedQueue()) >= 17);
                assertThat(channel.basicGet(TOPOLOGY.parkedQueue(), true)
                                .getProps()
                                .getHeaders())
                        .containsKey("x-death")
                        .doesNotContainKey("x-heartrate-reason");
            }
        }
    }

    @Test
    void stateQueueExpiresByPolicySinceItHasNoConsumer() throws Exception {
        catchAll("state", "{\"expires\":1000}");
        try (Connection connection = rabbit.connectionFactory().newConnection();
                BrokerProbe broker = new BrokerProbe(connection)) {
            TOPOLOGY.declare(connection);

            await().until(() -> !broker.exists(TOPOLOGY.stateQueue(0)));
        }
    }

    @Test
    void columnsOfTheOperatorsPageTellWhichPolicyIsInForce() throws Exception {
        String columns;
        try (Connection connection = rabbit.connectionFactory().newConnection()) {
            TOPOLOGY.declare(connection);
            setOurs(connection);
            columns = BrokerDialect.of(connection).major() < 4
                    ? "name policy"
                    : "name policy operator_policy effective_policy_definition";
        }
        rabbit.node().ctl("list_policies", "-p", virtualHost);
        rabbit.node().ctl("list_operator_policies", "-p", virtualHost);
        String queues = rabbit.node().ctl(("list_queues --silent -p " + virtualHost + " " + columns).split(" "));

        assertThat(queues.lines())
                .hasSize(4)
                .allMatch(
                        line -> line.matches("heartrate\\.\\S+\theartrate(\t\t.*delivery-limit.*1000000.*)?"), queues);
    }

    private List<String> policies() {
        return rabbit.node()
                .ctl("list_queues", "--silent", "-p", virtualHost, "policy")
                .lines()
                .toList();
    }
}
