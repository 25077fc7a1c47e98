package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.internal.session.SessionOutput;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Instances in JVMs of their own that are killed, halted and stopped. */
class ProcessFaultsIT {

    private static final int KILLS = Integer.getInteger("heartrate.campaign.kills", 3);
    private static final int CRASHES = Integer.getInteger("heartrate.campaign.crashes", 11);
    private static final Duration TAKEOVER = Duration.ofSeconds(20);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicated();

    @EnabledIfSystemProperty(named = Campaign.EXTENT, matches = "full")
    @Test
    void killedInstancesLoseNothing() throws Exception {
        try (Campaign campaign = Campaign.usual("active instance kill -9, a standby takes over", rabbit.node())) {
            CampaignChild active = campaign.child(Map.of());
            CampaignChild standby = campaign.child(Map.of());
            campaign.awaitRunning();
            for (int i = 0; i < KILLS; i++) {
                CampaignChild killed = active;
                campaign.loadFor(campaign.random().nextInt(500));
                campaign.recoverFrom(TAKEOVER, killed::kill);
                active = standby;
                standby = campaign.child(Map.of());
            }
            campaign.finish();
        }
    }

    /** The others are those of ConsumerKillsIT, there in one JVM; with the property, all of them. */
    static Stream<Arguments> steps() {
        List<String> steps = Boolean.getBoolean("heartrate.campaign.allSteps")
                ? StepFaults.steps()
                : List.of("saveLoaded", "acknowledge");
        return steps.stream().flatMap(step -> Stream.of(Arguments.of(step, "before"), Arguments.of(step, "after")));
    }

    /** {@code end} is reached only by a session that ends in order: there the JVM is asked to. */
    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("steps")
    void haltAtAnyStepLosesNothing(String step, String where) throws Exception {
        try (Campaign campaign = Campaign.usual("JVM halts " + where + " " + step, rabbit.node())) {
            CampaignChild halting = campaign.child(Map.of(CampaignChildMain.HALT_AT, step + ":" + where + ":0"));
            if (step.equals("end")) {
                campaign.awaitRunning();
                halting.terminate();
            }
            halting.awaitEnd();
            campaign.recoverFrom(TAKEOVER, campaign::instance);
            campaign.finish();
        }
    }

    @EnabledIfSystemProperty(named = Campaign.EXTENT, matches = "full")
    @Test
    void stoppedInstanceThatGoesOnLaterInventsNothing() throws Exception {
        try (Campaign campaign = Campaign.usual("SIGSTOP past the heartbeat, then SIGCONT", rabbit.node())) {
            CampaignChild stopped = campaign.child(Map.of());
            campaign.awaitRunning();
            campaign.child(Map.of());
            campaign.recoverFrom(Duration.ofSeconds(45), stopped::pause);
            stopped.resume();
            campaign.loadFor(5_000);
            campaign.finish();
        }
    }

