package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.PartitionHealth.Status;
import io.github.heartrate.amqp.testing.RabbitMq;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HeartRateAmqpIT {

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    @Test
    void alertsAreThoseThatTheCoreGivesAndNothingIsLeft() throws IOException, TimeoutException {
        List<Reading> readings = new Ward(1, 20).readings(200);
        try (HeartRateAmqp heartRate = builder().build()) {
            heartRate.start();
            try (AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
                Ward.publish(heartRate.publisher(), readings);

                sink.awaitExactly(Ward.expected(readings), Duration.ofSeconds(20));
                assertThat(sink.repeats()).isZero();
                assertThat(heartRate.health()).allMatch(health -> health.status() == Status.ACTIVE);
            }
        }
        try (AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
            for (String queue : Topology.partitioned(4).readingQueues()) {
                assertThat(sink.messages(queue)).isZero();
            }
        }
    }

    private static HeartRateAmqpBuilder builder() {
        return HeartRateAmqp.builder().uri(rabbit.uri()).instanceName("test");
    }
}
