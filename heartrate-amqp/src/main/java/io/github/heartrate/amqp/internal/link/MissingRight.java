package io.github.heartrate.amqp.internal.link;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which right a user lacks. RabbitMQ names the exchange or queue; the right it names only in later versions, but it
 * follows from what was asked.
 */
public final class MissingRight {

    private static final Pattern REFUSED = Pattern.compile(
            "(?s).*?(?:(configure|write|read) )?access to (exchange|queue|topic) '(.*?)' in .* refused for user '.*");

    private static final int EXCHANGE_CLASS = 40;
    private static final int QUEUE_CLASS = 50;
    private static final int BASIC_CLASS = 60;
    private static final int DECLARE = 10;
    private static final int PUBLISH = 40;

    private MissingRight() {}

    /** In words without the user's name; empty if the failure is another one. */
    public static Optional<String> inWords(Throwable failure) {
        return Failures.signal(failure)
                .map(ShutdownSignalException::getReason)
                .filter(AMQP.Channel.Close.class::isInstance)
                .map(AMQP.Channel.Close.class::cast)
                .flatMap(MissingRight::inWords);
    }

    static Optional<String> inWords(AMQP.Channel.Close close) {
        Matcher refused = REFUSED.matcher(close.getReplyText());
        if (close.getReplyCode() != AMQP.ACCESS_REFUSED || !refused.matches()) {
            return Optional.empty();
        }
        String kind = refused.group(2);
        String right = Optional.ofNullable(refused.group(1))
                .orElseGet(() -> right(close.getClassId(), close.getMethodId(), kind.equals("queue")));
        return Optional.of(String.format(
                Locale.ROOT,
                "%d the user lacks the right to %s the %s %s",
                AMQP.ACCESS_REFUSED,
                right,
                kind,
                Quoted.name(refused.group(3))));
    }

    private static String right(int classId, int methodId, boolean ofQueue) {
        return switch (classId) {
            case EXCHANGE_CLASS -> "configure";
            case QUEUE_CLASS -> ofQueue ? ofQueue(methodId) : methodId == DECLARE ? "write" : "read";
            case BASIC_CLASS -> methodId == PUBLISH ? "write" : "read";
            default -> "use";
        };
    }

    /** A queue with a dead-letter exchange is declared by those alone who may read it. */
    private static String ofQueue(int methodId) {
        return methodId == DECLARE ? "configure or read" : "write";
    }
}
