package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of the hazards says what the tests hold, and its comparison what the library does. */
class HazardsPageTest {

    private static final Path BASE = Path.of("").toAbsolutePath();

    private static final Pattern REFERENCE = Pattern.compile("`((?<class>\\w+Test)\\.)?(?<method>\\w+)`");

    private static String page() throws IOException {
        return Files.readString(BASE.resolve("docs/hazards.md"));
    }

    @Test
    void everyTestThatThePageNamesExists() throws IOException {
        int references = 0;
        for (String row : hazards()) {
            List<String> cells = cells(row);
            String named = "";
            for (String reference : cells.get(cells.size() - 1).split(", ", -1)) {
                Matcher parts = REFERENCE.matcher(reference);
                assertThat(parts.matches()).as(row).isTrue();
                named = parts.group("class") == null ? named : parts.group("class");
                Path source = BASE.resolve("src/test/java/io/github/heartrate/" + named + ".java");
                assertThat(source).content().contains("void " + parts.group("method") + "(");
                references++;
            }
        }
        assertThat(references).isGreaterThan(25);
    }

    private static List<String> hazards() throws IOException {
        return page().substring(0, page().indexOf("## What is left"))
                .lines()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---") && !line.startsWith("| what"))
                .toList();
    }

    @Test
    void comparisonSaysWhatTheLibraryDoes() throws IOException {
        Map<String, String> streams = new LinkedHashMap<>();
        page().lines()
                .filter(line -> line.matches("\\| [A-Z]+ \\| .*\\d@\\d.*"))
                .map(HazardsPageTest::cells)
                .forEach(cells -> streams.put(cells.get(0), cells.get(1)));
        assertThat(streams).hasSize(11);
        assertThat(row("**heartrate**, default policy")).isEqualTo(results(streams, AlarmPolicy.DEFAULT));
        AlarmPolicy gap = AlarmPolicy.builder().maxGap(Duration.ofMinutes(5)).build();
        assertThat(row("**heartrate**, `maxGap` of 5 minutes")).isEqualTo(results(streams, gap));
    }

    private static List<String> row(String system) throws IOException {
        List<String> cells = page().lines()
                .filter(line -> line.startsWith("| " + system + " |"))
                .map(HazardsPageTest::cells)
                .findFirst()
                .orElseThrow();
        return cells.subList(1, cells.size());
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.substring(1).split("\\|", -1))
                .map(String::strip)
                .filter(cell -> !cell.isEmpty())
                .toList();
    }

    private static List<String> results(Map<String, String> streams, AlarmPolicy policy) {
        return streams.values().stream().map(stream -> result(stream, policy)).toList();
    }

    private static String result(String stream, AlarmPolicy policy) {
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(policy).build();
        List<Alert> alerts = new ArrayList<>();
        for (String word : stream.split(" ", -1)) {
            String patient = word.replaceAll("\\d.*", "");
            String[] reading = word.substring(patient.length()).split("@", -1);
            alerts.addAll(monitor.accept(new Reading(
                            patient.isEmpty() ? Feed.PATIENT : patient,
                            Feed.second(60L * Long.parseLong(reading[1])),
                            Double.parseDouble(reading[0])))
                    .alerts());
        }
        long raised =
                alerts.stream().filter(alert -> alert.phase() == Phase.RAISED).count();
        boolean isCleared = alerts.stream().anyMatch(alert -> alert.phase() == Phase.CLEARED);
        return raised + (isCleared ? "+c" : "");
    }
}
