package io.github.heartrate.demo.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.ReadingPublisher;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.codec.fhir.FhirReadingCodec;
import io.github.heartrate.amqp.codec.hl7.Hl7Codec;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import io.github.heartrate.demo.cli.CommandResult;
import io.github.heartrate.toolkit.bridge.MllpListener;
import io.github.heartrate.toolkit.bridge.MqttBridge;
import io.github.heartrate.toolkit.files.TelemetryFiles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A ward of 50 patients: a third each sends FHIR, HL7 over MLLP, and MQTT, through a real node. */
class WardOfThreeFormatsIT {

    private static final int PATIENTS = 50;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Topology TOPOLOGY = Topology.partitioned(4);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicatedWithMqtt();

    @Test
    void alertsAreThoseOfTheCsv(@TempDir Path folder) throws Exception {
        Path csv = folder.resolve("ward.csv");
        String patients = Integer.toString(PATIENTS);
        run("generate", "--patients", patients, "--length", "2m", "--seed", "21", "--out", csv.toString());
        List<Reading> readings = readings(csv);
        List<String> ids =
                readings.stream().map(Reading::patientId).distinct().sorted().toList();
        assertThat(ids).hasSize(PATIENTS);
        Broker broker = Broker.of(URI.create(rabbit.uri()));

        try (WatchedWard ward = new WatchedWard(broker, TOPOLOGY);
                MqttBridge bridge = new MqttBridge(broker, TOPOLOGY);
                MllpListener listener = MllpListener.builder(broker, TOPOLOGY)
                        .address(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .build();
                ReadingPublisher fhir = ReadingPublisher.builder(broker, TOPOLOGY)
                        .codec(new FhirReadingCodec())
                        .build()) {
            bridge.start();
            listener.start();
            fhir.start();
            assertThat(bridge.awaitConsuming(LIMIT.toMillis())).isTrue();
            try (MllpSender hl7 = new MllpSender(listener.address());
                    MqttDevice mqtt = new MqttDevice(rabbit.node().mqttUri())) {
                for (Reading reading : readings) {
                    switch (ids.indexOf(reading.patientId()) % 3) {
                        case 0 -> assertThat(fhir.publish(reading).join()).isEqualTo(PublishResult.CONFIRMED);
                        case 1 ->
                            assertThat(hl7.send(new Hl7Codec().encode(reading))).startsWith("AA|");
                        default -> mqtt.publish(reading);
                    }
                }
            }
            ward.awaitReadings(readings.size());

            Set<String> expected = WatchedWard.idsOfTheCore(readings);
            await().atMost(LIMIT).until(() -> ward.alertIds().size() >= expected.size());
            assertThat(ward.alertIds()).hasSizeGreaterThan(PATIENTS).isEqualTo(expected);
            assertThat(ward.readings().stream().collect(Collectors.groupingBy(Reading::patientId)))
                    .isEqualTo(readings.stream().collect(Collectors.groupingBy(Reading::patientId)));
            assertThat(bridge.parked()).isZero();
            assertThat(listener.refused()).isZero();
        }
    }

    private static void run(String... arguments) {
        CommandResult result = CommandResult.of(arguments);
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    private static List<Reading> readings(Path csv) {
        List<Reading> readings = new ArrayList<>();
        try (TelemetryFiles files = TelemetryFiles.of(csv)) {
            files.read(readings::add);
        }
        return readings;
    }
}
