package io.github.heartrate.amqp.topology;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import io.github.heartrate.amqp.broker.BrokerUnreachableException;
import io.github.heartrate.amqp.broker.RefusedException;
import io.github.heartrate.amqp.internal.link.Channels;
import io.github.heartrate.amqp.internal.link.Failures;
import io.github.heartrate.amqp.internal.link.MissingRight;
import io.github.heartrate.amqp.internal.link.Quoted;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks a broker one thing after another. A refusal closes the channel that asked, so the next question opens another.
 * Not safe for use by several threads.
 */
final class BrokerProbe implements AutoCloseable {

    private final Connection connection;
    private Optional<Channel> channel = Optional.empty();

    BrokerProbe(Connection connection) {
        this.connection = connection;
    }

    /** One question or command. */
    @FunctionalInterface
    interface Question {
        void ask(Channel channel) throws IOException;
    }

    /**
     * A broker's refusal.
     *
     * @param code AMQP's reply code, such as 404
     * @param text the broker's own words
     * @param signal how the client was told
     */
    record Refusal(int code, String text, ShutdownSignalException signal) {

        RefusedException of(String what) {
            String why = MissingRight.inWords(signal).orElse(text);
            return new RefusedException(Failures.kind(code), what + " was refused: " + why, signal);
        }
    }

    /** Asks, and gives the refusal if there is one. A connection that breaks is no refusal. */
    Optional<Refusal> refusal(Question question) {
        try {
            question.ask(open());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    refusalOf(e).orElseThrow(() -> new BrokerUnreachableException("asking the broker failed", e)));
        } catch (ShutdownSignalException e) {
            return Optional.of(
                    refusalOf(e).orElseThrow(() -> new BrokerUnreachableException("asking the broker failed", e)));
        }
    }

    /** Asks, and takes no for an exception. */
    void require(String what, Question question) {
        refusal(question).ifPresent(refusal -> {
            throw refusal.of(what);
        });
    }

    boolean exists(String queue) {
        Optional<Refusal> refusal = refusal(asked -> asked.queueDeclarePassive(queue));
        refusal.filter(no -> no.code() != AMQP.NOT_FOUND).ifPresent(no -> {
            throw no.of("looking for the queue " + Quoted.name(queue));
        });
        return refusal.isEmpty();
    }

    /** Whether no message is ready in a queue that exists; RabbitMQ says so too while a quorum queue has no leader. */
    boolean isEmpty(String queue) {
        AtomicLong ready = new AtomicLong();
        require("looking into the queue " + Quoted.name(queue), asked -> ready.set(asked.messageCount(queue)));
        return ready.get() == 0;
    }

    /**
     * What came of declaring a queue.
     *
     * @param arguments those of the queue's acceptable ones that the broker took; the first ones, if none
     * @param refusal if none: that of the first ones
     */
    record Declared(Map<String, Object> arguments, Optional<Refusal> refusal) {}

    /** Declares a queue with the first of its acceptable arguments that the broker takes. */
    Declared declare(Layout.Queue queue) {
        Optional<Refusal> first = Optional.empty();
        for (Map<String, Object> arguments : queue.acceptable()) {
            Optional<Refusal> refusal =
                    refusal(asked -> asked.queueDeclare(queue.name(), true, false, false, arguments));
            if (refusal.isEmpty()) {
                return new Declared(arguments, refusal);
            }
            first = first.or(() -> refusal);
        }
        return new Declared(queue.arguments(), first);
    }

    private Channel open() throws IOException {
        Optional<Channel> current = channel.filter(Channel::isOpen);
        Channel open = current.isPresent() ? current.get() : Channels.open(connection);
        channel = Optional.of(open);
        return open;
    }

    /** A channel that was closed by the broker; empty if the connection broke. */
    static Optional<Refusal> refusalOf(Throwable failure) {
        Throwable cause = failure instanceof IOException ? failure.getCause() : failure;
        if (cause instanceof ShutdownSignalException signal) {
            Method reason = signal.getReason();
            if (reason instanceof AMQP.Channel.Close close) {
                return Optional.of(new Refusal(close.getReplyCode(), close.getReplyText(), signal));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        channel.ifPresent(Channels::close);
    }
}
