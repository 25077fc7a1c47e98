package io.github.heartrate;

/**
 * Is told of every input and of what came of it, also if it caused no alert: to count verdicts, to keep a log, or to follow
 * patients on a display. What it throws is logged, and stops neither other observers nor the monitor.
 */
@FunctionalInterface
public interface InputObserver {

    /**
     * Takes one input. The state is already committed, the listeners are told, and no lock is held: {@link
     * HeartRateMonitor#status} may be asked. Inputs that one thread feeds come in their order; those of several threads may
     * come at the same time.
     *
     * @param input what was fed
     * @param outcome its verdict and the alerts. An input that is HELD is told once, as HELD: the alerts that it causes later
     *     come with the input that confirms it
     */
    void onInput(Input input, Outcome outcome);
}
