package io.github.heartrate.amqp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node can be told to do what the tests of the library need of it. */
class RabbitMqIT {

    private static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum");
    private static final byte[] BODY = "still here".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicated();

    @Test
    void nodeListensOnLoopbackOnly() {
        String addresses = rabbit.node().eval("[A || P <- erlang:ports(), {ok, {A, _}} <- [inet:sockname(P)]].");

        assertThat(addresses).contains("{127,0,0,1}").doesNotContain("{0,0,0,0}", "{0,0,0,0,0,0,0,0}");
    }

    @Test
    void confirmedMessageOutlivesAKillOnQuorumAndClassicQueues() throws Exception {
        try (Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.queueDeclare("killed-quorum", true, false, false, QUORUM);
            channel.queueDeclare("killed-classic", true, false, false, Map.of());
            publish(channel, "killed-quorum");
            publish(channel, "killed-classic");
        }

        rabbit.node().kill();
        rabbit.node().start();

        assertThat(take("killed-quorum")).isEqualTo(BODY);
        assertThat(take("killed-classic")).isEqualTo(BODY);
    }

    @Test
    void confirmedMessageOutlivesAStop() throws Exception {
        try (Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.queueDeclare("stopped", true, false, false, QUORUM);
            publish(channel, "stopped");
        }

        rabbit.node().stop();
        assertThatThrownBy(() -> rabbit.connectionFactory().newConnection()).isInstanceOf(java.io.IOException.class);
        rabbit.node().start();

        assertThat(take("stopped")).isEqualTo(BODY);
    }

    @Test
    void operatorsCloseIsSeenByTheClient() throws Exception {
        CompletableFuture<ShutdownSignalException> cause = new CompletableFuture<>();
        Connection connection = rabbit.connectionFactory().newConnection();
        connection.addShutdownListener(cause::complete);

        rabbit.node().closeConnections();

        assertThat(cause.get(10, TimeUnit.SECONDS)).hasMessageContaining("closed by the test");
    }

    @Test
    void memoryAlarmBlocksAPublisherUntilItIsLifted() throws Exception {
        AtomicBoolean blocked = new AtomicBoolean();
        try (Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            connection.addBlockedListener(reason -> blocked.set(true), () -> blocked.set(false));
            channel.confirmSelect();
            channel.queueDeclare("alarmed", true, false, false, Map.of());
            rabbit.node().raiseMemoryAlarm();
            channel.basicPublish("", "alarmed", MessageProperties.PERSISTENT_BASIC, BODY);
            await().untilTrue(blocked);

            rabbit.node().liftMemoryAlarm();

            await().untilFalse(blocked);
            assertThat(channel.waitForConfirms(10_000)).isTrue();
        } finally {
            rabbit.node().liftMemoryAlarm();
        }
    }

    @Test
    void definitionsAreImportedAndQueuesListed() {
        String virtualHost = "defined";
        rabbit.node().addVirtualHost(virtualHost);

        rabbit.node()
                .importDefinitions("{\"queues\":[{\"name\":\"q1\",\"vhost\":\"defined\",\"durable\":true,"
                        + "\"auto_delete\":false,\"arguments\":{\"x-queue-type\":\"quorum\"}}]}");

        assertThat(rabbit.node().queues(virtualHost)).containsExactly("q1");
    }

    @Test
    void refusedCommandSaysWhatRabbitmqctlPrinted() {
        assertThatThrownBy(() -> rabbit.node().ctl("frobnicate"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("frobnicate failed: ")
                .hasMessageContaining("not found");
    }

    @Test
    void expressionThatFailsSaysWhy() {
        assertThat(rabbit.node().eval("X = 1, {X, <<\"two\">>}.")).isEqualTo("{1,<<\"two\">>}");
        assertThatThrownBy(() -> rabbit.node().eval("not_there:call()."))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("eval not_there:call(). failed: ")
                .hasMessageContaining("undef");
    }

    private static void publish(Channel channel, String queue) throws Exception {
        channel.basicPublish("", queue, MessageProperties.PERSISTENT_BASIC, BODY);
        channel.waitForConfirmsOrDie(10_000);
    }

    private static byte[] take(String queue) throws Exception {
        try (Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            return await().until(() -> channel.basicGet(queue, true), message -> message != null)
                    .getBody();
        }
    }
}
