package io.github.heartrate.amqp.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.amqp.broker.BrokerProduct;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueuePolicyTest {

    private static QueuePolicy of(Topology topology, int major, int minor) {
        return QueuePolicy.of(topology, new BrokerDialect(BrokerProduct.RABBITMQ, major, minor))
                .orElseThrow();
    }

    @Test
    void commandIsOneLineForAShell() {
        assertThat(of(Topology.partitioned(2), 3, 10).command("/"))
                .isEqualTo("rabbitmqctl set_policy -p '/' --priority 100 --apply-to queues 'heartrate'"
                        + " '^heartrate\\.(readings|state|alerts|parked)(\\.[0-9]+)?$' '{\"delivery-limit\":1000000}'");
        assertThat(of(Topology.partitioned(2), 4, 3).command("it's"))
                .startsWith("rabbitmqctl set_policy -p 'it'\\''s' --priority ")
                .endsWith(" '{\"consumer-disconnected-timeout\":2500,\"delivery-limit\":1000000}'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"heartrate", "icu-3", "a.b", "a_b:c"})
    void patternMatchesTheTopologysQueuesAndNoOthers(String name) {
        Topology topology = Topology.partitioned(12).named(name);
        String pattern = of(topology, 4, 3).pattern();

        assertThat(Layout.of(topology, new BrokerDialect(BrokerProduct.RABBITMQ, 4, 3))
                        .queues())
                .extracting(Layout.Queue::name)
                .allMatch(queue -> queue.matches(pattern));
        for (String other :
                List.of(name, "x" + name + ".alerts", name + "x.alerts", name + ".b.alerts", "aXb.alerts")) {
            assertThat(other).doesNotMatch(pattern);
        }
    }

    @Test
    void policyIsInTheDefinitionsOfRabbitMqAlone() {
        Topology topology = Topology.partitioned(1);

        assertThat(topology.definitions(new BrokerDialect(BrokerProduct.RABBITMQ, 4, 3), "/"))
                .contains("\"policies\" :", "\"priority\" : 100", "\"consumer-disconnected-timeout\" : 2500");
        assertThat(QueuePolicy.of(topology, new BrokerDialect(BrokerProduct.QPID, 10, 1)))
                .isEqualTo(Optional.empty());
        assertThat(of(topology.withQueueType(QueueType.CLASSIC), 4, 3).definition())
                .containsOnlyKeys("max-length");
    }
}
