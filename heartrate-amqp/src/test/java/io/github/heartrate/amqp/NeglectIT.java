package io.github.heartrate.amqp;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.observe.Health.Overall;
import io.github.heartrate.amqp.observe.PartitionHealth;
import io.github.heartrate.amqp.observe.PartitionHealth.Cause;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NeglectIT {

    private static final Topology TOPOLOGY = Topology.partitioned(2);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    private static PartitionHealth health(HeartRateAmqp instance) {
        return instance.health().partitions().get(0);
    }

    /** As for a consumer whose node has died: the broker counts it as the active one, and it takes nothing. */
    @Test
    void partitionWhoseTicksAreConfirmedAndDeliveredToNobodyIsDownOnAStandbyUntilSomebodyTakesThem() throws Exception {
        try (Connection connection = rabbit.connectionFactory().newConnection("takes nothing")) {
            TOPOLOGY.declare(connection);
            Channel idle = connection.createChannel();
            idle.basicQos(1);
            idle.basicConsume(TOPOLOGY.readingsQueue(0), false, (tag, delivery) -> {}, tag -> {});
            try (HeartRateAmqp instance = HeartRateAmqp.builder()
                    .broker(Broker.of(rabbit.connectionFactory()))
                    .topology(TOPOLOGY)
                    .build()) {
                instance.start();
                await().until(() -> health(instance).status() == Status.STANDBY);
                await().until(() -> idle.messageCount(TOPOLOGY.readingsQueue(0)) > 0);

                await().atMost(Duration.ofSeconds(15))
                        .until(() -> health(instance).cause().equals(Optional.of(Cause.NOT_TAKEN)));
                await().until(() -> instance.health().overall() == Overall.DEGRADED);

                idle.close();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> instance.health().overall() == Overall.ACTIVE);
            }
        }
    }
}
