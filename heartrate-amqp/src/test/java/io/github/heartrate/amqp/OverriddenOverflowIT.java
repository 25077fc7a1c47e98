package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.observe.AmqpMetrics;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OverriddenOverflowIT {

    private static final Topology TOPOLOGY = Topology.partitioned(1);
    private static final int COMMITS = 40;

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    private final AmqpMetrics metrics = new AmqpMetrics() {
        @Override
        public void committed(int partition, int deliveries, Duration latency) {
            commits.incrementAndGet();
        }

        @Override
        public void sessionFailed(int partition) {
            failures.incrementAndGet();
        }
    };

    @Test
    void snapshotThatAFullQueueRefusesIsSavedAgainAndNoSessionEnds() throws Exception {
        Assumptions.assumeFalse(rabbit.nodes().isEmpty(), "needs a node of ours");
        String virtualHost = rabbit.connectionFactory().getVirtualHost();
        rabbit.node().ctl("set_policy", "-p", virtualHost, "all", "\\.state\\.", "{\"overflow\":\"reject-publish\"}");
        Ward ward = new Ward(7, 5);
        List<Reading> readings = ward.readings(30);
        try (Killable active = Killable.start(
                        rabbit.connectionFactory(),
                        HeartRateAmqp.builder().topology(TOPOLOGY).metrics(metrics));
                AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
            Ward.publish(active.instance().publisher(), readings);

            await().atMost(Duration.ofMinutes(2)).until(() -> commits.get() >= COMMITS);

            assertThat(failures).hasValue(0);
            sink.awaitExactly(Ward.expected(readings), Duration.ofSeconds(30));
        }
    }
}
