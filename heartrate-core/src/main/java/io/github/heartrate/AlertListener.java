package io.github.heartrate;

/** Is told of every alert. What it throws stops neither other listeners nor the monitor. */
@FunctionalInterface
public interface AlertListener {

    /**
     * Takes one alert. For one patient, alerts come one after another and in the order they happened; for different
     * patients they may come at the same time. The state is already committed and no lock is held.
     *
     * @param alert what happened
     */
    void onAlert(Alert alert);
}
