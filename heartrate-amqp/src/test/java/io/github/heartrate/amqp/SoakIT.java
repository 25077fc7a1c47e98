package io.github.heartrate.amqp;

import io.github.heartrate.amqp.testing.Network;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All faults at random, for as long as it is told to; only with the profile {@code soak}. */
@EnabledIfSystemProperty(named = SoakIT.MINUTES, matches = "[1-9][0-9]*")
class SoakIT {

    static final String MINUTES = "heartrate.soak.minutes";

    private static final Duration BOUND = Duration.ofSeconds(90);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicated();

    @Test
    void faultsAtRandomLoseAndInventNothing() throws Exception {
        long minutes = Long.getLong(MINUTES);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
        try (Campaign campaign = new Campaign(
                "soak, " + minutes + " min of all faults at random",
                rabbit.node(),
                Topology.partitioned(4),
                100,
                200)) {
            campaign.instance();
            CampaignChild[] child = {campaign.child(Map.of())};
            campaign.awaitRunning();
            Random random = campaign.random();
            List<Campaign.Fault> faults = List.of(
                    campaign.proxy()::cut,
                    campaign.proxy()::reset,
                    () -> during(campaign, Network.SILENT, 1 + random.nextInt(25_000)),
                    () -> during(campaign, Network.late(Duration.ofMillis(500)), 5_000),
                    () -> during(campaign, Network.BYTE_BY_BYTE, 3_000),
                    () -> {
                        campaign.proxy().refuse();
                        campaign.loadFor(random.nextInt(5_000));
                        campaign.proxy().accept();
                    },
                    rabbit.node()::closeConnections,
                    () -> {
                        rabbit.node().kill();
                        rabbit.node().start();
                    },
                    () -> {
                        child[0].kill();
                        child[0] = campaign.child(Map.of());
                    },
                    () -> {
                        child[0].pause();
                        campaign.loadFor(random.nextInt(25_000));
                        child[0].resume();
                    });
            while (System.nanoTime() < end) {
                campaign.loadFor(random.nextInt(3_000));
                campaign.recoverFrom(BOUND, faults.get(random.nextInt(faults.size())));
            }
            campaign.finish();
        }
    }

    private static void during(Campaign campaign, Network bad, long millis) {
        campaign.proxy().become(bad);
        campaign.loadFor(millis);
        campaign.proxy().become(Network.CLEAR);
    }
}
