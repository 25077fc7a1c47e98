package io.github.heartrate.amqp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RabbitMqClusterIT {

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.cluster();

    @Test
    void quorumQueueOutlivesItsLeader() throws Exception {
        assertThat(rabbit.nodes()).hasSize(3);
        try (Connection connection = rabbit.node(0).connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("q", true, false, false, Map.of("x-queue-type", "quorum"));
        }
        try (Connection connection = rabbit.node(1).connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            publish(channel);

            rabbit.node(0).kill();

            publish(channel);
            // Not the message count: while a leader is being elected RabbitMQ answers 0.
            assertThat(channel.basicGet("q", true)).isNotNull();
            assertThat(channel.basicGet("q", true)).isNotNull();
        }
        rabbit.node(0).start();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(rabbit.node(0).ctl("cluster_status", "--silent", "--formatter", "json"))
                        .contains(
                                "\"running_nodes\"",
                                rabbit.node(0).name(),
                                rabbit.node(2).name()));
    }

    private static void publish(Channel channel) throws Exception {
        channel.basicPublish("", "q", MessageProperties.PERSISTENT_BASIC, new byte[1]);
        channel.waitForConfirmsOrDie(20_000);
    }
}
