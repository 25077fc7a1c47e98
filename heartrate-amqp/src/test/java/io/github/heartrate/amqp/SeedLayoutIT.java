package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.codec.Fixed12ReadingCodec;
import io.github.heartrate.amqp.observe.PartitionHealth;
import io.github.heartrate.amqp.state.PartitionStateStore;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The layout of the Python programs, with their messages byte for byte: no content type, {@code struct.pack('>df')}. */
@Tag(RabbitMq.OLDEST)
class SeedLayoutIT {

    private static final String PATIENT = "Patient_1";
    private static final Topology TOPOLOGY = Topology.queuePerPatient(List.of(PATIENT, "Patient_2"));

    /** What Python gives for {@code struct.pack('>df', 1767225600.25, 120.4).hex()}. */
    private static final String PYTHON = "41da556e4010000042f0cccd";

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    @TempDir
    private Path folder;

    private HeartRateAmqp started(AlarmPolicy policy) {
        HeartRateAmqp instance = HeartRateAmqp.builder()
                .uri(rabbit.uri())
                .topology(TOPOLOGY)
                .policy(policy)
                .stateStore(PartitionStateStore.file(folder))
                .build();
        instance.start();
        return instance;
    }

    @Test
    void pythonsMessagesGiveTheSameAlertsAlsoAcrossARestart() throws Exception {
        Instant start = Instant.now().minusSeconds(60);
        List<Reading> readings = new ArrayList<>();
        Fixed12ReadingCodec codec = new Fixed12ReadingCodec();
        for (int i = 0; i < 30; i++) {
            double bpm = i % 7 < 4 ? 120.4 : 72;
            byte[] packed = codec.encode(new Reading(PATIENT, start.plusSeconds(i), bpm));
            readings.add(codec.decode(packed, PATIENT));
        }
        try (Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            int next = 0;
            for (int run = 0; run < 3; run++) {
                try (HeartRateAmqp instance = started(AlarmPolicy.DEFAULT)) {
                    for (int i = 0; i < 10; i++) {
                        channel.basicPublish("", PATIENT, null, codec.encode(readings.get(next++)));
                    }
                    await().until(() -> channel.messageCount(PATIENT) == 0);
                    await().untilAsserted(() -> assertThat(instance.health().partitions())
                            .noneMatch(health -> health.status() == PartitionHealth.Status.DOWN));
                }
            }
            try (AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
                sink.awaitExactly(Ward.expected(readings), Duration.ofSeconds(10));
                assertThat(sink.repeats()).isZero();
            }
        }
    }

    @Test
    void readingsArePublishedAsPythonWouldPackThem() throws Exception {
        Reading reading = new Reading(PATIENT, Instant.parse("2026-01-01T00:00:00.250Z"), 120.4);
        try (Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel();
                ReadingPublisher publisher = ReadingPublisher.builder(Broker.of(rabbit.connectionFactory()), TOPOLOGY)
                        .codec(new Fixed12ReadingCodec())
                        .build()) {
            publisher.start();
            TOPOLOGY.declare(connection);
            Ward.publish(publisher, List.of(reading));
            GetResponse message = channel.basicGet(PATIENT, true);
            assertThat(HexFormat.of().formatHex(message.getBody())).isEqualTo(PYTHON);
            assertThat(ByteBuffer.wrap(message.getBody()).getDouble()).isEqualTo(1_767_225_600.25);
        }
    }

    @Test
    void silenceIsNoticedOnceTheQueueIsEmpty() throws Exception {
        AlarmPolicy policy =
                AlarmPolicy.builder().staleAfter(Duration.ofSeconds(2)).build();
        try (HeartRateAmqp instance = started(policy);
                Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel();
                AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
            channel.basicPublish(
                    "", PATIENT, null, new Fixed12ReadingCodec().encode(new Reading(PATIENT, Instant.now(), 72)));

            await().until(() -> !sink.distinct().isEmpty());
            assertThat(sink.distinct()).extracting(Alert::condition).containsExactly(Condition.SIGNAL_LOSS);
            assertThat(instance.activeAlarms()).hasSize(1);
        }
    }
}
