package io.github.heartrate.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run says at its end of the readings that had no effect, or not at once. */
class SummaryTest {

    private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");

    private final Tally tally = new Tally();
    private final Repeats repeats = new Repeats(patient -> 0, tally::dropped);
    private final HeartRateMonitor monitor =
            HeartRateMonitor.builder().policy(AlarmPolicy.DEFAULT).build();
    private final List<String> notices = new ArrayList<>();
    private final HeldReadings held = new HeldReadings(ZoneOffset.UTC, notices::add);
    private long dropped;

    @Test
    void heldReadingIsCountedOnceWhateverBecomesOfIt() {
        read(START, 72);
        read(Instant.parse("2098-01-01T00:00:00Z"), 72);
        read(START.plusSeconds(1), 72);

        assertThat(summary()).endsWith("""
                1 held reading was dated far ahead (no effect unless the next input confirmed it)
                1 held input had no effect (dropped as AHEAD: not confirmed)
                """);
        assertThat(tally.readings()).isEqualTo(3);
    }

    @Test
    void heldReadingThatIsConfirmedIsNotDropped() {
        read(START, 72);
        read(Instant.parse("2098-01-01T00:00:00Z"), 72);
        read(Instant.parse("2098-01-01T00:00:01Z"), 72);

        assertThat(summary())
                .endsWith("1 held reading was dated far ahead (no effect unless the next input confirmed it)\n");
        assertThat(tally.readings()).isEqualTo(3);
    }

    @Test
    void summaryWithoutHeldReadingsDoesNotMentionThem() {
        read(START, 72);
        read(START, 73);
        read(START, 72);

        assertThat(summary()).isEqualTo("""
                BRADYCARDIA  0 raised, 0 cleared
                TACHYCARDIA  0 raised, 0 cleared
                1 repeated reading had no effect
                1 conflicting reading had no effect (an earlier one of the same time has another rate)
                """);
    }

    @Test
    void readingThatIsHeldIsSaidWithItsTimeAsLongAsTheyAreFew() {
        read(START, 72);
        for (int year = 2090; year < 2095; year++) {
            read(Instant.parse(year + "-01-01T00:00:00Z"), 72);
            read(START.plusSeconds(year), 72);
        }

        assertThat(notices)
                .hasSize(3)
                .first()
                .isEqualTo("p: the reading of 2090-01-01T00:00:00Z is dated far ahead and held until the next one "
                        + "confirms it; its clock may be wrong");
    }

    @Test
    void recordingWithALongPauseHoldsNothing() {
        HeartRateMonitor recorded =
                HeartRateMonitor.builder().leapLimit(AlarmPolicy.UNLIMITED).build();

        recorded.accept(new Reading("p", START, 72));

        assertThat(recorded.accept(new Reading("p", Instant.parse("2098-01-01T00:00:00Z"), 72))
                        .verdict())
                .isEqualTo(Verdict.ACCEPTED);
    }

    private void read(Instant time, double bpm) {
        Reading reading = new Reading("p", time, bpm);
        Outcome outcome = monitor.accept(reading);
        tally.judged(reading, outcome);
        held.judged(reading, outcome.verdict());
        for (; dropped < monitor.readingCount(Verdict.AHEAD); dropped++) {
            repeats.reading(Verdict.AHEAD);
        }
    }

    private String summary() {
        StringWriter text = new StringWriter();
        Summary.print(tally, new PrintWriter(text, true));
        return text.toString();
    }
}
