package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.QueueType;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two JVMs side by side, of which the older one gets SIGKILL again and again. */
class ProcessKillsIT {

    private static final int KILLS = 8;

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    @Test
    void processesKilledUnderLoadLoseAndInventNothing() throws Exception {
        Topology topology = Topology.partitioned(1);
        topology.declare(rabbit.connectionFactory().newConnection());
        Random random = new Random();
        Ward ward = new Ward(random.nextLong(), 40);
        List<Reading> all = new ArrayList<>();
        List<ChildInstance> children = new ArrayList<>();
        try (AlertSink sink = new AlertSink(rabbit.connectionFactory());
                ReadingPublisher publisher = ReadingPublisher.builder(Broker.of(rabbit.connectionFactory()), topology)
                        .build()) {
            publisher.start();
            children.add(ChildInstance.start(rabbit.uri(), QueueType.QUORUM));
            for (int kill = 0; kill < KILLS; kill++) {
                children.add(ChildInstance.start(rabbit.uri(), QueueType.QUORUM));
                int alerts = sink.alerts().size();
                for (int burst = 0; burst < 6; burst++) {
                    List<Reading> more = ward.readings(5);
                    all.addAll(more);
                    Ward.publish(publisher, more);
                }
                await().atMost(Duration.ofSeconds(20)).until(() -> sink.alerts().size() > alerts + random.nextInt(40));
                children.get(kill).kill();
            }
            sink.awaitExactly(Ward.expected(all), Duration.ofSeconds(20));
            assertThat(children.get(KILLS).isAlive()).isTrue();
        } finally {
            children.forEach(ChildInstance::close);
        }
    }
}
