package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.codec.BatchCodec;
import io.github.heartrate.amqp.codec.ControlCodec;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.codec.ReadingCodec;
import io.github.heartrate.amqp.internal.session.SessionOutput;
import io.github.heartrate.amqp.observe.PartitionHealth;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages made to do harm, between good ones, before a consumer whose own codec also throws what it likes. */
class HostileMessagesIT {

    private static final int OF_RANDOM_BYTES = 200;
    private static final int TEN_MB = 10_000_000;

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    private record Hostile(String contentType, String body) {

        byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String reading(String id, String time, String bpm) {
        return "{\"patient_id\":" + id + ",\"timestamp\":" + time + ",\"bpm\":" + bpm + "}";
    }

    private static List<Hostile> hostile() {
        String json = "application/json";
        String now = "\"" + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\"";
        List<Hostile> all = new ArrayList<>(List.of(
                new Hostile(json, "{\"patient_id\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"),
                new Hostile(json, reading("\"a\"", now, "1" + "0".repeat(500_000))),
                new Hostile(json, reading("\"a\"", now, "1e999999999")),
                new Hostile(json, reading("\"a\"", now, "NaN")),
                new Hostile(json, reading("\"a\"", now, "-Infinity")),
                new Hostile(json, reading("\"a\"", now, "-1")),
                new Hostile(json, reading("\"a\u0000\n\u001b[31m\"", now, "72")),
                new Hostile(json, reading("\" \"", now, "72")),
                new Hostile(json, reading("\"a\"", "\"yesterday\"", "72")),
                new Hostile(json, reading("\"a\"", "\"+1000000000-12-31T23:59:59.999999999Z\"", "72")),
                new Hostile(json, reading("{\"$ref\":\"x\"}", now, "72")),
                new Hostile(json, ""),
                new Hostile(json, "\ufeff{}"),
                new Hostile(json, "x".repeat(TEN_MB)),
                new Hostile("text/plain", "72 bpm"),
                new Hostile("application/x-java-serialized-object", "\u00ac\u00ed\u0000\u0005sr"),
                new Hostile("a".repeat(200), "{}"),
                new Hostile("application/octet-stream", "eleven byte"),
                new Hostile(BatchCodec.CONTENT_TYPE, "{}"),
                new Hostile(ControlCodec.CONTENT_TYPE, "{\"type\":\"drop_all\"}"),
                new Hostile(ControlCodec.CONTENT_TYPE, "{\"type\":\"admit\"}")));
        for (String field : List.of("72", "{}", "[]", "true", "\"72\"", "null")) {
            all.add(new Hostile(json, reading("\"a\"", now, field.equals("72") ? "\"72\"" : field)));
            all.add(new Hostile(json, reading(field.equals("\"72\"") ? "1" : field, now, "72")));
        }
        return all;
    }

    @Test
    void hostileMessagesAreParkedWithTheirReasonAndTheOthersAreJudged() throws Exception {
        Topology topology = Topology.partitioned(1);
        List<Reading> readings = new Ward(11, 4).readings(120);
        Set<String> expected = Ward.expected(readings);
        Random random = new Random(Campaign.SEED);
        List<Hostile> hostile = hostile();
        int sent = 0;
        try (HeartRateAmqp instance = HeartRateAmqp.builder()
                        .uri(rabbit.uri())
                        .topology(topology)
                        .build();
                Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            instance.start();
            channel.confirmSelect();
            try (CampaignSink sink = new CampaignSink(rabbit.connectionFactory(), topology)) {
                for (int i = 0; i < readings.size(); i++) {
                    publish(channel, "application/json", new JsonReadingCodec().encode(readings.get(i)));
                    if (i < hostile.size()) {
                        publish(
                                channel,
                                hostile.get(i).contentType(),
                                hostile.get(i).bytes());
                        sent++;
                    } else if (sent < hostile.size() + OF_RANDOM_BYTES) {
                        byte[] body = new byte[13 + random.nextInt(300)]; // 12 bytes would be a reading
                        random.nextBytes(body);
                        String[] types = {"application/json", "application/octet-stream", ControlCodec.CONTENT_TYPE};
                        publish(channel, types[random.nextInt(types.length)], body);
                        sent++;
                    }
                }
                channel.waitForConfirmsOrDie(60_000);

                await().atMost(Duration.ofSeconds(60))
                        .until(() -> sink.missing(expected).isEmpty());
                assertThat(sink.invented(expected)).isEmpty();
                int all = sent;
                await().atMost(Duration.ofSeconds(30)).until(() -> channel.messageCount("heartrate.parked") == all);
                assertThat(instance.health().partitions())
                        .allMatch(health -> health.status() == PartitionHealth.Status.ACTIVE);
            }
            for (GetResponse parked = channel.basicGet("heartrate.parked", true);
                    parked != null;
                    parked = channel.basicGet("heartrate.parked", true)) {
                assertThat(parked.getProps()
                                .getHeaders()
                                .get(SessionOutput.REASON_HEADER)
                                .toString())
                        .isNotBlank()
                        .doesNotContain("\n", "\u001b")
                        .hasSizeLessThanOrEqualTo(500);
                assertThat(parked.getProps().getHeaders().get(SessionOutput.QUEUE_HEADER))
                        .hasToString("heartrate.readings.0");
            }
        }
        assertThat(sent).isGreaterThan(200);
    }

    private static void publish(Channel channel, String contentType, byte[] body) throws Exception {
        BasicProperties properties = new BasicProperties.Builder()
                .contentType(contentType)
                .deliveryMode(2)
                .timestamp(Date.from(Instant.now()))
                .build();
        channel.basicPublish("heartrate.readings", "0", true, properties, body);
    }

    @Test
    void codecThatThrowsParksWhatItThrewAt() throws Exception {
        Topology topology = Topology.partitioned(1);
        Reading bad = new Reading("bad", Instant.now().minusSeconds(5), 13);
        try (HeartRateAmqp instance = HeartRateAmqp.builder()
                        .uri(rabbit.uri())
                        .topology(topology)
                        .codec(new ThrowingCodec())
                        .build();
                Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            instance.start();
            List<Reading> readings = new Ward(12, 4).readings(50);
            Ward.publish(instance.publisher(), List.of(bad));
            Ward.publish(instance.publisher(), readings);
            try (CampaignSink sink = new CampaignSink(rabbit.connectionFactory(), topology)) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> sink.missing(Ward.expected(readings)).isEmpty());
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> channel.messageCount("heartrate.parked") == 1);
            assertThat(channel.basicGet("heartrate.parked", true)
                            .getProps()
                            .getHeaders()
                            .get(SessionOutput.REASON_HEADER))
                    .hasToString("the codec " + ThrowingCodec.class.getName() + " failed");
        }
    }

    private static final class ThrowingCodec implements ReadingCodec {

        private final JsonReadingCodec json = new JsonReadingCodec();

        @Override
        public String contentType() {
            return json.contentType();
        }

        @Override
        public byte[] encode(Reading reading) {
            return json.encode(reading);
        }

        @Override
        public Reading decode(byte[] body, String queue) {
            Reading reading = json.decode(body, queue);
            if (reading.bpm() == 13) {
                throw new IllegalStateException("unlucky");
            }
            return reading;
        }
    }
}
