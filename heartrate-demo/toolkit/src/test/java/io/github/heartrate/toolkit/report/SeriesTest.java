package io.github.heartrate.toolkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeriesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void fewReadingsAreKeptAsTheyAre() {
        Series series = series(100, 72, 104, 80);

        assertThat(series.points()).containsExactly(point(0, 72), point(1, 104), point(2, 80));
        assertThat(series.first()).isEqualTo(START);
        assertThat(series.last()).isEqualTo(START.plusSeconds(2));
    }

    @Test
    void oneExtremeReadingAmongAMillionSurvives() {
        Series series = new Series(1_000);
        Random random = new Random(1);
        for (int i = 0; i < 1_000_000; i++) {
            double bpm = i == 777_777 ? 231 : i == 333_333 ? 3 : 70 + random.nextInt(10);
            series.add(new Reading("a", START.plusSeconds(i), bpm));
        }

        List<Series.Point> points = series.points();
        assertThat(points).hasSizeLessThanOrEqualTo(2_000).hasSizeGreaterThan(900);
        assertThat(points).contains(point(777_777, 231), point(333_333, 3));
        assertThat(series.count()).isEqualTo(1_000_000);
    }

    @Property
    void extremesOrderAndBoundHoldForAnyReadings(
            @ForAll @Size(min = 1, max = 300) List<@IntRange(min = 1, max = 100_000) Integer> intervalsMillis,
            @ForAll @IntRange(min = 2, max = 40) int buckets,
            @ForAll @Size(min = 300, max = 300) List<@DoubleRange(min = 0, max = 300) Double> rates) {
        Series series = new Series(buckets);
        Instant time = START;
        for (int i = 0; i < intervalsMillis.size(); i++) {
            time = time.plusMillis(intervalsMillis.get(i));
            series.add(new Reading("a", time, rates.get(i)));
        }

        List<Double> fed = rates.subList(0, intervalsMillis.size());
        List<Series.Point> drawn = series.points().stream()
                .filter(point -> !Double.isNaN(point.bpm()))
                .toList();
        assertThat(drawn).hasSizeLessThanOrEqualTo(2 * buckets);
        assertThat(drawn.stream().mapToDouble(Series.Point::bpm).max())
                .hasValue(fed.stream().mapToDouble(d -> d).max().orElseThrow());
        assertThat(drawn.stream().mapToDouble(Series.Point::bpm).min())
                .hasValue(fed.stream().mapToDouble(d -> d).min().orElseThrow());
        assertThat(series.points()).isSortedAccordingTo((a, b) -> Long.compare(a.millis(), b.millis()));
    }

    @Test
    void silenceLongerThanThePaceIsAGap() {
        Series series = new Series(100);
        for (int second : new int[] {0, 1, 2, 3, 4, 60, 61, 62}) {
            series.add(new Reading("a", START.plusSeconds(second), 72));
        }

        assertThat(series.pace()).isGreaterThan(Duration.ofSeconds(2)).isLessThan(Duration.ofSeconds(30));
        List<Series.Point> points = series.points();
        assertThat(points).hasSize(9);
        assertThat(points.get(5).bpm()).isNaN();
        assertThat(points.get(5).millis()).isEqualTo(START.plusSeconds(32).toEpochMilli());
    }

    @Test
    void readingsAMinuteApartAreNoGap() {
        Series series = new Series(100);
        for (int minute = 0; minute < 50; minute++) {
            series.add(new Reading("a", START.plusSeconds(60L * minute), 72));
        }

        assertThat(series.points()).hasSize(50).noneMatch(point -> Double.isNaN(point.bpm()));
    }

    @Test
    void gapOutlivesNarrowing() {
        Series series = new Series(1_000);
        for (int second = 0; second < 2_000; second++) {
            if (second < 900 || second > 1_400) {
                series.add(new Reading("a", START.plusSeconds(second), 72 + second % 7));
            }
        }

        series.narrowTo(50);

        assertThat(series.points())
                .hasSizeLessThan(110)
                .filteredOn(point -> Double.isNaN(point.bpm()))
                .hasSize(1);
    }

    @Test
    void instantsOutOfAScriptsReachAreMovedIntoIt() {
        Series series = new Series(10);
        series.add(new Reading("a", Instant.MIN, 72));
        series.add(new Reading("a", Instant.MAX, 73));

        assertThat(series.points()).extracting(Series.Point::millis).contains(-8_640_000_000_000_000L);
    }

    @Test
    void oneBucketIsRefused() {
        assertThatThrownBy(() -> new Series(1)).hasMessage("maxBuckets must be at least 2: 1");
    }

    private static Series series(int buckets, double... rates) {
        Series series = new Series(buckets);
        for (int i = 0; i < rates.length; i++) {
            series.add(new Reading("a", START.plusSeconds(i), rates[i]));
        }
        return series;
    }

    private static Series.Point point(int second, double bpm) {
        return new Series.Point(START.plusSeconds(second).toEpochMilli(), bpm);
    }
}
