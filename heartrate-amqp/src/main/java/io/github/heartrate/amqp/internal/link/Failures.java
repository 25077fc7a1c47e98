package io.github.heartrate.amqp.internal.link;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.heartrate.amqp.broker.RefusedException;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** What the client's exceptions say, in one line and without credentials. */
public final class Failures {

    private Failures() {}

    /** The broker's or the client's reason for closing a channel or connection, wherever it is in the causes. */
    static Optional<ShutdownSignalException> signal(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ShutdownSignalException signal) {
                return Optional.of(signal);
            }
        }
        return Optional.empty();
    }

    /** AMQP's reply code; 0 if the broker gave none. */
    static int replyCode(ShutdownSignalException signal) {
        if (signal.getReason() instanceof AMQP.Channel.Close close) {
            return close.getReplyCode();
        }
        return signal.getReason() instanceof AMQP.Connection.Close close ? close.getReplyCode() : 0;
    }

    /** What a reply code says of a refusal. */
    public static RefusedException.Kind kind(int replyCode) {
        return switch (replyCode) {
            case AMQP.ACCESS_REFUSED, AMQP.NOT_ALLOWED -> RefusedException.Kind.ACCESS;
            case AMQP.NOT_FOUND -> RefusedException.Kind.NOT_FOUND;
            case AMQP.PRECONDITION_FAILED -> RefusedException.Kind.PRECONDITION;
            default -> RefusedException.Kind.OTHER;
        };
    }

    /** What a future failed with. */
    public static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    public static boolean isNotFound(Throwable failure) {
        return signal(failure).filter(s -> replyCode(s) == AMQP.NOT_FOUND).isPresent();
    }

    public static boolean isAccessRefused(Throwable failure) {
        return signal(failure).filter(s -> replyCode(s) == AMQP.ACCESS_REFUSED).isPresent();
    }

    /** By which the broker closes a connection. */
    public static boolean isInternalError(Throwable failure) {
        return signal(failure).filter(s -> replyCode(s) == AMQP.INTERNAL_ERROR).isPresent();
    }

    public static String describe(Throwable failure) {
        return signal(failure).map(Failures::describe).orElseGet(() -> innermost(failure));
    }

    private static String describe(ShutdownSignalException signal) {
        if (signal.getReason() instanceof AMQP.Channel.Close close) {
            return MissingRight.inWords(close).orElseGet(() -> close.getReplyCode() + " " + close.getReplyText());
        }
        if (signal.getReason() instanceof AMQP.Connection.Close close) {
            return close.getReplyCode() + " " + close.getReplyText();
        }
        return signal.getCause() == null ? "the connection was closed" : innermost(signal.getCause());
    }

    private static String innermost(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        for (Throwable each = failure; each != null; each = each.getCause()) {
            text = each.getMessage() == null ? each.getClass().getSimpleName() : each.getMessage();
        }
        return text;
    }
}
