package io.github.heartrate.demo.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import io.github.heartrate.toolkit.bridge.MqttBridge;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an MQTT device publishes, with a real client through the plug-in of a real node. */
class MqttBridgeIT {

    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");
    private static final long LIMIT_MS = 60_000;

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicatedWithMqtt();

    private static Broker broker() {
        return Broker.of(URI.create(rabbit.uri()));
    }

    private static MqttBridge started(Topology topology) throws InterruptedException {
        MqttBridge bridge = new MqttBridge(broker(), topology);
        bridge.start();
        assertThat(bridge.awaitConsuming(LIMIT_MS)).isTrue();
        return bridge;
    }

    private static List<Reading> readings(int count) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            readings.add(new Reading("Patient_" + i % 3, TIME.plusMillis(500L * i), i % 40 < 25 ? 150 : 70));
        }
        return readings;
    }

    @Test
    void readingsOfTopicsAreJudgedAsTheCoreJudgesThem() throws Exception {
        Topology topology = Topology.partitioned(3).named("judged");
        List<Reading> readings = readings(300);
        try (WatchedWard ward = new WatchedWard(broker(), topology);
                MqttBridge bridge = started(topology);
                MqttDevice device = new MqttDevice(rabbit.node().mqttUri())) {
            for (Reading reading : readings) {
                device.publish(reading);
            }
            ward.awaitReadings(readings.size());

            assertThat(ward.readings().stream().collect(Collectors.groupingBy(Reading::patientId)))
                    .isEqualTo(readings.stream().collect(Collectors.groupingBy(Reading::patientId)));
            assertThat(ward.alertIds()).isNotEmpty().isEqualTo(WatchedWard.idsOfTheCore(readings));
            assertThat(bridge.parked()).isZero();
        }
    }

    @Test
    void whatCannotBeReadIsParkedWithItsReason() throws Exception {
        Topology topology = Topology.partitioned(2).named("parked");
        try (WatchedWard ward = new WatchedWard(broker(), topology);
                MqttBridge bridge = started(topology);
                MqttDevice device = new MqttDevice(rabbit.node().mqttUri())) {
            device.publish("vitals/P7/hr", "{\"bpm\":72}");
            assertThat(ward.nextParked()).isEqualTo("timestamp is missing|{\"bpm\":72}");

            device.publish("vitals/St.Mary/hr", "{\"timestamp\":\"2026-03-01T12:00:00Z\",\"bpm\":72}");
            assertThat(ward.nextParked())
                    .startsWith("the topic must be vitals/<patient>/hr, with a patient without dots and slashes|");

            device.publish("vitals/P7/hr", "{\"patient_id\":\"P8\",\"timestamp\":\"2026-03-01T12:00:00Z\",\"bpm\":72}");
            assertThat(ward.nextParked()).startsWith("patient_id is not the patient of the topic|");

            device.publish("vitals/P7/hr", "72");
            assertThat(ward.nextParked()).isEqualTo("the body must be one JSON object|72");

            device.publish(new Reading("P7", TIME, 72));
            ward.awaitReadings(1);
            assertThat(ward.readings()).containsExactly(new Reading("P7", TIME, 72));
            assertThat(bridge.parked()).isEqualTo(4);
        }
    }

    @Test
    void readingOfTheFutureIsParkedByTheTimeOfTheBridge() throws Exception {
        Topology topology = Topology.partitioned(2).named("future");
        Instant future = Instant.now().plusSeconds(3_600);
        try (WatchedWard ward = new WatchedWard(broker(), topology);
                MqttBridge bridge = started(topology);
                MqttDevice device = new MqttDevice(rabbit.node().mqttUri())) {
            device.publish(new Reading("P7", future, 72));

            assertThat(ward.nextParked()).startsWith("timestamp is more than PT5M ahead of the message's: ");
            assertThat(bridge.published()).isEqualTo(1);
        }
    }

    @Test
    void whatIsPublishedWhileNoBridgeRunsIsJudgedLaterInOrder() throws Exception {
        Topology topology = Topology.partitioned(3).named("later");
        List<Reading> readings = readings(120);
        try (WatchedWard ward = new WatchedWard(broker(), topology);
                MqttDevice device = new MqttDevice(rabbit.node().mqttUri())) {
            started(topology).close();
            for (Reading reading : readings.subList(0, 60)) {
                device.publish(reading);
            }
            try (MqttBridge first = started(topology)) {
                ward.awaitReadings(1);
                assertThat(first.queue()).isEqualTo("later.mqtt");
            }
            try (MqttBridge second = started(topology)) {
                for (Reading reading : readings.subList(60, 120)) {
                    device.publish(reading);
                }
                ward.awaitReadings(readings.size());
                assertThat(second.parked()).isZero();
            }

            assertThat(ward.alertIds()).isNotEmpty().isEqualTo(WatchedWard.idsOfTheCore(readings));
        }
    }

    @Test
    void closedConnectionsLoseNothing() throws Exception {
        Topology topology = Topology.partitioned(3).named("cut");
        List<Reading> readings = readings(200);
        try (WatchedWard ward = new WatchedWard(broker(), topology);
                MqttBridge bridge = started(topology);
                MqttDevice device = new MqttDevice(rabbit.node().mqttUri())) {
            for (Reading reading : readings.subList(0, 100)) {
                device.publish(reading);
            }
            closeConnectionsOf("heartrate mqtt bridge");
            for (Reading reading : readings.subList(100, 200)) {
                device.publish(reading);
            }
            ward.awaitReadings(readings.size());
            org.awaitility.Awaitility.await().until(() -> ward.alertIds().equals(WatchedWard.idsOfTheCore(readings)));
            assertThat(bridge.parked()).isZero();
        }
    }

    private static void closeConnectionsOf(String name) {
        for (String line : rabbit.node()
                .ctl("-q", "list_connections", "pid", "client_properties")
                .split("\n", -1)) {
            if (line.contains(name)) {
                rabbit.node().ctl("close_connection", line.split("\t", -1)[0], "closed by the test");
            }
        }
    }

    @Test
    void bindingsPerPatientNeedNoBridge() throws Exception {
        Topology topology = Topology.partitioned(3).named("bound");
        List<Reading> readings = readings(60);
        try (WatchedWard ward = new WatchedWard(broker(), topology);
                Connection connection = broker().connect("test");
                MqttDevice device = new MqttDevice(rabbit.node().mqttUri())) {
            for (String patient : List.of("Patient_0", "Patient_1", "Patient_2")) {
                connection
                        .createChannel()
                        .queueBind(
                                topology.readingsQueue(topology.partitionOf(patient)),
                                "amq.topic",
                                "vitals." + patient + ".hr");
            }
            for (Reading reading : readings) {
                device.publishWithPatient(reading);
            }
            ward.awaitReadings(readings.size());

            assertThat(ward.alertIds()).isNotEmpty().isEqualTo(WatchedWard.idsOfTheCore(readings));
        }
    }
}
