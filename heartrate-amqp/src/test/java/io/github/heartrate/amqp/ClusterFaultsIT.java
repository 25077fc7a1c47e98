package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.testing.RabbitMqNode;
import io.github.heartrate.amqp.topology.BrokerDialect;
import io.github.heartrate.amqp.topology.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a cluster of three, with an instance at each of two nodes, and publisher and receiver at the third. */
@EnabledIfSystemProperty(named = Campaign.EXTENT, matches = "full")
class ClusterFaultsIT {

    private static final int TIMES = 3;
    private static final Duration BOUND = Duration.ofSeconds(45);

    /** Longer than a consumer may be disconnected, than an active instance goes without ticks, and than two heartbeats. */
    private static final long CUT_MS = 22_000;

    /** Of one test: nodes of RabbitMQ 3 that were cut off stay apart until they are restarted. */
    @RegisterExtension
    final RabbitMq rabbit = RabbitMq.cluster();

    @TempDir
    private Path folder;

    /** 20 patients, 200 readings a second. */
    private Campaign campaign(String fault) throws Exception {
        Campaign campaign = new Campaign(fault, nodesFrom(2), Topology.partitioned(2), 20, 100);
        campaign.instanceAt(nodesFrom(0));
        campaign.instanceAt(nodesFrom(1));
        campaign.awaitRunning();
        campaign.loadFor(3_000); // a queue declared just before a kill may be unusable after it
        return campaign;
    }

    /** All of them, this one first. */
    private List<RabbitMqNode> nodesFrom(int first) {
        return Stream.of(first, first + 1, first + 2)
                .map(number -> rabbit.node(number % 3))
                .toList();
    }

    @Test
    void killedLeadersLoseNothing() throws Exception {
        try (Campaign campaign = campaign("node of a queue's leader kill -9 and restart, three nodes")) {
            for (int i = 0; i < TIMES; i++) {
                RabbitMqNode leader = leader(campaign, campaign.topology().readingsQueue(i % 2));
                campaign.recoverFrom(BOUND, leader::kill);
                leader.start();
                awaitMembers(campaign);
            }
            campaign.finish();
        }
    }

    @Test
    void minorityThatHealsLosesAndInventsNothing() throws Exception {
        try (Campaign campaign = campaign("one of three nodes cut off for 22 s, and healed")) {
            for (int i = 0; i < 2; i++) {
                RabbitMqNode minority = rabbit.node(i);
                campaign.recoverFrom(BOUND, () -> CutOff.cutOff(minority));
                campaign.loadFor(CUT_MS);
                campaign.recoverFrom(BOUND, () -> CutOff.heal(minority, rabbit.nodes()));
                awaitMembers(campaign);
            }
            campaign.finish();
        }
    }

    @Test
    void publisherAtAMinorityGoesOnOnceItIsHealed() throws Exception {
        try (Campaign campaign = campaign("publisher's and receiver's node of three cut off for 22 s, and healed")) {
            campaign.recoverFrom(BOUND, () -> {
                CutOff.cutOff(rabbit.node(2));
                campaign.loadFor(CUT_MS);
                CutOff.heal(rabbit.node(2), rabbit.nodes());
            });
            awaitMembers(campaign);
            // RabbitMQ 3: a queue without traffic may have a second leader there, which does not answer its first
            // request.
            campaign.askAt(nodesFrom(0));
            campaign.finish();
        }
    }

    /** The setting that the operator's page asks for, and its check. RabbitMQ 4.3 does not pause. */
    @Test
    void publisherAtANodeThatPausesGoesOnAtAnother() throws Exception {
        try (Connection connection = rabbit.connectionFactory().newConnection()) {
            Assumptions.assumeTrue(BrokerDialect.of(connection).major() < 4, "for RabbitMQ 3");
        }
        pauseMinorities();
        try (Campaign campaign =
                campaign("publisher's and receiver's node of three cut off for 22 s, pauses, and healed")) {
            String asked = "application:get_env(rabbit, cluster_partition_handling).";
            assertThat(rabbit.node().ctl("eval", asked)).contains("{ok,pause_minority}");
            campaign.recoverFrom(BOUND, () -> CutOff.cutOff(rabbit.node(2)));
            campaign.loadFor(CUT_MS);
            campaign.recoverFrom(BOUND, () -> CutOff.heal(rabbit.node(2), rabbit.nodes()));
            awaitMembers(campaign);
            assertThat(rabbit.node().ctl("cluster_status")).containsPattern("Network Partitions\\S*\\s+\\(none\\)");
            campaign.finish();
        }
    }

    /** As in the configuration file, without a restart. */
    private void pauseMinorities() {
        rabbit.nodes()
                .forEach(node -> node.eval("application:set_env(rabbit, cluster_partition_handling, pause_minority)."));
    }

    @Test
    void rollingRestartUnderLoadLosesNothing() throws Exception {
        try (Campaign campaign = campaign("rolling restart, three nodes")) {
            for (RabbitMqNode node : rabbit.nodes()) {
                campaign.recoverFrom(BOUND, node::stop);
                node.start();
                awaitMembers(campaign);
            }
            campaign.finish();
        }
    }

    @Test
    void importOfDefinitionsUnderLoadChangesNothing() throws Exception {
        try (Campaign campaign = campaign("import of definitions, the library's and the cluster's own, three nodes")) {
            String library = libraryDefinitions(campaign);
            Path exported = folder.resolve("definitions.json");
            rabbit.node(1).ctl("export_definitions", exported.toString());
            campaign.recoverFrom(BOUND, () -> rabbit.node(0).importDefinitions(library));
            campaign.recoverFrom(BOUND, () -> rabbit.node(1).importDefinitions(Files.readString(exported)));
            campaign.finish();
        }
    }

    private static String libraryDefinitions(Campaign campaign) throws Exception {
        try (Connection connection = campaign.broker().connect("dialect")) {
            return campaign.topology().definitions(BrokerDialect.of(connection), campaign.virtualHost());
        }
    }

    private RabbitMqNode leader(Campaign campaign, String queue) {
        String leaders = rabbit.node().ctl("list_queues", "--silent", "-p", campaign.virtualHost(), "name", "leader");
        return rabbit.nodes().stream()
                .filter(node -> leaders.lines().anyMatch(line -> line.startsWith(queue) && line.contains(node.name())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(leaders));
    }

    /** Waits until every quorum queue has three members again: else the next fault would take its majority. */
    private void awaitMembers(Campaign campaign) {
        await("members")
                .atMost(Duration.ofMinutes(2))
                .until(() -> rabbit.node()
                        .ctl("list_queues", "--silent", "-p", campaign.virtualHost(), "online")
                        .lines()
                        .filter(line -> line.contains("@"))
                        .allMatch(line -> rabbit.nodes().stream().allMatch(node -> line.contains(node.name()))));
    }
}
