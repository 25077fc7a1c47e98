package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.github.heartrate.Alert;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.UnusableStateException;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.internal.session.SessionOutput;
import io.github.heartrate.amqp.observe.PartitionHealth;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an instance refuses, and what it says then. */
class RefusalsIT {

    private static final Topology TOPOLOGY = Topology.partitioned(1);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    private final List<Alert> heard = new CopyOnWriteArrayList<>();

    private HeartRateAmqp started() {
        HeartRateAmqp instance = HeartRateAmqp.builder()
                .uri(rabbit.uri())
                .topology(TOPOLOGY)
                .listener(heard::add)
                .build();
        instance.start();
        return instance;
    }

    private static PartitionHealth health(HeartRateAmqp instance) {
        return instance.health().partitions().get(0);
    }

    private static List<Reading> tachycardia(Instant start) {
        List<Reading> run = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            run.add(new Reading("a", start.plusSeconds(i), 140));
        }
        return run;
    }

    @Test
    void wrongPasswordAndUnknownVirtualHostAreRefusedAtOnceWithoutCredentials() {
        String wrongPassword = rabbit.uri().replace("guest:guest", "guest:secret");
        try (HeartRateAmqp instance = HeartRateAmqp.builder().uri(wrongPassword).build()) {
            assertThatThrownBy(instance::start)
                    .isInstanceOf(AmqpException.class)
                    .hasMessageContaining("the broker refuses the user or the password")
                    .hasMessageNotContaining("secret");
        }
        String unknownHost = rabbit.uri().replaceFirst("/[^/]*$", "/nowhere");
        try (HeartRateAmqp instance = HeartRateAmqp.builder().uri(unknownHost).build()) {
            assertThatThrownBy(instance::start)
                    .isInstanceOf(AmqpException.class)
                    .hasMessageContaining("nowhere")
                    .hasMessageNotContaining("guest:");
        }
    }

    @Test
    void whatCantBeProcessedIsParkedAloneWithTheReason() throws Exception {
        Instant now = Instant.now();
        String other = "clock-ahead";
        try (HeartRateAmqp instance = started();
                Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel();
                AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
            JsonReadingCodec json = new JsonReadingCodec();
            send(channel, "application/json", now, "{\"patient_id\":\"a\"}".getBytes(StandardCharsets.UTF_8));
            send(channel, "text/plain", now, new byte[] {1});
            send(channel, "application/json", now, json.encode(new Reading(other, now.plusSeconds(301), 72)));
            for (Reading reading : tachycardia(now.minusSeconds(10))) {
                send(channel, "application/json", now, json.encode(reading));
            }

            sink.awaitExactly(Ward.expected(tachycardia(now.minusSeconds(10))), Duration.ofSeconds(10));
            List<String> reasons = new ArrayList<>();
            await().untilAsserted(() -> {
                for (GetResponse m = channel.basicGet("heartrate.parked", true);
                        m != null;
                        m = channel.basicGet("heartrate.parked", true)) {
                    reasons.add(m.getProps()
                            .getHeaders()
                            .get(SessionOutput.REASON_HEADER)
                            .toString());
                }
                assertThat(reasons).hasSize(3);
            });
            assertThat(reasons.get(0)).contains("is missing");
            assertThat(reasons.get(1)).contains("content_type");
            assertThat(reasons.get(2)).contains("ahead of the message's");
            assertThat(health(instance).status()).isEqualTo(Status.ACTIVE);
        }
    }

    private static void send(Channel channel, String contentType, Instant timestamp, byte[] body) throws IOException {
        BasicProperties properties = new BasicProperties.Builder()
                .contentType(contentType)
                .timestamp(Date.from(timestamp))
                .messageId("m")
                .build();
        channel.basicPublish("heartrate.readings", "0", properties, body);
    }

    @Test
    void lostStateQueueIsDownAndNeverMadeAnew() throws Exception {
        try (HeartRateAmqp instance = started();
                Connection connection = rabbit.connectionFactory().newConnection()) {
            await().until(() -> health(instance).status() == Status.ACTIVE);

            connection.createChannel().queueDelete("heartrate.state.0");

            await().atMost(Duration.ofSeconds(15))
                    .until(() -> health(instance).status() == Status.DOWN
                            && health(instance).reason().orElse("").contains("\"heartrate.state.0\" is gone"));
            assertThatThrownBy(() -> connection.createChannel().queueDeclarePassive("heartrate.state.0"))
                    .isInstanceOf(IOException.class);
        }
        try (HeartRateAmqp next =
                HeartRateAmqp.builder().uri(rabbit.uri()).topology(TOPOLOGY).build()) {
            assertThatThrownBy(next::start)
                    .isInstanceOf(UnusableStateException.class)
                    .hasMessageContaining("heartrate.state.0");
        }
    }

    @Test
    void damagedSnapshotAndOneOfALaterVersionAreDown() throws Exception {
        for (byte[] bad : List.of(new byte[] {2, 0, 0, 0, 0}, new byte[] {1, 0, 0, 0, 0, 7})) {
            try (Connection connection = rabbit.connectionFactory().newConnection();
                    Channel channel = connection.createChannel()) {
                TOPOLOGY.declare(connection);
                channel.queuePurge("heartrate.state.0");
                channel.basicPublish("", "heartrate.state.0", null, bad);
            }
            try (HeartRateAmqp instance = started()) {
                await().until(() -> health(instance).status() == Status.DOWN
                        && health(instance).reason().orElse("").contains("the snapshot"));
            }
        }
    }

    @Test
    void alertsThatNoQueueTakesDetachAndArePublishedOnceOneDoes() throws Exception {
        Instant now = Instant.now();
        try (HeartRateAmqp instance = started();
                Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            await().until(() -> health(instance).status() == Status.ACTIVE);
            channel.queueUnbind("heartrate.alerts", "heartrate.alerts", "#");
            Ward.publish(instance.publisher(), tachycardia(now.minusSeconds(10)));
            await().until(() -> health(instance).status() == Status.DETACHED);

            channel.queueBind("heartrate.alerts", "heartrate.alerts", "#");

            try (AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
                sink.awaitExactly(Ward.expected(tachycardia(now.minusSeconds(10))), Duration.ofSeconds(20));
            }
            assertThat(heard).extracting(Alert::id).containsOnly(heard.get(0).id());
        }
    }

    @Test
    void deletedReadingsQueueIsDeclaredAgain() throws Exception {
        Instant now = Instant.now();
        try (HeartRateAmqp instance = started();
                Connection connection = rabbit.connectionFactory().newConnection();
                AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
            await().until(() -> health(instance).status() == Status.ACTIVE);
            connection.createChannel().queueDelete("heartrate.readings.0");
            await().until(() -> health(instance).status() != Status.ACTIVE);
            // The broker may be busy with the deletion for a while.
            await().atMost(Duration.ofSeconds(60)).until(() -> health(instance).status() == Status.ACTIVE);

            Ward.publish(instance.publisher(), tachycardia(now.minusSeconds(10)));

            sink.awaitExactly(Ward.expected(tachycardia(now.minusSeconds(10))), Duration.ofSeconds(10));
        }
    }
}
