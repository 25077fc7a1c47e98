package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.codec.fhir.FhirReadingCodec;
import io.github.heartrate.amqp.internal.session.SessionOutput;
import io.github.heartrate.amqp.observe.MicrometerMetrics;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readings as FHIR, through a broker. */
class FhirMessagesIT {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    private final Topology topology = Topology.partitioned(1);
    private final FhirReadingCodec codec = new FhirReadingCodec();

    @Test
    void wardThatIsPublishedAsFhirRaisesTheSameAlertsAsTheCore() throws Exception {
        List<Reading> readings = new Ward(21, 4).readings(120);
        try (HeartRateAmqp instance = HeartRateAmqp.builder()
                .uri(rabbit.uri())
                .topology(topology)
                .codec(codec)
                .build()) {
            instance.start();
            Ward.publish(instance.publisher(), readings);
            try (CampaignSink sink = new CampaignSink(rabbit.connectionFactory(), topology)) {
                await().atMost(BOUND)
                        .until(() -> sink.missing(Ward.expected(readings)).isEmpty());
            }
        }
    }

    @Test
    void bundleIsJudgedButForWhatIsBadAndWhatHasNoValueIsCounted() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(10);
        String good = new String(codec.encode(new Reading("p1", start, 72)), StandardCharsets.UTF_8);
        String bad = good.replace("\"/min\"", "\"mm[Hg]\"");
        String none = good.replace("\"final\"", "\"cancelled\"");
        try (HeartRateAmqp instance = HeartRateAmqp.builder()
                        .uri(rabbit.uri())
                        .topology(topology)
                        .metrics(new MicrometerMetrics(registry))
                        .build();
                Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            instance.start();
            channel.basicPublish(
                    topology.readingsExchange(),
                    "0",
                    new BasicProperties.Builder()
                            .contentType("application/fhir+json; charset=UTF-8")
                            .deliveryMode(2)
                            .build(),
                    bundle(good, none, bad).getBytes(StandardCharsets.UTF_8));

            await().atMost(BOUND).until(() -> channel.messageCount("heartrate.parked") == 1);
            await().atMost(BOUND)
                    .until(() -> registry.get("heartrate.readings")
                                    .tag("verdict", "accepted")
                                    .counter()
                                    .count()
                            == 1);
            GetResponse parked = channel.basicGet("heartrate.parked", true);

            assertThat(registry.get("heartrate.no.value").counter().count()).isOne();
            assertThat(parked.getProps().getHeaders().get(SessionOutput.REASON_HEADER))
                    .hasToString("reading 2: valueQuantity.code is no unit of a heart rate: \"mm[Hg]\"");
            assertThat(new String(parked.getBody(), StandardCharsets.UTF_8)).isEqualTo(bad);
            assertThat(parked.getProps().getContentType()).startsWith(FhirReadingCodec.CONTENT_TYPE);
        }
    }

    private static String bundle(String... resources) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":"
                + String.join("},{\"resource\":", resources) + "}]}";
    }
}
