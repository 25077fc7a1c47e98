package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.codec.AlertCodec;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.internal.session.SessionOutput;
import io.github.heartrate.amqp.internal.session.TraceParent;
import io.github.heartrate.amqp.observe.MicrometerMetrics;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an instance tells of its work: traces and metrics. */
class TraceParentIT {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0";

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    @Test
    void alertCarriesTheTraceOfTheReadingThatCausedItAndMetersCountBoth() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Topology topology = Topology.partitioned(1);
        Instant start = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        BlockingQueue<Delivery> alerts = new LinkedBlockingQueue<>();
        try (HeartRateAmqp instance = HeartRateAmqp.builder()
                        .uri(rabbit.uri())
                        .topology(topology)
                        .metrics(new MicrometerMetrics(registry))
                        .build();
                Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            instance.start();
            channel.basicConsume(
                    "heartrate.alerts",
                    true,
                    (tag, message) -> {
                        if (AlertCodec.CONTENT_TYPE.equals(
                                message.getProperties().getContentType())) {
                            alerts.add(message);
                        }
                    },
                    tag -> {});

            for (int i = 0; i < 3; i++) {
                publish(channel, new JsonReadingCodec().encode(new Reading("p", start.plusSeconds(i), 120)), TRACE + i);
            }
            publish(channel, new JsonReadingCodec().encode(new Reading("p", start.plusSeconds(3), 72)), "no trace");
            publish(channel, "{}".getBytes(StandardCharsets.UTF_8), TRACE + "7");

            Delivery raised = alerts.poll(20, TimeUnit.SECONDS);
            assertThat(raised.getProperties().getHeaders().get(TraceParent.HEADER))
                    .hasToString(TRACE + "2");
            Delivery cleared = alerts.poll(20, TimeUnit.SECONDS);
            assertThat(cleared.getProperties().getHeaders()).doesNotContainKey(TraceParent.HEADER);
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(registry.get("heartrate.commit").timer().count()).isPositive();
                assertThat(registry.get("heartrate.parked").counter().count()).isOne();
                assertThat(registry.get("heartrate.alert.confirm").timer().count())
                        .isEqualTo(2);
                assertThat(registry.get("heartrate.readings")
                                .tag("verdict", "accepted")
                                .counter()
                                .count())
                        .isEqualTo(4);
            });
            var parked = channel.basicGet("heartrate.parked", true);
            assertThat(parked.getProps().getHeaders().get(TraceParent.HEADER)).hasToString(TRACE + "7");
            assertThat(parked.getProps().getHeaders().get(SessionOutput.REASON_HEADER))
                    .hasToString("patient_id is missing");
        }
    }

    private static void publish(Channel channel, byte[] body, String trace) throws Exception {
        BasicProperties properties = new BasicProperties.Builder()
                .contentType("application/json")
                .deliveryMode(2)
                .headers(Map.of(TraceParent.HEADER, trace))
                .build();
        channel.basicPublish("heartrate.readings", "0", properties, body);
    }
}
