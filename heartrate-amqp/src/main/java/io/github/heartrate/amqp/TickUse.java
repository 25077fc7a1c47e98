package io.github.heartrate.amqp;

/** What an instance does with the ticks that come through a partition's queue. */
public enum TickUse {
    /** They tell the time: who falls silent is noticed, reminders are due, the long silent are forgotten. */
    TELL_TIME,
    /**
     * They keep sessions awake and tell the monitor nothing: for recorded readings that are fed faster than they were
     * taken, whose times no clock keeps up with. A silence then shows with the reading that ends it.
     */
    KEEP_AWAKE
}
