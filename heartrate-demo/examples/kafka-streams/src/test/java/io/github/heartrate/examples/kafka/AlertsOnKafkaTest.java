package io.github.heartrate.examples.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.LongStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topology under the engine's own driver. */
class AlertsOnKafkaTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PATIENTS = 7;
    private static final int READINGS = 2_100;
    private static final int STEP = 300;

    @TempDir
    private Path folder;

    @Test
    void storeThatIsBuiltAgainFromItsChangelogGivesTheAlertsOfTheCore() {
        List<String> ids = new ArrayList<>();
        List<KeyValue<String, byte[]>> changelog = new ArrayList<>();
        for (int from = 0; from < READINGS; from += STEP) {
            try (Driver driver = new Driver(folder.resolve("from-" + from), AlarmPolicy.DEFAULT)) {
                changelog.forEach(change -> driver.store().put(change.key, change.value));
                for (int index = from; index < from + STEP; index++) {
                    driver.feed(reading(index));
                }
                ids.addAll(driver.alerts().stream().map(Alert::id).toList());
                changelog = driver.changes();
            }
        }

        assertThat(ids).containsExactlyElementsOf(idsOfTheCore());
    }

    @Test
    void wallClockTellsSilence() {
        AlarmPolicy policy =
                AlarmPolicy.builder().staleAfter(Duration.ofSeconds(30)).build();
        try (Driver driver = new Driver(folder, policy)) {
            driver.feed(new Reading("a", START, 72));
            driver.advanceWallClockTime(Duration.ofSeconds(30));
            assertThat(driver.alerts()).isEmpty();

            driver.advanceWallClockTime(Duration.ofSeconds(10));

            assertThat(driver.alerts())
                    .extracting(alert -> alert.phase() + " " + alert.condition())
                    .containsExactly("RAISED SIGNAL_LOSS");
        }
    }

    @Test
    void patientWhoIsIdleLeavesTheStore() {
        try (Driver driver = new Driver(folder, AlarmPolicy.DEFAULT)) {
            driver.feed(new Reading("a", START, 72));

            driver.advanceWallClockTime(Duration.ofDays(2));

            assertThat(driver.store().approximateNumEntries()).isZero();
        }
    }

    @Test
    void recordThatIsNoReadingCostsOnlyItself() {
        try (Driver driver = new Driver(folder, AlarmPolicy.DEFAULT)) {
            for (int second = 0; second < 3; second++) {
                driver.feed(new Reading("a", START.plusSeconds(second), 120));
                driver.createInputTopic(AlertsOnKafka.READINGS, new StringSerializer(), new StringSerializer())
                        .pipeInput("a", "120 bpm");
            }

            assertThat(driver.alerts()).hasSize(1);
        }
    }

    private static List<String> idsOfTheCore() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        return LongStream.range(0, READINGS)
                .mapToObj(index -> monitor.accept(reading(index)).alerts())
                .flatMap(List::stream)
                .map(Alert::id)
                .toList();
    }

    /** All patients' of one second, then those of the next; each patient has runs of its own length. */
    private static Reading reading(long index) {
        long patient = index % PATIENTS;
        long second = index / PATIENTS;
        boolean isHigh = second / (2 + patient) % 3 == 1;
        return new Reading("Patient_" + patient, START.plusSeconds(second), isHigh ? 120 : 72);
    }

    private static final class Driver extends TopologyTestDriver {

        private final TestInputTopic<String, Reading> readings;

        Driver(Path folder, AlarmPolicy policy) {
            super(AlertsOnKafka.topology(policy), settings(folder), START);
            readings = createInputTopic(
                    AlertsOnKafka.READINGS,
                    new StringSerializer(),
                    AlertsOnKafka.readings().serializer());
        }

        private static Properties settings(Path folder) {
            Properties properties = AlertsOnKafka.properties("nowhere:9092");
            properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
            return properties;
        }

        void feed(Reading reading) {
            readings.pipeInput(reading.patientId(), reading, reading.timestamp());
        }

        List<Alert> alerts() {
            return createOutputTopic(
                            AlertsOnKafka.ALERTS,
                            Serdes.String().deserializer(),
                            AlertsOnKafka.alerts().deserializer())
                    .readValuesToList();
        }

        KeyValueStore<String, byte[]> store() {
            return getKeyValueStore(HeartRateAlerts.STORE);
        }

        /** What the store wrote into its changelog. */
        List<KeyValue<String, byte[]>> changes() {
            return createOutputTopic(
                            "heartrate-" + HeartRateAlerts.STORE + "-changelog",
                            Serdes.String().deserializer(),
                            Serdes.ByteArray().deserializer())
                    .readKeyValuesToList();
        }
    }
}
