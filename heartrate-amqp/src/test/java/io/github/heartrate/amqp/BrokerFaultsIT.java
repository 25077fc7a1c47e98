package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.heartrate.amqp.internal.session.Delivery;
import io.github.heartrate.amqp.internal.session.Ending;
import io.github.heartrate.amqp.internal.session.SessionEffect;
import io.github.heartrate.amqp.internal.session.SessionEffects;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.QueueType;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a broker and its operators do to an instance, to the publisher and to the receiver. */
class BrokerFaultsIT {

    private static final int KILLS = Integer.getInteger("heartrate.campaign.brokerKills", 3);
    private static final Duration BOUND = Duration.ofSeconds(20);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicated();

    @EnabledIfSystemProperty(named = Campaign.EXTENT, matches = "full")
    @ParameterizedTest
    @EnumSource(QueueType.class)
    void killedBrokerLosesNothing(QueueType type) throws Exception {
        Topology topology = Topology.partitioned(2).withQueueType(type);
        try (Campaign campaign = new Campaign("broker kill -9 and restart, " + type, rabbit.node(), topology, 20, 20)) {
            campaign.instance();
            campaign.awaitRunning();
            campaign.loadFor(3_000); // a queue declared just before a kill may be unusable after it
            for (int i = 0; i < KILLS; i++) {
                campaign.loadFor(campaign.random().nextInt(1_000));
                campaign.recoverFrom(Duration.ofSeconds(45), () -> {
                    rabbit.node().kill();
                    rabbit.node().start();
                });
            }
            campaign.finish();
        }
    }

    @Test
    void connectionsClosedByTheOperatorAreOpenedAgain() throws Exception {
        try (Campaign campaign = Campaign.usual("connections closed by the operator", rabbit.node())) {
            campaign.instance();
            campaign.awaitRunning();
            for (int i = 0; i < 3; i++) {
                campaign.recoverFrom(BOUND, rabbit.node()::closeConnections);
            }
            campaign.finish();
        }
    }

    @Test
    void acknowledgingAnUnknownTagEndsTheSessionOnly() throws Exception {
        try (Campaign campaign = Campaign.usual("channel exception 406, unknown delivery tag", rabbit.node())) {
            AtomicInteger left = new AtomicInteger(2); // one per partition: a third may come as late as in closing
            campaign.instance(builder -> builder.effectsHook(effects -> new UnknownTag(effects, left)));
            campaign.awaitRunning();
            campaign.recoverFrom(BOUND, () -> campaign.loadFor(3_000));
            campaign.finish();
        }
    }

    /** A few acknowledgements are of a tag that nobody knows. */
    private static final class UnknownTag implements SessionEffects {

        private final SessionEffects real;
        private final AtomicInteger left;

        UnknownTag(SessionEffects real, AtomicInteger left) {
            this.real = real;
            this.left = left;
        }

        @Override
        public void acknowledge(long tag) throws IOException {
            real.acknowledge(left.getAndDecrement() > 0 ? tag + 1_000_000 : tag);
        }

        @Override
        public void loadState() throws IOException {
            real.loadState();
        }

        @Override
        public void saveLoaded(SessionEffect.Header header) {
            real.saveLoaded(header);
        }

        @Override
        public void saveCurrent(SessionEffect.Header header) {
            real.saveCurrent(header);
        }

        @Override
        public void discardOlder() throws IOException {
            real.discardOlder();
        }

        @Override
        public void process(Delivery delivery) {
            real.process(delivery);
        }

        @Override
        public void park(Delivery delivery, String reason) {
            real.park(delivery, reason);
        }

        @Override
        public void settleConfirms() {
            real.settleConfirms();
        }

        @Override
        public void passTime(long now) {
            real.passTime(now);
        }

        @Override
        public void standBy(long now) throws IOException {
            real.standBy(now);
        }

        @Override
        public void end(Ending ending) {
            real.end(ending);
        }
    }

    @Test
    void missingAlertsExchangeIsDeclaredAgain() throws Exception {
        try (Campaign campaign = Campaign.usual("channel exception 404, alerts exchange deleted", rabbit.node())) {
            campaign.instance();
            campaign.awaitRunning();
            campaign.recoverFrom(
                    Duration.ofSeconds(30),
                    () -> onChannel(campaign, channel -> {
                        channel.exchangeDelete("heartrate.alerts");
                    }));
            campaign.finish();
        }
    }

