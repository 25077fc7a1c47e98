package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What holds for one patient's alerts whatever the inputs were. */
final class AlertLaws {

    private final Map<Condition, Alert> active = new EnumMap<>(Condition.class);
    private final Set<String> ids = new HashSet<>();

    void check(Alert alert) {
        if (alert.phase() == Phase.RAISED) {
            assertThat(active).doesNotContainKey(alert.condition());
            active.put(alert.condition(), alert);
            assertThat(active.containsKey(Condition.TACHYCARDIA) && active.containsKey(Condition.BRADYCARDIA))
                    .as("both physiological alarms are active")
                    .isFalse();
        } else {
            Alert raised =
                    alert.phase() == Phase.CLEARED ? active.remove(alert.condition()) : active.get(alert.condition());
            assertThat(raised).as("the episode of %s", alert).isNotNull();
            assertThat(alert.episodeId()).isEqualTo(raised.episodeId());
            assertThat(alert.onset()).isEqualTo(raised.onset());
            assertThat(alert.raisedAt()).isEqualTo(raised.time());
            assertThat(alert.time()).isAfterOrEqualTo(raised.time());
        }
        if (alert.kind() == AlarmKind.PHYSIOLOGICAL) {
            assertThat(ids.add(alert.id())).as("%s has an id of its own", alert).isTrue();
        }
    }
}
