package io.github.heartrate.toolkit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TelemetryClockTest {

    private static final Instant RECORDED = Instant.parse("2024-06-08T21:26:38Z");

    private Instant wall = Instant.parse("2026-11-25T10:00:00Z");

    @Test
    void beforeTheFirstReadingItIsTheWallsTime() {
        assertThat(new TelemetryClock(() -> wall, 1).instant()).isEqualTo(wall);
    }

    @Test
    void itGoesOnFromTheLatestReadingAtTheReplaysSpeed() {
        TelemetryClock clock = new TelemetryClock(() -> wall, 10);
        clock.observe(new Reading("a", RECORDED, 72));

        wall = wall.plusSeconds(3);

        assertThat(clock.instant()).isEqualTo(RECORDED.plusSeconds(30));
    }

    @Test
    void itNeverRunsBackward() {
        TelemetryClock clock = new TelemetryClock(() -> wall, 1);
        clock.observe(new Reading("a", RECORDED, 72));
        wall = wall.plusSeconds(5);
        Instant before = clock.instant();

        clock.observe(new Reading("b", RECORDED.plusSeconds(1), 72));
        clock.observe(new Reading("c", RECORDED.minus(Duration.ofHours(1)), 72));

        assertThat(clock.instant()).isEqualTo(before);
    }

    @Test
    void farthestInstantOverflowsNothing() {
        TelemetryClock clock = new TelemetryClock(() -> wall, 1);
        clock.observe(new Reading("a", Instant.MAX, 72));

        wall = wall.plusSeconds(5);

        assertThat(clock.instant()).isEqualTo(Instant.MAX);
    }
}
