package io.github.heartrate.amqp.observe;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How an instance stands with one partition.
 *
 * @param partition from 0
 * @param status in one word
 * @param cause why, for programs; present where {@code reason} is
 * @param reason why, where a word does not say it; names neither patients nor credentials
 * @param lag how far processing is behind: since the last processed tick was sent; empty unless active
 * @param lastCommit when the last commit of this instance was; empty before the first
 * @param wrongClocks unmodifiable; the instances, perhaps this one too, whose ticks are refused, and how far their clocks
 *     are ahead of what is believed, or behind if negative; empty unless active
 */
public record PartitionHealth(
        int partition,
        Status status,
        Optional<Cause> cause,
        Optional<String> reason,
        Optional<Duration> lag,
        Optional<Instant> lastCommit,
        Map<String, Duration> wrongClocks) {

    /** What an instance does with a partition. */
    public enum Status {
        /** It processes the partition's inputs. */
        ACTIVE,
        /** It is subscribed, and another instance is active; or there has been no input yet. */
        STANDBY,
        /** It has become active and reads the state. */
        LOADING,
        /** It is active, but the broker takes no messages for now, being short of memory or disk. */
        BLOCKED,
        /** It does not consume, since alerts or snapshots can't be published; it tries them again and again. */
        DETACHED,
        /**
         * It does not consume; the reason says why. It tries again by itself, unless a thread of the instance has died:
         * then close the instance and start another, best in a new process. With {@link Cause#NOT_TAKEN} it is subscribed,
         * and gets nothing.
         */
        DOWN
    }

    /** Why an instance does not process a partition, or not as it should. The operator's page says what to do about each. */
    public enum Cause {
        /** It was started just now. */
        STARTING,
        /** There is no connection to the broker. */
        NO_CONNECTION,
        /** A queue or an exchange is not there. */
        QUEUE_MISSING,
        /**
         * The broker's user lacks a right, which the reason names. Beside {@code ACTIVE} or {@code STANDBY}: ticks can't be
         * published, so that nothing tells the time where no other instance sends them.
         */
        RIGHT_MISSING,
        /** The state queue is empty. */
        NO_SNAPSHOT,
        /** The state is lost, damaged, another layout's or too large, or the topology differs: a person must look. */
        UNUSABLE_STATE,
        /**
         * Alerts or snapshots are refused or unroutable, or nothing was confirmed for a long time. Beside another status than
         * {@code DETACHED}: the broker has not confirmed alerts, snapshots, ticks or the publisher's messages for 10 s.
         */
        NOT_CONFIRMED,
        /**
         * It stands by, and nobody takes what is in the partition's queue, although the broker confirms its ticks: the node
         * of the active instance has died, say. Or the active instance is far too slow.
         */
        NOT_TAKEN,
        /** It has handed the partition over in order. */
        HANDED_OVER,
        /** Anything else; the reason says what. */
        FAILED,
        /** One of the instance's threads has died, and the instance has ended. */
        THREAD_DIED
    }

    /**
     * The same with a cause, unless it has one.
     *
     * @param why the cause
     * @param inWords the reason
     * @return a new value, or this one
     */
    public PartitionHealth orBecause(Cause why, String inWords) {
        return cause.isPresent()
                ? this
                : new PartitionHealth(
                        partition, status, Optional.of(why), Optional.of(inWords), lag, lastCommit, wrongClocks);
    }

    /** Checks that nothing is missing and copies the map. */
    public PartitionHealth {
        requireNonNull(status, "status");
        requireNonNull(cause, "cause");
        requireNonNull(reason, "reason");
        requireNonNull(lag, "lag");
        requireNonNull(lastCommit, "lastCommit");
        wrongClocks = Map.copyOf(wrongClocks);
    }
}
