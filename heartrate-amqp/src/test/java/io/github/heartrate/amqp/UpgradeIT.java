package io.github.heartrate.amqp;

import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A node is upgraded in place, with readings in its queues. The variable {@code HEARTRATE_RABBITMQ_ROOT} names the older
 * version, {@code HEARTRATE_RABBITMQ_UPGRADE_ROOT} the newer one.
 */
@EnabledIfSystemProperty(named = Campaign.EXTENT, matches = "full")
@EnabledIfEnvironmentVariable(named = "HEARTRATE_RABBITMQ_UPGRADE_ROOT", matches = ".+")
class UpgradeIT {

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicated();

    @Test
    void upgradeInPlaceUnderLoadLosesNothing() throws Exception {
        Topology topology = Topology.partitioned(2);
        try (Campaign campaign = new Campaign("node upgraded in place", rabbit.node(), topology, 20, 100)) {
            HeartRateAmqp before = campaign.instance();
            campaign.awaitRunning();
            before.close();
            campaign.loadFor(2_000); // so that readings wait in the queues
            campaign.recoverFrom(Duration.ofSeconds(45), () -> {
                rabbit.node().upgrade();
                campaign.instance();
            });
            campaign.finish();
        }
    }
}
