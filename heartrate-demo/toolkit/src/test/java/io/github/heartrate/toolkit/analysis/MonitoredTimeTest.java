package io.github.heartrate.toolkit.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitoredTimeTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void intervalOfExactlyTheGapIsMonitoredAndALongerOneIsNot() {
        MonitoredTime time = new MonitoredTime(new Intervals(Duration.ofMinutes(5)));

        assertThat(time.accepted(START)).isZero();
        assertThat(time.accepted(START.plusSeconds(300))).isEqualTo(300_000_000_000L);
        assertThat(time.accepted(START.plusSeconds(600).plusNanos(1))).isZero();
        assertThat(time.accepted(START.plusSeconds(600).plusNanos(8))).isEqualTo(7);
        assertThat(time.total()).isEqualTo(Duration.ofMinutes(5).plusNanos(7));
    }

    @Test
    void timesFarApartDoNotOverflow() {
        MonitoredTime time = new MonitoredTime(new Intervals(MonitoredTime.MAX_GAP));

        time.accepted(Instant.MIN);

        assertThat(time.accepted(Instant.MAX)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P366DT1S", "PT2562047788015215H30M7S"})
    void gapThatIsNoneOrEndlessIsRefused(Duration gap) {
        assertThatThrownBy(() -> new Intervals(gap))
                .hasMessageStartingWith("monitored gap must be positive and at most 366d: ")
                .hasMessageNotContaining("PT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                            # intervals in seconds, each times how often        | longer  | better | takes
                            3600x24                                             | 100 %   | 1h     | 100 %
                            3600x90 4500x10                                     | 100 %   | 2h     | 100 %
                            60x2 3600x70 5400x26 86400x2                        | 98 %    | 2h     | 98 %
                            600x90 1200x10                                      | 100 %   | 20m    | 100 %
                            301x3                                               | 100 %   | 10m    | 100 %
                            3600x60 2592000x40                                  | 100 %   | 4h     | 60 %
                            300x49 3600x51                                      | 51 %    | 1h     | 100 %
                            300x999 43200x1001                                  | 50 %    | 12h    | 100 %
                            21600x1                                             | 100 %   | 6h     | 100 %
                            """)
    void longIntervalsAreToldWithAGapThatFits(String intervals, String longer, String better, String takes) {
        assertThat(counted(intervals).hint())
                .contains("most intervals between readings (" + longer
                        + ") are longer than --monitored-gap 5m and are not monitored; --monitored-gap " + better
                        + " would take " + takes + " of them all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1x10000 400000x1", "5x100 3600x100", "300x9 301x9"})
    void nothingIsToldIfHalfOfTheIntervalsOrMoreAreMonitored(String intervals) {
        assertThat(counted(intervals).hint()).isEmpty();
    }

    @Test
    void noGapIsNamedWhereNoneFits() {
        assertThat(counted("40000000x3").hint())
                .contains("most intervals between readings (100 %) are longer than --monitored-gap 5m and are not "
                        + "monitored");
    }

    private static Intervals counted(String text) {
        Intervals intervals = new Intervals(MonitoredTime.DEFAULT_GAP);
        MonitoredTime time = new MonitoredTime(intervals);
        Instant at = START;
        time.accepted(at);
        for (String part : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            String[] secondsAndTimes = part.split("x", -1);
            for (int i = 0; i < Integer.parseInt(secondsAndTimes[1]); i++) {
                at = at.plusSeconds(Long.parseLong(secondsAndTimes[0]));
                time.accepted(at);
            }
        }
        return intervals;
    }
}
