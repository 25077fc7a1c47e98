package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.Set;

/**
 * Is told of every alert. What it throws stops neither other listeners nor the monitor.
 *
 * <p>Filters are chained on:
 *
 * <pre>{@code
 * AlertListener pager = alert -> page(alert);
 * monitor.addListener(pager.onlyPhases(Phase.RAISED, Phase.ESCALATED).atLeast(Priority.HIGH));
 * }</pre>
 *
 * <p>Each filter gives a new listener, which is the one to remove from the monitor later.
 */
@FunctionalInterface
public interface AlertListener {

    /**
     * Takes one alert. For one patient, alerts come one after another and in the order they happened; for different
     * patients they may come at the same time. The state is already committed and no lock is held.
     *
     * @param alert what happened
     */
    void onAlert(Alert alert);

    /**
     * This listener for these conditions alone.
     *
     * @param first a condition to be told of
     * @param more further ones
     * @return a listener that passes their alerts on to this one
     */
    default AlertListener onlyConditions(Condition first, Condition... more) {
        Set<Condition> wanted = EnumSet.of(first, more);
        return alert -> {
            if (wanted.contains(alert.condition())) {
                onAlert(alert);
            }
        };
    }

    /**
     * This listener for these phases alone. Name {@link Phase#CLEARED} if the listener is to hear that an alarm is over.
     *
     * @param first a phase to be told of
     * @param more further ones
     * @return a listener that passes alerts of these phases on to this one
     */
    default AlertListener onlyPhases(Phase first, Phase... more) {
        Set<Phase> wanted = EnumSet.of(first, more);
        return alert -> {
            if (wanted.contains(alert.phase())) {
                onAlert(alert);
            }
        };
    }

    /**
     * This listener for alarms of at least this priority. It looks at the highest priority that the alarm has had by then,
     * so the story of an alarm that was urgent enough once is told to its end: of one that is raised at MEDIUM, escalated
     * to HIGH, taken back to MEDIUM and cleared, {@code atLeast(HIGH)} passes ESCALATED, DEESCALATED and CLEARED.
     *
     * @param priority the lowest to be told of
     * @return a listener that passes alerts whose {@link Alert#highestPriority} is this one or above on to this one
     */
    default AlertListener atLeast(Priority priority) {
        requireNonNull(priority, "priority");
        return alert -> {
            if (alert.highestPriority().compareTo(priority) >= 0) {
                onAlert(alert);
            }
        };
    }
}
