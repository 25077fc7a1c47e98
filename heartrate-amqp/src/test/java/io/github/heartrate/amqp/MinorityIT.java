package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.broker.PublisherState;
import io.github.heartrate.amqp.observe.Health.Overall;
import io.github.heartrate.amqp.observe.PartitionHealth;
import io.github.heartrate.amqp.observe.PartitionHealth.Cause;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node is cut off from the other two, and its clients do not lose their connections to it. */
class MinorityIT {

    private static final Topology TOPOLOGY = Topology.partitioned(1);
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(15);
    private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(60);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.cluster();

    private static Broker broker(int node) {
        return Broker.of(rabbit.node(node).connectionFactory());
    }

    private static HeartRateAmqp instanceAt(int node) {
        HeartRateAmqp instance =
                HeartRateAmqp.builder().broker(broker(node)).topology(TOPOLOGY).build();
        instance.start();
        return instance;
    }

    private static Optional<Cause> cause(HeartRateAmqp instance) {
        return instance.health().partitions().stream().findFirst().flatMap(PartitionHealth::cause);
    }

    @Test
    void publisherAndStandbySayWithinFifteenSecondsThatNothingIsConfirmedAndGoOnOnceItIsHealed() throws Exception {
        try (Connection connection = broker(0).connect("declares")) {
            TOPOLOGY.declare(connection);
        }
        try (HeartRateAmqp active = instanceAt(0)) {
            await().atMost(RECOVERED_WITHIN).until(() -> active.health().overall() == Overall.ACTIVE);
            try (HeartRateAmqp standby = instanceAt(2);
                    ReadingPublisher publisher =
                            ReadingPublisher.builder(broker(2), TOPOLOGY).build()) {
                publisher.start();
                await().until(() -> standby.health().overall() == Overall.STANDBY);
                assertThat(publisher.publish(reading()).join()).isEqualTo(PublishResult.CONFIRMED);

                CutOff.cutOff(rabbit.node(2));
                CompletableFuture<PublishResult> cutOff = publisher.publish(reading());
                await().atMost(TOLD_WITHIN)
                        .until(() -> publisher.state() == PublisherState.UNCONFIRMED
                                && cause(standby).equals(Optional.of(Cause.NOT_CONFIRMED)));
                assertThat(standby.health().overall()).isIn(Overall.DEGRADED, Overall.DOWN);

                CutOff.heal(rabbit.node(2), rabbit.nodes());
                assertThat(cutOff).succeedsWithin(RECOVERED_WITHIN).isEqualTo(PublishResult.CONFIRMED);
                await().atMost(RECOVERED_WITHIN)
                        .until(() -> publisher.state() == PublisherState.CONNECTED
                                && standby.health().overall() == Overall.STANDBY
                                && active.health().overall() == Overall.ACTIVE);
            }
        }
    }

    private static Reading reading() {
        return new Reading("Patient_1", Instant.now(), 72);
    }
}
