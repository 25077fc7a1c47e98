package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.broker.PublisherState;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.testing.RabbitMq;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LateBrokerIT {

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicated();

    @Test
    void instanceThatStartsBeforeItsBrokerBeginsWhenThatDoes() throws Exception {
        List<Reading> readings = new Ward(5, 5).readings(30);
        rabbit.node().stop();
        try (HeartRateAmqp instance = HeartRateAmqp.builder().uri(rabbit.uri()).build()) {
            instance.start();
            assertThat(instance.health().partitions())
                    .allMatch(health -> health.status() == Status.DOWN
                            && health.reason().orElse("").contains("127.0.0.1"));

            rabbit.node().start();

            await().atMost(Duration.ofSeconds(40))
                    .until(() -> instance.health().partitions().stream()
                            .allMatch(health -> health.status() == Status.ACTIVE));
            Ward.publish(instance.publisher(), readings);
            try (AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
                sink.awaitExactly(Ward.expected(readings), Duration.ofSeconds(20));
            }
        }
    }

    @Test
    void memoryAlarmOfSeveralHeartbeatsLosesNothing() throws Exception {
        Ward ward = new Ward(6, "alarmed-", 5);
        List<Reading> before = ward.readings(30);
        try (HeartRateAmqp instance =
                HeartRateAmqp.builder().uri(rabbit.uri()).partitions(4).build()) {
            instance.start();
            Ward.publish(instance.publisher(), before);
            rabbit.node().raiseMemoryAlarm();
            List<Reading> during = ward.readings(30);
            List<CompletableFuture<PublishResult>> results =
                    during.stream().map(instance.publisher()::publish).toList();
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> instance.publisher().state() == PublisherState.BLOCKED);
            await().pollDelay(Duration.ofSeconds(25))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> true);

            rabbit.node().liftMemoryAlarm();

            results.forEach(result -> assertThat(result).succeedsWithin(Duration.ofSeconds(40)));
            try (AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
                List<Reading> all = new ArrayList<>(before);
                all.addAll(during);
                sink.awaitExactly(Ward.expected(all), Duration.ofSeconds(60));
            }
        }
    }
}
