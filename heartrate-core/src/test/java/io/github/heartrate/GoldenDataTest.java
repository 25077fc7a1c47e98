package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Recorded readings, where they are at hand: beside the repository, in {@code shared/data}. */
class GoldenDataTest {

    private static final Path DATA = Path.of(System.getProperty("basedir", "."), "..", "..", "shared", "data");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    @Test
    void telemetryOfFivePatientsGivesTheKnownEpisodes() throws IOException {
        List<String> lines = lines("telemetry.csv");
        String[] header = lines.get(0).split(",", -1);
        List<Reading> readings = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Instant timestamp = LocalDateTime.parse(cells[1], LOCAL).toInstant(ZoneOffset.UTC);
            for (int i = 2; i < cells.length; i++) {
                readings.add(new Reading(header[i], timestamp, Double.parseDouble(cells[i])));
            }
        }
        assertThat(readings).hasSize(999 * 5);
        List<Alert> alerts = alerts(readings);
        assertThat(count(alerts, alert -> alert.phase() + " " + alert.condition()))
                .containsEntry("RAISED TACHYCARDIA", 351L)
                .containsEntry("RAISED BRADYCARDIA", 29L);
        assertThat(count(alerts, alert -> alert.phase().name())).isEqualTo(Map.of("RAISED", 380L, "CLEARED", 379L));
    }

    @Test
    void wristbandOfOnePersonGivesTheKnownEpisodes() throws IOException {
        List<String> lines = lines("wristband.csv");
        List<Reading> readings = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            readings.add(new Reading(cells[0], Instant.parse(cells[1]), Double.parseDouble(cells[2])));
        }
        assertThat(readings).hasSize(3651);
        assertThat(count(alerts(readings), alert -> alert.phase() + " " + alert.condition()))
                .isEqualTo(Map.of("RAISED TACHYCARDIA", 11L, "CLEARED TACHYCARDIA", 11L));
    }

    private static List<String> lines(String file) throws IOException {
        Path path = DATA.resolve(file).normalize();
        assumeTrue(Files.isReadable(path), () -> "recorded readings are not at hand: " + path);
        return Files.readAllLines(path);
    }

    private static List<Alert> alerts(List<Reading> readings) {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        return readings.stream()
                .flatMap(reading -> monitor.accept(reading).alerts().stream())
                .toList();
    }

    private static Map<String, Long> count(List<Alert> alerts, Function<Alert, String> kind) {
        return alerts.stream().collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.counting()));
    }
}
