package io.github.heartrate.amqp.internal.session;

import io.github.heartrate.amqp.broker.RefusedException;
import io.github.heartrate.amqp.internal.link.Failures;
import io.github.heartrate.amqp.internal.link.MissingRight;
import io.github.heartrate.amqp.observe.PartitionHealth;

/**
 * How a session ended.
 *
 * @param kind decides what comes next
 * @param why for health and log; names neither patients nor credentials
 */
public record Ending(Kind kind, String why) {

    /** What an operator looks up. */
    public PartitionHealth.Cause cause() {
        return switch (kind) {
            case CLOSED -> PartitionHealth.Cause.HANDED_OVER;
            case FAILED -> PartitionHealth.Cause.FAILED;
            case NOT_FOUND -> PartitionHealth.Cause.QUEUE_MISSING;
            case NO_RIGHT -> PartitionHealth.Cause.RIGHT_MISSING;
            case NO_STATE -> PartitionHealth.Cause.NO_SNAPSHOT;
            case DETACHED -> PartitionHealth.Cause.NOT_CONFIRMED;
            case UNUSABLE -> PartitionHealth.Cause.UNUSABLE_STATE;
        };
    }

    /** Whether the queue could be consumed to the end. */
    boolean isInOrder() {
        return kind == Kind.CLOSED;
    }

    /** The end of a session that failed like this. */
    static Ending of(String what, Throwable failure) {
        return new Ending(kind(failure), what + Failures.describe(failure));
    }

    static Kind kind(Throwable failure) {
        if (MissingRight.inWords(failure).isPresent()) {
            return Kind.NO_RIGHT;
        }
        boolean isUnroutable =
                failure instanceof RefusedException refused && refused.kind() == RefusedException.Kind.UNROUTABLE;
        return isUnroutable || Failures.isNotFound(failure) ? Kind.NOT_FOUND : Kind.FAILED;
    }

    public enum Kind {
        /** In order: everything processed is committed. */
        CLOSED,
        /** Something failed: a new session begins after a pause. */
        FAILED,
        /** Like {@link #FAILED}, since a queue or an exchange is not there: the topology is declared or verified again. */
        NOT_FOUND,
        /** Like {@link #FAILED}, since the user lacks a right. */
        NO_RIGHT,
        /** No snapshot was found: a new session begins after a pause, but not for ever. */
        NO_STATE,
        /** Alerts or snapshots can't be published: a new session begins once a probe gets through. */
        DETACHED,
        /** The state can't be used: a person must look. */
        UNUSABLE
    }
}
