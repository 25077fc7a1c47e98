package io.github.heartrate.toolkit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SortedTelemetryTest {

    @Property(tries = 200)
    void sortedReadingsComeByTimeAndThoseOfOneTimeInTheirOrder(
            @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> seconds,
            @ForAll @IntRange(min = 1, max = 50) int inMemory) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < seconds.size(); i++) {
            readings.add(new Reading("p" + i % 3, Instant.ofEpochSecond(seconds.get(i), i), i));
            readings.add(new Reading("q", Instant.ofEpochSecond(seconds.get(i)), i));
        }
        List<Reading> expected = new ArrayList<>(readings);
        expected.sort(Comparator.comparing(Reading::timestamp));

        Once source = new Once(readings);
        try (SortedTelemetry telemetry = new SortedTelemetry(source, inMemory)) {
            for (int time = 0; time < 3; time++) {
                List<Reading> sorted = new ArrayList<>();
                assertThat(telemetry.read(sorted::add).readings()).isEqualTo(readings.size());
                assertThat(sorted).isEqualTo(expected);
            }
        }
        assertThat(source.reads).isEqualTo(1);
    }

    private static final class Once implements TelemetrySource {
        private final List<Reading> readings;
        private int reads;

        Once(List<Reading> readings) {
            this.readings = readings;
        }

        @Override
        public String name() {
            return "list";
        }

        @Override
        public ReadSummary read(Consumer<? super Reading> sink) {
            reads++;
            readings.forEach(sink);
            return ReadSummary.of("list", readings.size());
        }
    }
}
