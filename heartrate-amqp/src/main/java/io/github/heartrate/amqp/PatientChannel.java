package io.github.heartrate.amqp;

import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.PatientOrder.Place;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel on which a patient has at most one message under way; the next waits for its confirm. If the broker refuses
 * a message, those of its patients that wait and any later one fail, so that none overtakes it. It lives as long as its
 * channel, and repeats nothing. Safe for use by several threads.
 *
 * @param <M> what the user of the channel knows a message by
 */
final class PatientChannel<M> implements AutoCloseable, ConfirmingChannel.Fate<Place<PatientChannel.Content<M>>> {

    private static final Logger LOG = LoggerFactory.getLogger(PatientChannel.class);
    private static final long IDLE_THREAD_SECONDS = 10;

    /** Is told on the connection's thread or a publisher's, with no lock held; of each message exactly once. */
    interface Fate<M> {

        /** The broker has decided. */
        void settled(M message, PublishResult result);

        /** Nobody knows whether the broker has it, or it was not sent since an earlier one was refused. */
        void lost(M message, AmqpException cause);

        /** Everything published so far is confirmed. Never, once a message was refused or lost. */
        void drained();
    }

    /** What is sent, and as what its sender knows it. */
    record Content<M>(M message, Outbound out) {}

    private final ConfirmingChannel<Place<Content<M>>> channel;
    private final Fate<M> fate;

    /** Sends what was waiting, since the thread that brings confirms must not wait for a broker that does not read. */
    private final Executor follower;

    /** Guards the fields below; never held while calling the channel or the fate. */
    private final Object lock = new Object();

    private final PatientOrder<Content<M>> order = new PatientOrder<>();
    private final Set<String> refusedPatients = new HashSet<>();
    private final Set<Place<Content<M>>> pending = new HashSet<>();
    private Optional<Throwable> death = Optional.empty();
    private boolean hasFailed;

    PatientChannel(Connection connection, String threadName, Fate<M> fate) throws IOException {
        this.fate = fate;
        ThreadPoolExecutor single = new ThreadPoolExecutor(
                1, 1, IDLE_THREAD_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, threadName);
                    thread.setDaemon(true);
                    return thread;
                });
        single.allowCoreThreadTimeOut(true);
        follower = single;
        channel = new ConfirmingChannel<>(connection, this);
    }

    /** Publishes, at once or after those before it; what becomes of the message is told to the fate. */
    void publish(M message, Collection<String> patients, Outbound out) {
        Optional<AmqpException> failure = Optional.empty();
        Optional<Place<Content<M>>> first = Optional.empty();
        synchronized (lock) {
            if (death.isPresent()) {
                failure = Optional.of(new BrokerUnreachableException("the channel is closed", death.get()));
            } else if (patients.stream().anyMatch(refusedPatients::contains)) {
                failure = Optional.of(earlierRefused());
            } else {
                Place<Content<M>> place = order.add(new Content<>(message, out), patients);
                pending.add(place);
                first = Optional.of(place).filter(Place::isFirst);
            }
            hasFailed |= failure.isPresent();
        }
        failure.ifPresent(cause -> fate.lost(message, cause));
        first.ifPresent(place -> channel.publish(place, out));
    }

    private static AmqpException earlierRefused() {
        return new NotPublishedException("not published: the broker refused an earlier message of the patient");
    }

    /** Whether everything published so far is confirmed. */
    boolean isDrained() {
        synchronized (lock) {
            return pending.isEmpty() && !hasFailed;
        }
    }

    @Override
    public void settled(List<Place<Content<M>>> places, PublishResult result) {
        places.forEach(place -> settled(place, result));
        if (isDrained()) {
            fate.drained();
        }
    }

    private void settled(Place<Content<M>> place, PublishResult result) {
        boolean isRefused = result != PublishResult.CONFIRMED;
        List<Place<Content<M>>> next;
        synchronized (lock) {
            pending.remove(place);
            next = order.remove(place);
            hasFailed |= isRefused;
            if (isRefused) {
                refusedPatients.addAll(place.patients());
            }
        }
        fate.settled(place.message().message(), result);
        if (isRefused) {
            refuse(next);
        } else {
            next.forEach(waiting -> follower.execute(() -> send(waiting)));
        }
    }

    private void send(Place<Content<M>> waiting) {
        try {
            channel.publish(waiting, waiting.message().out());
        } catch (Error e) {
            LOG.error("a message could not be sent, and is lost", e); // its fate was told by the channel
        }
    }

    /** Fails messages that wait, and those that wait for them. */
    private void refuse(List<Place<Content<M>>> first) {
        Deque<Place<Content<M>>> waiting = new ArrayDeque<>(first);
        while (!waiting.isEmpty()) {
            Place<Content<M>> place = waiting.removeFirst();
            synchronized (lock) {
                pending.remove(place);
                waiting.addAll(order.remove(place));
            }
            fate.lost(place.message().message(), earlierRefused());
        }
    }

    /** With the channel go those that wait, too. */
    @Override
    public void lost(List<Place<Content<M>>> places, Throwable cause) {
        List<Place<Content<M>>> left;
        synchronized (lock) {
            death = Optional.of(cause);
            left = List.copyOf(pending);
            pending.clear();
            hasFailed |= !left.isEmpty();
        }
        AmqpException failure = new BrokerUnreachableException("the channel closed before the confirm", cause);
        left.forEach(place -> fate.lost(place.message().message(), failure));
    }

    /** Closes the channel; what is unconfirmed is lost. Doing it twice is no error. */
    @Override
    public void close() {
        channel.close();
    }
}
