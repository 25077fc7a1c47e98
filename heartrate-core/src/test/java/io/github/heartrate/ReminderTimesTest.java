package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When alarms are reminded of, and which time they have, where clocks disagree. */
class ReminderTimesTest {

    private static final AlarmPolicy REMINDING = AlarmPolicy.builder()
            .onsetCount(1)
            .staleAfter(Duration.ofSeconds(5))
            .reminderInterval(Duration.ofSeconds(4))
            .build();

    /** An alarm has the time of its reading, also if a tick before was later. */
    @Test
    void readingThatLagsBehindTheTicksRaisesAtItsOwnTime() {
        ConsecutiveThresholdDetector detector = new ConsecutiveThresholdDetector("p", REMINDING);
        detector.accept(new Reading("p", second(0), 72));
        detector.tick(second(10));
        assertThat(detector.accept(new Reading("p", second(5), 120)).alerts())
                .extracting(Alert::condition, Alert::phase, Alert::time)
                .containsExactly(
                        tuple(Condition.SIGNAL_LOSS, Phase.CLEARED, second(5)),
                        tuple(Condition.TACHYCARDIA, Phase.RAISED, second(5)));
        assertThat(detector.tick(second(8)).alerts()).isEmpty();
        assertThat(detector.tick(second(9)).alerts())
                .extracting(Alert::condition, Alert::phase)
                .containsExactly(tuple(Condition.TACHYCARDIA, Phase.REMINDER));
    }

    @Test
    void alarmThatATickFarAheadDatesIsRemindedOfByTheNextTicks() {
        ConsecutiveThresholdDetector detector = new ConsecutiveThresholdDetector("p", REMINDING);
        detector.accept(new Reading("p", second(0), 72));
        detector.tick(second(1_000_000));
        detector.accept(new Reading("p", second(1), 120));
        assertThat(detector.tick(second(2)).alerts()).isEmpty();
        assertThat(detector.tick(second(6)).alerts())
                .extracting(Alert::condition, Alert::phase)
                .containsExactly(tuple(Condition.TACHYCARDIA, Phase.REMINDER));
    }

    @Test
    void acknowledgedLossOfSignalIsNotRemindedOf() {
        ConsecutiveThresholdDetector detector = new ConsecutiveThresholdDetector("p", REMINDING);
        detector.accept(new Reading("p", second(0), 72));
        Alert raised = detector.tick(second(6)).alerts().get(0);
        detector.apply(Input.Acknowledge.of(raised, "nurse", second(7)));
        assertThat(detector.tick(second(99)).alerts()).isEmpty();
    }

    @Test
    void reminderIntervalMayBeShorterThanASecond() {
        Duration half = Duration.ofMillis(500);
        ConsecutiveThresholdDetector detector = new ConsecutiveThresholdDetector(
                "p", REMINDING.toBuilder().reminderInterval(half).build());
        detector.accept(new Reading("p", second(0), 120));
        assertThat(detector.accept(new Reading("p", second(0).plusMillis(499), 110))
                        .alerts())
                .isEmpty();
        assertThat(detector.accept(new Reading("p", second(0).plus(half), 110)).alerts())
                .extracting(Alert::phase)
                .containsExactly(Phase.REMINDER);
    }

    @Test
    void silenceBefore1970IsALossOfSignalToo() {
        ConsecutiveThresholdDetector detector = new ConsecutiveThresholdDetector("p", REMINDING);
        detector.accept(new Reading("p", second(-100), 72));
        assertThat(detector.accept(new Reading("p", second(-50), 72)).alerts())
                .extracting(Alert::condition, Alert::phase)
                .containsExactly(
                        tuple(Condition.SIGNAL_LOSS, Phase.RAISED), tuple(Condition.SIGNAL_LOSS, Phase.CLEARED));
    }

    private static Instant second(long second) {
        return Instant.EPOCH.plusSeconds(second);
    }
}
