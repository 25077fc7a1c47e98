package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.internal.link.LogCapture;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** If you close in order, nothing in the log looks like a fault of the library or the client. */
class CleanCloseIT {

    private static final int CLOSES = 20;
    private static final Duration BOUND = Duration.ofSeconds(30);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    private static HeartRateAmqp started() {
        HeartRateAmqp instance =
                HeartRateAmqp.builder().uri(rabbit.uri()).partitions(1).build();
        instance.start();
        return instance;
    }

    private static ReadingPublisher publisher() {
        return ReadingPublisher.builder(Broker.of(URI.create(rabbit.uri())), Topology.partitioned(1))
                .build();
    }

    private static AlertConsumer consumer() {
        return AlertConsumer.builder(Broker.of(URI.create(rabbit.uri())), alert -> {})
                .build();
    }

    @Test
    void closingWhatIsAtWorkLogsNoFault() throws Exception {
        try (LogCapture log = LogCapture.ofEverything()) {
            for (int i = 0; i < CLOSES; i++) {
                Reading reading = new Reading("Patient_1", Instant.now(), 72);
                try (HeartRateAmqp instance = started();
                        AlertConsumer consumer = consumer();
                        ReadingPublisher publisher = publisher()) {
                    consumer.start();
                    publisher.start();
                    publisher.publish(reading).get();
                    instance.publisher().publish(reading).get();
                    assertThat(consumer.awaitConsuming(BOUND)).isTrue();
                    await().atMost(BOUND)
                            .until(() -> instance.health().partitions().get(0).status() == Status.ACTIVE);
                }
            }

            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void closingWhatIsConnectingLogsNoFault() {
        try (HeartRateAmqp keepsTheTopology = started();
                LogCapture log = LogCapture.ofEverything()) {
            for (int i = 0; i < CLOSES; i++) {
                publisher().close();
                consumer().close();
                started().close();
            }

            assertThat(log.warnings()).isEmpty();
            assertThat(keepsTheTopology.health().partitions()).hasSize(1);
        }
    }
}
