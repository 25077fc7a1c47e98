package io.github.heartrate.demo.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.AlertConsumer;
import io.github.heartrate.amqp.HeartRateAmqp;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublishResult;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The state queues on a broker that can't bound them, with one instance after another. */
class FrontDoorOnQpidTest {

    private static final int INSTANCES = 3;

    @Test
    void successorGoesOnWithTheRunsOfTheInstanceBefore() throws Exception {
        HeartRateMonitor oracle = HeartRateMonitor.builder().build();
        Set<String> expected = new HashSet<>();
        LinkedBlockingQueue<Alert> received = new LinkedBlockingQueue<>();
        Instant start = Instant.now().minusSeconds(600);
        int second = 0;
        try (EmbeddedBroker qpid = EmbeddedBroker.start();
                AlertConsumer alerts = AlertConsumer.builder(Broker.of(URI.create(qpid.uri())), received::add)
                        .build()) {
            alerts.start();
            for (int i = 0; i < INSTANCES; i++) {
                try (HeartRateAmqp instance =
                        HeartRateAmqp.builder().uri(qpid.uri()).partitions(2).build()) {
                    instance.start();
                    List<CompletableFuture<PublishResult>> results = new ArrayList<>();
                    // Five above the limit and three below it in turn, so that runs cross from one instance to the
                    // next.
                    for (int r = 0; r < 50; r++, second++) {
                        for (String patient : List.of("a", "b", "c")) {
                            Reading reading =
                                    new Reading(patient, start.plusSeconds(second), second % 8 < 5 ? 140 : 72);
                            results.add(instance.publisher().publish(reading));
                            oracle.accept(reading).alerts().forEach(alert -> expected.add(alert.id()));
                        }
                    }
                    results.forEach(result -> assertThat(result.join()).isEqualTo(PublishResult.CONFIRMED));
                }
            }
            try (HeartRateAmqp last =
                    HeartRateAmqp.builder().uri(qpid.uri()).partitions(2).build()) {
                last.start();
                assertThat(alerts.awaitConsuming(Duration.ofSeconds(20))).isTrue();
                Set<String> ids = new HashSet<>();
                while (ids.size() < expected.size()) {
                    Alert alert = received.poll(20, TimeUnit.SECONDS);
                    assertThat(alert)
                            .as("after " + ids.size() + " of " + expected.size())
                            .isNotNull();
                    ids.add(alert.id());
                }
                assertThat(ids).isEqualTo(expected);
                assertThat(received.poll(Duration.ofMillis(100).toMillis(), TimeUnit.MILLISECONDS))
                        .isNull();
            }
        }
    }
}
