package io.github.heartrate.amqp.internal.link;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmCallback;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownListener;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A channel in confirm mode without a broker: it notes what is published, and confirms or breaks when it is told to. */
final class ScriptedChannel {

    /** The bodies' lengths tell the messages apart; the first message published has tag 1. */
    final List<Integer> published = new CopyOnWriteArrayList<>();

    private final AtomicLong nextTag = new AtomicLong(1);
    private Optional<ConfirmCallback> acks = Optional.empty();
    private Optional<ConfirmCallback> nacks = Optional.empty();
    private Optional<ShutdownListener> shutdown = Optional.empty();
    private volatile boolean isBroken;

    /** A connection whose only channel is this one. */
    Connection connection() {
        Channel channel = proxy(Channel.class, this::onChannel);
        return proxy(Connection.class, (method, arguments) -> switch (method.getName()) {
            case "openChannel" -> Optional.of(channel);
            case "getServerProperties" -> Map.of("product", "RabbitMQ", "version", "3.13.0");
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private interface Answer {
        Object to(Method method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                ScriptedChannel.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method, arguments)));
    }

    private Object onChannel(Method method, Object[] arguments) {
        switch (method.getName()) {
            case "addConfirmListener" -> {
                acks = Optional.of((ConfirmCallback) arguments[0]);
                nacks = Optional.of((ConfirmCallback) arguments[1]);
            }
            case "addShutdownListener" -> shutdown = Optional.of((ShutdownListener) arguments[0]);
            case "basicPublish" -> {
                if (isBroken) {
                    throw new AlreadyClosedException(end());
                }
                published.add(((byte[]) arguments[arguments.length - 1]).length);
                nextTag.incrementAndGet();
            }
            case "getNextPublishSeqNo" -> {
                return nextTag.get();
            }
            default -> {}
        }
        return null;
    }

    void ack(long tag) throws IOException {
        acks.orElseThrow().handle(tag, false);
    }

    void nack(long tag) throws IOException {
        nacks.orElseThrow().handle(tag, false);
    }

    private static ShutdownSignalException end() {
        return new ShutdownSignalException(true, false, null, "scripted");
    }

    void breakOff() {
        isBroken = true;
        shutdown.orElseThrow().shutdownCompleted(end());
    }
}
