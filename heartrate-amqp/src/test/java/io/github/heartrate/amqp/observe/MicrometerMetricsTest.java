package io.github.heartrate.amqp.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Condition;
import io.github.heartrate.Phase;
import io.github.heartrate.Verdict;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MicrometerMetricsTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| `(heartrate\\.[a-z.]+)` \\| (counter|gauge|timer)[^|]* \\| ([^|]*)\\|");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerMetrics metrics = new MicrometerMetrics(registry);

    @BeforeEach
    void everythingHappensOnce() {
        for (Verdict verdict : Verdict.values()) {
            metrics.reading(verdict);
        }
        metrics.alert(Condition.TACHYCARDIA, Phase.RAISED);
        metrics.alertConfirmed(Duration.ofMillis(3));
        metrics.committed(1, 500, Duration.ofMillis(20));
        metrics.inFlight(1, 7);
        metrics.lag(1, Duration.ofMillis(1_500));
        metrics.tickRefused("one-12345678", Duration.ofDays(2));
        metrics.clockDifference(Duration.ofDays(-1));
        metrics.parked();
        metrics.noValue();
        metrics.threadDied("heartrate-a-ticks");
        metrics.sessionFailed(1);
        metrics.detached(1, Duration.ofSeconds(9));
        metrics.reconnected("heartrate a publisher");
    }

    @Test
    void operatingPageListsExactlyTheRegisteredMetersWithTypeAndTags() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs/operating.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.find()) {
                documented.put(
                        row.group(1),
                        row.group(2) + " " + row.group(3).replace("`", "").strip());
            }
        }

        Map<String, String> registered = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            String tags = meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.joining(", "));
            registered.put(
                    meter.getId().getName(),
                    meter.getId().getType().name().toLowerCase(java.util.Locale.ROOT) + " " + tags);
        }

        assertThat(documented).isEqualTo(registered);
    }

    @Test
    void everyMeterHasADescription() {
        assertThat(registry.getMeters())
                .isNotEmpty()
                .allSatisfy(meter -> assertThat(meter.getId().getDescription()).isNotBlank());
    }

    @Test
    void valuesAreThoseThatWereTold() {
        assertThat(registry.get("heartrate.readings")
                        .tag("verdict", "duplicate")
                        .counter()
                        .count())
                .isOne();
        assertThat(registry.get("heartrate.alerts")
                        .tags("condition", "tachycardia", "phase", "raised")
                        .counter()
                        .count())
                .isOne();
        assertThat(registry.get("heartrate.alerts")
                        .tags("condition", "bradycardia", "phase", "raised")
                        .counter()
                        .count())
                .isZero();
        assertThat(registry.get("heartrate.alert.confirm").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(3);
        assertThat(registry.get("heartrate.committed")
                        .tag("partition", "1")
                        .counter()
                        .count())
                .isEqualTo(500);
        assertThat(registry.get("heartrate.in.flight")
                        .tag("partition", "1")
                        .gauge()
                        .value())
                .isEqualTo(7);
        assertThat(registry.get("heartrate.lag")
                        .tag("partition", "1")
                        .timeGauge()
                        .value(TimeUnit.MILLISECONDS))
                .isEqualTo(1_500);
        assertThat(registry.get("heartrate.ticks.refused")
                        .tag("instance", "one-12345678")
                        .counter()
                        .count())
                .isOne();
        assertThat(registry.get("heartrate.clock.difference").timeGauge().value(TimeUnit.HOURS))
                .isEqualTo(-24);
        assertThat(registry.get("heartrate.detached").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(9);
    }
}