    @Test
    void memoryAlarmLongerThanTwoHeartbeatsOnlyDelays() throws Exception {
        try (Campaign campaign = Campaign.usual("memory alarm for 22 s", rabbit.node())) {
            HeartRateAmqp instance = campaign.instance();
            campaign.awaitRunning();
            campaign.recoverFrom(BOUND, () -> {
                rabbit.node().raiseMemoryAlarm();
                try {
                    await().atMost(BOUND)
                            .until(() -> instance.health().partitions().stream()
                                    .anyMatch(health -> health.status() == Status.BLOCKED));
                    campaign.loadFor(22_000);
                } finally {
                    rabbit.node().liftMemoryAlarm();
                }
            });
            campaign.finish();
        }
    }

    @Test
    void deletedReadingQueuesAreDeclaredAgain() throws Exception {
        try (Campaign campaign = Campaign.usual("reading queues deleted under the consumer", rabbit.node())) {
            campaign.instance();
            campaign.awaitRunning();
            campaign.load().pause();
            campaign.awaitCaughtUp();
            campaign.loadFor(3_000); // and committed
            campaign.recoverFrom(Duration.ofSeconds(30), () -> {
                onChannel(campaign, channel -> {
                    for (String queue : campaign.topology().readingQueues()) {
                        channel.queueDelete(queue);
                    }
                });
                for (String queue : campaign.topology().readingQueues()) {
                    await().atMost(BOUND).until(() -> isConsumed(campaign, queue)); // so it is bound
                }
                campaign.load().resume();
                campaign.loadFor(200);
            });
            campaign.finish();
        }
    }

    @Test
    void unroutableAlertsDetachUntilTheyAreRoutable() throws Exception {
        try (Campaign campaign = Campaign.usual("alerts unroutable for 5 s, then routable again", rabbit.node())) {
            HeartRateAmqp instance = campaign.instance();
            campaign.awaitRunning();
            campaign.recoverFrom(Duration.ofSeconds(30), () -> {
                onChannel(campaign, channel -> channel.queueUnbind("heartrate.alerts", "heartrate.alerts", "#"));
                await().atMost(BOUND)
                        .until(() -> instance.health().partitions().stream()
                                .allMatch(health -> health.status() == Status.DETACHED));
                assertThat(instance.health().partitions())
                        .allSatisfy(health ->
                                assertThat(health.reason().orElseThrow()).contains("was RETURNED"));
                campaign.loadFor(5_000);
                onChannel(campaign, channel -> channel.queueBind("heartrate.alerts", "heartrate.alerts", "#"));
            });
            campaign.finish();
        }
    }

    @Test
    void nacksOfAFullAlertsQueueDetachUntilThereIsRoom() throws Exception {
        try (Campaign campaign = Campaign.usual("alerts nacked by a full queue for 5 s", rabbit.node())) {
            HeartRateAmqp instance = campaign.instance();
            campaign.awaitRunning();
            String virtualHost = campaign.virtualHost();
            campaign.recoverFrom(Duration.ofSeconds(30), () -> {
                campaign.sink().pause();
                rabbit.node()
                        .ctl(
                                "set_policy",
                                "-p",
                                virtualHost,
                                "full",
                                "^heartrate\\.alerts$",
                                "{\"max-length\":5,\"overflow\":\"reject-publish\"}",
                                "--apply-to",
                                "queues");
                await().atMost(BOUND)
                        .until(() -> instance.health().partitions().stream()
                                .anyMatch(health -> health.status() == Status.DETACHED));
                assertThat(instance.health().partitions())
                        .anySatisfy(
                                health -> assertThat(health.reason().orElse("")).contains("was NACKED"));
                campaign.loadFor(5_000);
                rabbit.node().ctl("clear_policy", "-p", virtualHost, "full");
                campaign.sink().resume();
            });
            campaign.finish();
        }
    }

    private static boolean isConsumed(Campaign campaign, String queue) throws Exception {
        try (Connection connection = campaign.broker().connect("isConsumed")) {
            try (Channel channel = connection.createChannel()) {
                return channel.queueDeclarePassive(queue).getConsumerCount() > 0;
            } catch (IOException | ShutdownSignalException e) {
                return false;
            }
        }
    }

    private interface OnChannel {
        void run(Channel channel) throws Exception;
    }

    private static void onChannel(Campaign campaign, OnChannel what) throws Exception {
        try (Connection connection = campaign.broker().connect("operator");
                Channel channel = connection.createChannel()) {
            what.run(channel);
        }
    }
}
