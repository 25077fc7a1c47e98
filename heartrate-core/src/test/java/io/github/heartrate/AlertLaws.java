package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What holds for one patient's alerts whatever the inputs were. */
final class AlertLaws {

    private final Map<Condition, Alert> active = new EnumMap<>(Condition.class);
    private final Map<Condition, Alert> latched = new EnumMap<>(Condition.class);
    private final Set<String> ids = new HashSet<>();

    /** What an input caused of the patient that stood so before it. */
    void check(Input input, Optional<PatientStatus> before, Outcome outcome) {
        outcome.alerts().forEach(this::check);
        if (mayRepeat(input, before, outcome)) {
            ids.clear();
        }
    }

    /**
     * Whether it is a discharge from before the last reading: readings after its time begin a new stay, also those that are
     * fed again, so what they caused may happen again.
     */
    static boolean mayRepeat(Input input, Optional<PatientStatus> before, Outcome outcome) {
        return input instanceof Input.Discharge discharge
                && outcome.verdict() == Verdict.ACCEPTED
                && before.flatMap(PatientStatus::lastReading)
                        .filter(last -> discharge.timestamp().isBefore(last.timestamp()))
                        .isPresent();
    }

    void check(Alert alert) {
        if (alert.phase() == Phase.RAISED) {
            assertThat(active).doesNotContainKey(alert.condition());
            active.put(alert.condition(), alert);
            latched.remove(alert.condition());
            assertThat(alert.latched()).isFalse();
            assertThat(active.containsKey(Condition.TACHYCARDIA) && active.containsKey(Condition.BRADYCARDIA))
                    .as("both physiological alarms are active")
                    .isFalse();
        } else {
            Alert raised = raisedFor(alert);
            assertThat(raised).as("the episode of %s", alert).isNotNull();
            assertThat(alert.episodeId()).isEqualTo(raised.episodeId());
            assertThat(alert.onset()).isEqualTo(raised.onset());
            assertThat(alert.raisedAt()).isEqualTo(raised.time());
            assertThat(alert.duration()).isGreaterThanOrEqualTo(Duration.ZERO);
        }
        assertThat(alert.paused() && alert.priority() == Priority.HIGH)
                .as("a HIGH alert is paused: %s", alert)
                .isFalse();
        if (alert.kind() == AlarmKind.PHYSIOLOGICAL) {
            assertThat(ids.add(alert.id())).as("%s has an id of its own", alert).isTrue();
        }
    }

    /** The RAISED of its episode, which is active or, after its end unseen, latched. */
    private Alert raisedFor(Alert alert) {
        Condition condition = alert.condition();
        return switch (alert.phase()) {
            case CLEARED -> {
                Alert raised = active.remove(condition);
                if (alert.latched() && raised != null) {
                    latched.put(condition, raised);
                }
                yield raised;
            }
            case ACKNOWLEDGED -> alert.latched() ? latched.remove(condition) : active.get(condition);
            default -> alert.latched() ? latched.get(condition) : active.get(condition);
        };
    }
}
