package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertTest {

    private static final Reading READING = Feed.at(0, 104);

    @Test
    void alertNumberCountsFromOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alert(Phase.RAISED, 0).build())
                .withMessage("number must be at least 1: 0");
    }

    @Test
    void clearReasonBelongsToCleared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alert(Phase.CLEARED, 1).build())
                .withMessage("clearReason is missing on CLEARED");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alert(Phase.RAISED, 1)
                        .clearReason(ClearReason.NORMALISED)
                        .build())
                .withMessage("clearReason does not belong to RAISED");
    }

    @Test
    void nameBelongsToAcknowledged() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alert(Phase.ACKNOWLEDGED, 1).build())
                .withMessage("acknowledgedBy is missing on ACKNOWLEDGED");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> alert(Phase.RAISED, 1).acknowledgedBy("a nurse").build())
                .withMessage("acknowledgedBy does not belong to RAISED");
    }

    @Test
    void alertIsAboutAViolationOrALostSignal() {
        LostSignal lost = new LostSignal(Optional.empty(), 0, 0, Optional.empty());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alert(Phase.RAISED, 1).violation(null).build())
                .withMessage("violation is missing on TACHYCARDIA");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alert(Phase.RAISED, 1).lostSignal(lost).build())
                .withMessage("lostSignal does not belong to TACHYCARDIA");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> alert(Phase.RAISED, 1)
                        .condition(Condition.SIGNAL_LOSS)
                        .violation(null)
                        .build())
                .withMessage("lostSignal is missing on SIGNAL_LOSS");
    }

    @Test
    void highestPriorityIsAtLeastThePriority() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        alert(Phase.RAISED, 1).highestPriority(Priority.LOW).build())
                .withMessage("highestPriority must be at least priority: LOW, MEDIUM");
        assertThat(alert(Phase.RAISED, 1).build().highestPriority()).isEqualTo(Priority.MEDIUM);
    }

    @Test
    void whatAnAlertLacksIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Alert.builder().id("id").episodeId("episode").build())
                .withMessage("patientId must be set");
    }

    @Test
    void alertsAreEqualIfTheySayTheSame() {
        Alert alert = alert(Phase.RAISED, 1).build();
        assertThat(alert.toBuilder().build())
                .isEqualTo(alert)
                .hasSameHashCodeAs(alert)
                .hasToString(alert.toString());
        Instant other = READING.timestamp().plusSeconds(1);
        List<AlertBuilder> changes = List.of(
                alert.toBuilder().id("other"),
                alert.toBuilder().episodeId("other"),
                alert.toBuilder().patientId("other"),
                alert.toBuilder().condition(Condition.BRADYCARDIA),
                alert.toBuilder().phase(Phase.REMINDER),
                alert.toBuilder().number(2),
                alert.toBuilder().priority(Priority.LOW),
                alert.toBuilder().highestPriority(Priority.HIGH),
                alert.toBuilder().onset(other),
                alert.toBuilder().raisedAt(other),
                alert.toBuilder().time(other),
                alert.toBuilder().violation(new Violation(100, 104, List.of())),
                alert.toBuilder().lastReading(null),
                alert.toBuilder().latched(true),
                alert.toBuilder().pausedUntil(other));
        assertThat(changes)
                .allSatisfy(
                        change -> assertThat(change.build()).isNotEqualTo(alert).doesNotHaveToString(alert.toString()));
    }

    @Test
    void textSaysWhatAnAlertHasAndLeavesOutTheRest() {
        LostSignal lost = new LostSignal(Optional.empty(), 0, 0, Optional.empty());
        assertThat(alert(Phase.RAISED, 1).build().toString())
                .startsWith("Alert[TACHYCARDIA RAISED 1, patient " + Feed.PATIENT + ", ")
                .doesNotContain("NORMALISED", "by ", "LostSignal", "latched", "paused");
        assertThat(alert(Phase.CLEARED, 1).clearReason(ClearReason.NORMALISED).build())
                .asString()
                .contains(", NORMALISED, ");
        assertThat(alert(Phase.ACKNOWLEDGED, 1).acknowledgedBy("a nurse").build())
                .asString()
                .contains(", by a nurse, ");
        assertThat(alert(Phase.RAISED, 1)
                        .condition(Condition.SIGNAL_LOSS)
                        .violation(null)
                        .lostSignal(lost)
                        .build())
                .asString()
                .contains(lost.toString());
    }

    @Test
    void alertKeepsItsOwnCopyOfTheEvidence() {
        List<Reading> evidence = new ArrayList<>(List.of(READING));
        Alert alert = alert(Phase.RAISED, 1)
                .violation(new Violation(100, 104, evidence))
                .build();
        evidence.clear();
        assertThat(alert.violation().orElseThrow().evidence())
                .containsExactly(READING)
                .isUnmodifiable();
    }

    @Test
    void outcomeKeepsItsOwnCopyOfTheAlerts() {
        List<Alert> alerts = new ArrayList<>(List.of(alert(Phase.RAISED, 1).build()));
        Outcome outcome = new Outcome(Verdict.ACCEPTED, alerts);
        alerts.clear();
        assertThat(outcome.alerts()).hasSize(1).isUnmodifiable();
    }

    private static AlertBuilder alert(Phase phase, int number) {
        Instant time = READING.timestamp();
        return Alert.builder()
                .id("id")
                .episodeId("episode")
                .patientId("p")
                .condition(Condition.TACHYCARDIA)
                .phase(phase)
                .number(number)
                .priority(Priority.MEDIUM)
                .onset(time)
                .raisedAt(time)
                .time(time)
                .violation(new Violation(100, 104, List.of(READING)))
                .lastReading(READING);
    }
}
