package io.github.heartrate.amqp;

/** What tells an instance the time. */
public enum TimeSource {
    /**
     * The ticks that come through a partition's queue: a silence is noticed while it lasts, reminders are due, and a
     * patient that was silent for long is forgotten.
     */
    TICKS,
    /**
     * The readings alone, for recordings that are fed faster than they were taken, whose times no clock keeps up with. A
     * silence then shows with the reading that ends it. Ticks only keep sessions awake.
     */
    READINGS
}
