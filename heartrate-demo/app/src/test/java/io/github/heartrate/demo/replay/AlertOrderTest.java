package io.github.heartrate.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertOrderTest {

    private final List<Alert> shown = new ArrayList<>();
    private final AlertOrder order = new AlertOrder(shown::addAll);
    private final Alert first = alert("a", 0);
    private final Alert second = alert("b", 10);

    @Test
    void alertWaitsUntilEveryReadingBeforeItsOwnIsJudged() {
        order.judged(1, List.of(second));
        order.arrived(second);
        assertThat(shown).isEmpty();

        order.judged(0, List.of());

        assertThat(shown).containsExactly(second);
    }

    @Test
    void alertWaitsUntilEveryAlertBeforeItHasComeBack() {
        order.judged(0, List.of(first));
        order.judged(1, List.of(second));
        order.arrived(second);
        assertThat(shown).isEmpty();

        order.arrived(first);

        assertThat(shown).containsExactly(first, second);
    }

    @Test
    void alertThatComesBackBeforeItsCauseIsToldIsShownThen() {
        order.arrived(first);
        assertThat(shown).isEmpty();

        order.judged(0, List.of(first));

        assertThat(shown).containsExactly(first);
    }

    @Test
    void alertThatNoReadingCausedWaitsForNothing() {
        order.judged(1, List.of());
        order.caused(List.of(first));
        order.arrived(first);
        order.arrived(second);
        order.caused(List.of(second));

        assertThat(shown).containsExactly(first, second);
    }

    @Test
    void endShowsWhatIsHeldBackInTheOrderOfTime() {
        order.arrived(second);
        order.arrived(first);

        order.end();

        assertThat(shown).containsExactly(first, second);
    }

    private static Alert alert(String patient, int second) {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            alerts.addAll(monitor.accept(new Reading(patient, Instant.ofEpochSecond(second + i), 120))
                    .alerts());
        }
        return alerts.get(0);
    }
}
