package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.TelemetrySource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MergedSourcesTest {

    private static final Instant START = Instant.parse("2024-05-01T00:00:00Z");
    private static final List<String> SOURCES = List.of("Watch", "Strap", "Ring");

    /** Readings in order; the rate is the source's number and 60. */
    @Property(tries = 300)
    void oneSourceIsFollowedAtATimeAndNoReadingIsLostUncounted(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 8) Integer> steps) {
        List<Reading> all = new ArrayList<>();
        Instant time = START;
        for (int step : steps) {
            time = time.plusSeconds(step / 3 * 25L);
            all.add(of(SOURCES.get(step % 3), time, 60 + step % 3));
        }
        List<Reading> merged = new ArrayList<>();
        ReadSummary read = new MergedSources(source(all), Set.of()).read(merged::add);

        assertThat(read.readings()).isEqualTo(merged.size());
        assertThat(merged.size() + read.omitted().getOrDefault(Omission.OTHER_SOURCE, 0L))
                .isEqualTo(all.size());
        assertThat(merged).extracting(Reading::patientId).containsOnly("p");
        for (int i = 1; i < merged.size(); i++) {
            Reading before = merged.get(i - 1);
            Duration silence =
                    Duration.between(before.timestamp(), merged.get(i).timestamp());
            assertThat(merged.get(i).bpm() == before.bpm() || silence.compareTo(Duration.ofMinutes(1)) >= 0)
                    .as("%s after %s", merged.get(i), before)
                    .isTrue();
        }
    }

    @Property(tries = 100)
    void chosenSourceIsReadWhole(@ForAll @Size(min = 1, max = 40) List<@IntRange(max = 2) Integer> sources) {
        List<Reading> all = new ArrayList<>();
        all.add(of("Watch", START, 60));
        for (int i = 0; i < sources.size(); i++) {
            all.add(of(SOURCES.get(sources.get(i)), START.plusSeconds(i + 1), 60 + sources.get(i)));
        }
        List<Reading> chosen = new ArrayList<>();
        ReadSummary read = new MergedSources(source(all), Set.of("Watch")).read(chosen::add);

        long expected = all.stream().filter(reading -> reading.bpm() == 60).count();
        assertThat(chosen).hasSize((int) expected).allMatch(reading -> reading.bpm() == 60);
        assertThat(read.omitted().getOrDefault(Omission.OTHER_SOURCE, 0L)).isEqualTo(all.size() - expected);
    }

    @Test
    void readingsWithoutASourceAreKept() {
        List<Reading> read = new ArrayList<>();
        new MergedSources(
                        source(List.of(
                                of("Watch", START, 60),
                                new Reading("p", START.plusSeconds(1), 70),
                                of("Strap", START.plusSeconds(2), 61))),
                        Set.of())
                .read(read::add);

        assertThat(read).extracting(Reading::bpm).containsExactly(60.0, 70.0);
    }

    @Test
    void patientsAreFollowedEachByTheirOwn() {
        List<Reading> read = new ArrayList<>();
        new MergedSources(
                        source(List.of(of("Watch", START, 60), new Reading("q\u0000Strap", START.plusSeconds(1), 70))),
                        Set.of())
                .read(read::add);

        assertThat(read).extracting(Reading::patientId).containsExactly("p", "q");
    }

    @Test
    void sourceThatIsNotThereIsRefused() {
        List<Reading> all = List.of(of("Watch", START, 60), of("Strap", START.plusSeconds(1), 61));

        assertThatThrownBy(() -> new MergedSources(source(all), Set.of("Watch", "Wach")).read(reading -> {}))
                .hasMessage("x: has no source Wach, there are Strap, Watch");
        assertThatThrownBy(() -> new MergedSources(source(List.of(new Reading("p", START, 60))), Set.of("Watch"))
                        .read(reading -> {}))
                .hasMessage("x: has no source Watch, it names none");
    }

    private static Reading of(String source, Instant time, double bpm) {
        return new Reading("p\u0000" + source, time, bpm);
    }

    private static TelemetrySource source(List<Reading> readings) {
        return new TelemetrySource() {
            @Override
            public String name() {
                return "x";
            }

            @Override
            public ReadSummary read(Consumer<? super Reading> sink) {
                readings.forEach(sink);
                return ReadSummary.of("x", readings.size());
            }
        };
    }
}
