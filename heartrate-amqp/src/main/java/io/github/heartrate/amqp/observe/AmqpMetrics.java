package io.github.heartrate.amqp.observe;

import io.github.heartrate.Condition;
import io.github.heartrate.Phase;
import io.github.heartrate.Verdict;
import java.time.Duration;

/**
 * What an instance counts and measures, to be bound to a metrics library. Every method does nothing by default, is called
 * by several threads, and must neither block nor throw.
 */
public interface AmqpMetrics {

    /** Counts nothing. */
    AmqpMetrics NONE = new AmqpMetrics() {};

    /**
     * A reading has its verdict. One that was HELD is told again only if it is dropped: as AHEAD. So is any other input
     * that was held and is dropped.
     *
     * @param verdict what the monitor said
     */
    default void reading(Verdict verdict) {}

    /**
     * An alert is published; it may be a repetition.
     *
     * @param condition what is wrong
     * @param phase which event
     */
    default void alert(Condition condition, Phase phase) {}

    /**
     * An alert is confirmed.
     *
     * @param latency since it was handed to the publisher
     */
    default void alertConfirmed(Duration latency) {}

    /**
     * Deliveries are committed.
     *
     * @param partition from 0
     * @param deliveries how many
     * @param latency from the decision to the acknowledgement
     */
    default void committed(int partition, int deliveries, Duration latency) {}

    /**
     * How many deliveries wait to be processed.
     *
     * @param partition from 0
     * @param deliveries at this moment, told at every commit
     */
    default void inFlight(int partition, int deliveries) {}

    /**
     * How far processing is behind.
     *
     * @param partition from 0
     * @param lag since the last processed tick was sent
     */
    default void lag(int partition, Duration lag) {}

    /**
     * A tick was refused: its sender's clock contradicts the messages' times or other instances.
     *
     * @param instance the sender's id: its name and eight random characters
     * @param ahead how far its clock is ahead of what is believed; negative if it is behind
     */
    default void tickRefused(String instance, Duration ahead) {}

    /**
     * How wrong this instance's own clock is, as the messages or the other instances have it. Told while it is wrong, and
     * once when it is right again.
     *
     * @param ahead how far it is ahead; negative if it is behind, zero if it is believed
     */
    default void clockDifference(Duration ahead) {}

    /** An input is parked. */
    default void parked() {}

    /** A message, or a part of one, is valid and says that there is no heart rate: a lead is off, say. */
    default void noValue() {}

    /**
     * A session has ended that was not told to.
     *
     * @param partition from 0
     */
    default void sessionFailed(int partition) {}

    /**
     * Alerts can be published again.
     *
     * @param partition from 0
     * @param duration how long the partition was detached
     */
    default void detached(int partition, Duration duration) {}

    /**
     * A thread of the instance, or of its publisher, has died, and the instance with it.
     *
     * @param thread its name
     */
    default void threadDied(String thread) {}

    /**
     * A connection is there again.
     *
     * @param connection its name
     */
    default void reconnected(String connection) {}
}