    @EnabledIfSystemProperty(named = Campaign.EXTENT, matches = "full")
    @Test
    void readingThatHaltsTheJvmIsParkedAlone() throws Exception {
        double poison = 66.625;
        Reading bad = new Reading("poisoned", Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS), poison);
        try (Campaign campaign = Campaign.usual("a reading halts the JVM, again and again", rabbit.node())) {
            Map<String, String> options = Map.of(CampaignChildMain.HALT_BPM, Double.toString(poison));
            CampaignChild child = campaign.child(options);
            campaign.awaitRunning();
            int crashes = 0;
            int parked = 0;
            while (crashes < CRASHES) {
                parked++;
                try (ReadingPublisher publisher = ReadingPublisher.builder(campaign.broker(), campaign.topology())
                        .build()) {
                    publisher.start();
                    assertThat(publisher.publish(bad).join()).isEqualTo(PublishResult.CONFIRMED);
                }
                while (parked(campaign) < parked) {
                    CampaignChild running = child;
                    int wanted = parked;
                    int soFar = crashes;
                    await("crash or parking")
                            .atMost(Duration.ofSeconds(60))
                            .untilAsserted(() -> assertThat(!running.isAlive() || parked(campaign) == wanted)
                                    .as(
                                            "%d crashes, %d of %d parked: %s",
                                            soFar, parked(campaign), wanted, running.output())
                                    .isTrue());
                    if (!child.isAlive()) {
                        crashes++;
                        child.close();
                        child = campaign.child(options);
                    }
                }
            }
            campaign.recoverFrom(TAKEOVER, () -> campaign.loadFor(100));
            try (Connection connection = campaign.broker().connect("parked");
                    Channel channel = connection.createChannel()) {
                var message = channel.basicGet("heartrate.parked", false);
                assertThat(new JsonReadingCodec().decode(message.getBody(), "q"))
                        .isEqualTo(bad);
                assertThat(message.getProps().getHeaders().get(SessionOutput.REASON_HEADER))
                        .hasToString("sessions ended while processing it, 10 in a row");
            }
            campaign.finish(parked);
        }
    }

    private static int parked(Campaign campaign) throws Exception {
        try (Connection connection = campaign.broker().connect("parked count");
                Channel channel = connection.createChannel()) {
            return Math.toIntExact(channel.messageCount("heartrate.parked"));
        }
    }

    @Test
    void patientsThatFallSilentWithGatewayAndInstanceAreNoticedByTheStandby() throws Exception {
        String uri = rabbit.node().addVirtualHost("silent");
        Topology topology = Topology.partitioned(1);
        Map<String, String> options = Map.of(CampaignChildMain.STALE_SECONDS, "4");
        HeartRateMonitor oracle = HeartRateMonitor.builder()
                .policy(CampaignChildMain.stalePolicy(4))
                .build();
        Set<String> expected = new TreeSet<>();
        Broker broker = Broker.of(java.net.URI.create(uri));
        try (CampaignChild active = CampaignChild.start(uri, 1, options);
                CampaignChild standby = CampaignChild.start(uri, 1, options);
                CampaignSink sink = new CampaignSink(rabbit.node().connectionFactory(uri), topology)) {
            try (ReadingPublisher gateway =
                    ReadingPublisher.builder(broker, topology).build()) {
                gateway.start();
                for (int patient = 0; patient < 5; patient++) {
                    Reading reading = new Reading("p" + patient, Instant.now().truncatedTo(ChronoUnit.MILLIS), 72);
                    oracle.accept(reading);
                    assertThat(gateway.publish(reading).join()).isEqualTo(PublishResult.CONFIRMED);
                }
                active.kill();
            }
            long start = System.nanoTime();
            oracle.tick(Instant.now().plusSeconds(3_600)).alerts().forEach(alert -> expected.add(alert.id()));

            await().atMost(TAKEOVER).until(() -> sink.missing(expected).isEmpty());
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            assertThat(sink.invented(expected)).isEmpty();
            assertThat(sink.received().values())
                    .hasSize(5)
                    .allMatch(alert -> alert.condition() == Condition.SIGNAL_LOSS && alert.phase() == Phase.RAISED);
            CampaignReport.add(new CampaignReport.Row(
                    "gateway and active instance killed, patients silent (limit 4 s)",
                    1,
                    5,
                    5,
                    0,
                    0,
                    sink.repeats(),
                    taken,
                    TAKEOVER));
            standby.terminate();
        }
    }

    @Test
    void acknowledgementReachesWhoeverIsActive() throws Exception {
        String uri = rabbit.node().addVirtualHost("acknowledged");
        Topology topology = Topology.partitioned(1);
        Broker broker = Broker.of(java.net.URI.create(uri));
        try (CampaignChild active = CampaignChild.start(uri, 1, Map.of());
                CampaignSink sink = new CampaignSink(rabbit.node().connectionFactory(uri), topology);
                ReadingPublisher publisher =
                        ReadingPublisher.builder(broker, topology).build()) {
            publisher.start();
            Instant start = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
            for (int i = 0; i < 3; i++) {
                publisher.publish(new Reading("p", start.plusSeconds(i), 120)).join();
            }
            await().atMost(TAKEOVER).until(() -> sink.received().size() == 1);
            Alert raised = sink.received().values().iterator().next();
            active.kill();
            long killed = System.nanoTime();
            publisher
                    .publish(io.github.heartrate.Input.Acknowledge.of(raised, "nurse", start.plusSeconds(10)))
                    .join();
            try (CampaignChild next = CampaignChild.start(uri, 1, Map.of())) {
                await().atMost(TAKEOVER).until(() -> sink.received().size() == 2);

                assertThat(sink.received().values())
                        .filteredOn(alert -> alert.phase() == Phase.ACKNOWLEDGED)
                        .singleElement()
                        .satisfies(alert -> {
                            assertThat(alert.episodeId()).isEqualTo(raised.episodeId());
                            assertThat(alert.acknowledgedBy()).contains("nurse");
                        });
                CampaignReport.add(new CampaignReport.Row(
                        "acknowledgement while the active instance dies",
                        1,
                        3,
                        2,
                        0,
                        0,
                        sink.repeats(),
                        Duration.ofNanos(System.nanoTime() - killed),
                        TAKEOVER));
                next.terminate();
            }
        }
    }
}
