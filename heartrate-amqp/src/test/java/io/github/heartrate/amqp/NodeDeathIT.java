package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.broker.BrokerProduct;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.BrokerDialect;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NodeDeathIT {

    /** Well below the 60 s that RabbitMQ 4.3 waits by itself. */
    private static final Duration BOUND = Duration.ofSeconds(25);

    private static final Topology DECLARED_TODAY = Topology.partitioned(1);
    private static final Topology DECLARED_BEFORE = Topology.partitioned(1).named("before");

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.cluster();

    private static HeartRateAmqp start(Topology topology, int node) {
        HeartRateAmqp instance = HeartRateAmqp.builder()
                .topology(topology)
                .uri(rabbit.node(node).uri())
                .build();
        instance.start();
        return instance;
    }

    private static void awaitHealth(HeartRateAmqp instance, Status status) {
        await().atMost(BOUND).until(() -> instance.health().partitions().get(0).status() == status);
    }

    /** The policy of the definitions is set on queues that have been there for long. */
    private static void declareBeforeAnUpgradeAndSetThePolicyAfterIt() throws Exception {
        try (Connection connection = rabbit.connectionFactory().newConnection()) {
            rabbit.node()
                    .importDefinitions(
                            DECLARED_BEFORE.definitions(new BrokerDialect(BrokerProduct.RABBITMQ, 4, 2), "/"));
            DECLARED_BEFORE.initialise(connection);
            rabbit.node().importDefinitions(DECLARED_BEFORE.definitions(BrokerDialect.of(connection), "/"));
            assertThat(DECLARED_BEFORE.verify(connection)).isEmpty();
        }
    }

    @Test
    void standbyTakesOverFromANodeThatDiesAlsoWhereOnlyThePolicySaysHowLongToWait() throws Exception {
        declareBeforeAnUpgradeAndSetThePolicyAfterIt();
        try (HeartRateAmqp today = start(DECLARED_TODAY, 0);
                HeartRateAmqp before = start(DECLARED_BEFORE, 0)) {
            awaitHealth(today, Status.ACTIVE);
            awaitHealth(before, Status.ACTIVE);
            try (HeartRateAmqp standbyToday = start(DECLARED_TODAY, 1);
                    HeartRateAmqp standbyBefore = start(DECLARED_BEFORE, 1)) {
                awaitHealth(standbyToday, Status.STANDBY);
                awaitHealth(standbyBefore, Status.STANDBY);

                rabbit.node(0).kill();

                awaitHealth(standbyToday, Status.ACTIVE);
                awaitHealth(standbyBefore, Status.ACTIVE);
            }
        }
    }
}
