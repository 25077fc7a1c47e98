package io.github.heartrate.amqp;

import static org.awaitility.Awaitility.await;

import io.github.heartrate.amqp.testing.Network;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.testing.TcpProxy;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a network does to an instance; publisher and receiver are elsewhere. */
class NetworkFaultsIT {

    private static final int CUTS = Integer.getInteger("heartrate.campaign.cuts", 5);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicated();

    @Test
    void cutConnectionsLoseNothing() throws Exception {
        try (Campaign campaign = Campaign.usual("TCP connections cut", rabbit.node())) {
            campaign.instance();
            campaign.awaitRunning();
            for (int i = 0; i < CUTS; i++) {
                campaign.loadFor(campaign.random().nextInt(400));
                campaign.recoverFrom(Duration.ofSeconds(10), campaign.proxy()::cut);
            }
            campaign.finish();
        }
    }

    @Test
    void resetConnectionsLoseNothing() throws Exception {
        try (Campaign campaign = Campaign.usual("TCP connections reset", rabbit.node())) {
            campaign.instance();
            campaign.awaitRunning();
            for (int i = 0; i < CUTS; i++) {
                campaign.loadFor(campaign.random().nextInt(400));
                campaign.recoverFrom(Duration.ofSeconds(10), campaign.proxy()::reset);
            }
            campaign.finish();
        }
    }

    @Test
    void refusedConnectionsAreTriedAgainUntilTheyAreTaken() throws Exception {
        try (Campaign campaign = Campaign.usual("connections refused for 3 s", rabbit.node())) {
            campaign.instance();
            campaign.awaitRunning();
            campaign.recoverFrom(Duration.ofSeconds(15), () -> {
                campaign.proxy().refuse();
                campaign.loadFor(3_000);
                campaign.proxy().accept();
            });
            campaign.finish();
        }
    }

    @EnabledIfSystemProperty(named = Campaign.EXTENT, matches = "full")
    @Test
    void halfOpenConnectionHandsOverToTheOtherInstance() throws Exception {
        try (Campaign campaign = Campaign.usual("half-open connection of the active instance", rabbit.node())) {
            campaign.instance();
            campaign.awaitRunning();
            campaign.child(java.util.Map.of());
            campaign.recoverFrom(Duration.ofSeconds(45), () -> campaign.proxy().become(Network.SILENT));
            campaign.proxy().become(Network.CLEAR);
            campaign.loadFor(1_000);
            campaign.finish();
        }
    }

    /** Each answer takes 3.6 s, which the client bears, and there are three: more than the 10 s that closing waits. */
    @Test
    void connectionThatComesUpWhileTheInstanceClosesIsClosedToo() throws Exception {
        String uri = rabbit.node().addVirtualHost("closing");
        try (TcpProxy proxy = TcpProxy.to(rabbit.node().port())) {
            try (HeartRateAmqp instance = HeartRateAmqp.builder()
                    .uri(proxy.through(uri))
                    .partitions(1)
                    .build()) {
                instance.start();
                proxy.become(Network.late(Duration.ofMillis(1_800)));
                proxy.reset();
                await().atMost(Duration.ofSeconds(30)).until(() -> proxy.open() > 0);
            }
            await("the connection that was being opened")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> proxy.open() == 0);
        }
    }

    @Test
    void latencyOfHalfASecondChangesNothing() throws Exception {
        try (Campaign campaign = new Campaign("500 ms latency", rabbit.node(), Topology.partitioned(2), 100, 500)) {
            campaign.instance();
            campaign.awaitRunning();
            campaign.proxy().become(Network.late(Duration.ofMillis(500)));
            campaign.recoverFrom(Duration.ofSeconds(15), () -> campaign.loadFor(6_000));
            campaign.finish();
        }
    }

    @Test
    void linkOfAKilobyteASecondChangesNothing() throws Exception {
        try (Campaign campaign = new Campaign("1 kB/s for 8 s", rabbit.node(), Topology.partitioned(1), 2, 500)) {
            campaign.instance();
            campaign.awaitRunning();
            campaign.recoverFrom(Duration.ofSeconds(30), () -> {
                campaign.proxy().become(Network.slow(1_000));
                campaign.loadFor(8_000);
                campaign.proxy().become(Network.CLEAR);
            });
            campaign.finish();
        }
    }

    @Test
    void byteByByteChangesNothing() throws Exception {
        try (Campaign campaign = new Campaign("byte by byte", rabbit.node(), Topology.partitioned(1), 4, 200)) {
            campaign.proxy().become(Network.BYTE_BY_BYTE);
            campaign.instance();
            campaign.recoverFrom(Duration.ofSeconds(30), () -> campaign.loadFor(3_000));
            campaign.finish();
        }
    }
}
