package io.github.heartrate.demo.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Latch;
import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The line of an alert in a terminal. */
class AlertLineTest {

    private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");

    private final List<Alert> alerts = new ArrayList<>();
    private final HeartRateMonitor monitor = HeartRateMonitor.builder()
            .policy(AlarmPolicy.builder()
                    .limits(AlarmLimits.ADULT.withExtremes(40, 140))
                    .staleAfter(Duration.ofMinutes(1))
                    .latch(Latch.HIGH)
                    .build())
            .listener(alerts::add)
            .build();

    @Test
    void alarmSaysItsPeakAndItsEndHowLongItLasted() {
        read(0, 104, 108, 111, 98);

        assertThat(lines())
                .containsExactly(
                        "2026-01-01T08:00:02Z  RAISED   TACHYCARDIA  p  peak 111.0 bpm",
                        "2026-01-01T08:00:03Z  CLEARED  TACHYCARDIA  p  peak 111.0 bpm  after 1 s");
    }

    @Test
    void lostSignalSaysTheLastReading() {
        read(0, 72);
        monitor.tick(START.plusSeconds(61));
        read(62, 72);

        assertThat(lines())
                .containsExactly(
                        "2026-01-01T08:01:01Z  RAISED   SIGNAL_LOSS  p  last 72.0 bpm at 2026-01-01T08:00:00Z",
                        "2026-01-01T08:01:02Z  CLEARED  SIGNAL_LOSS  p  after 1 s");
    }

    @Test
    void lostSignalOfAPatientNeverHeardFromSaysSo() {
        monitor.admit("p", START);
        monitor.tick(START.plusSeconds(61));

        assertThat(lines()).containsExactly("2026-01-01T08:01:01Z  RAISED   SIGNAL_LOSS  p  no reading yet");
    }

    @Test
    void lostSignalSaysTheRunUnderWayAndTheLateReadings() {
        read(0, 72, 0, 0);
        read(-600, 44);
        read(-300, 45);
        monitor.tick(START.plusSeconds(100));

        assertThat(lines())
                .containsExactly("2026-01-01T08:01:40Z  RAISED   SIGNAL_LOSS  p  last 0.0 bpm at 2026-01-01T08:00:02Z"
                        + "  2 readings towards BRADYCARDIA"
                        + "  2 late readings, newest 45.0 bpm at 2026-01-01T07:55:00Z");
    }

    @Test
    void latchedAlarmSaysSo() {
        read(0, 150, 150, 150, 72);

        assertThat(lines().get(1))
                .isEqualTo("2026-01-01T08:00:03Z  CLEARED  TACHYCARDIA  p  peak 150.0 bpm  after 1 s  latched");
    }

    @Test
    void pausedAlertSaysUntilWhenInTheZoneThatIsShown() {
        read(0, 104);
        monitor.pause("p", START.plusSeconds(120), START.plusSeconds(1));
        read(2, 104, 104);

        assertThat(AlertLine.of(alerts.get(0), ZoneId.of("Europe/Rome")))
                .isEqualTo("2026-01-01T09:00:03+01:00  RAISED   TACHYCARDIA  p  peak 104.0 bpm"
                        + "  paused until 2026-01-01T09:02:00+01:00");
    }

    private void read(int second, double... rates) {
        for (int i = 0; i < rates.length; i++) {
            monitor.accept(new Reading("p", START.plusSeconds((long) second + i), rates[i]));
        }
    }

    private List<String> lines() {
        return alerts.stream().map(alert -> AlertLine.of(alert, ZoneOffset.UTC)).toList();
    }
}
