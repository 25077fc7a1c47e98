package io.github.heartrate.amqp.internal.link;

import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.BrokerUnreachableException;
import io.github.heartrate.amqp.broker.NotPublishedException;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.internal.link.PatientOrder.Place;
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
public final class PatientChannel<M>
        implements AutoCloseable, ConfirmingChannel.Fate<Place<PatientChannel.Content<M>>> {

    private static final Logger LOG = LoggerFactory.getLogger(PatientChannel.class);
    private static final long IDLE_THREAD_SECONDS = 10;

    /** Is told on the connection's thread or a publisher's, with no lock held; of each message exactly once. */
    public interface Fate<M> {

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

    /** Published and not confirmed; what was refused or lost stays counted for good. */
    private int unconfirmed;

    public PatientChannel(Connection connection, String threadName, Fate<M> fate) throws IOException {
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
    public void publish(M message, Collection<String> patients, Outbound out) {
        Optional<Place<Content<M>>> first = Optional.empty();
        boolean isRefused;
        synchronized (lock) {
            unconfirmed++;
            isRefused = hasRefused(patients);
            if (!isRefused) {
                first = Optional.of(order.add(new Content<>(message, out), patients))
                        .filter(Place::isFirst);
            }
        }
        if (isRefused) {
            fate.lost(message, earlierRefused());
        }
        first.ifPresent(place -> channel.publish(place, out));
    }

    private boolean hasRefused(Collection<String> patients) {
        return patients.stream().anyMatch(refusedPatients::contains);
    }

    private static AmqpException earlierRefused() {
        return new NotPublishedException("not published: the broker refused an earlier message of the patient");
    }

    /** Whether everything published so far is confirmed. */
    public boolean isDrained() {
        synchronized (lock) {
            return unconfirmed == 0;
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
        List<Place<Content<M>>> freed;
        synchronized (lock) {
            freed = order.remove(place);
            if (result == PublishResult.CONFIRMED) {
                unconfirmed--;
            } else {
                refusedPatients.addAll(place.patients());
            }
        }
        fate.settled(place.message().message(), result);
        freed.forEach(this::sendLater);
    }

    private void sendLater(Place<Content<M>> freed) {
        boolean isRefused;
        synchronized (lock) {
            isRefused = hasRefused(freed.patients());
        }
        if (isRefused) {
            fail(freed, earlierRefused());
        } else {
            follower.execute(() -> send(freed));
        }
    }

    private void send(Place<Content<M>> waiting) {
        try {
            channel.publish(waiting, waiting.message().out());
        } catch (Error e) {
            LOG.error("a message could not be sent, and is lost", e); // its fate was told by the channel
        }
    }

    @Override
    public void lost(List<Place<Content<M>>> places, Throwable cause) {
        AmqpException failure = new BrokerUnreachableException("the channel closed before the confirm", cause);
        places.forEach(place -> fail(place, failure));
    }

    /** Fails a message and those that wait for it. */
    private void fail(Place<Content<M>> first, AmqpException cause) {
        Deque<Place<Content<M>>> failing = new ArrayDeque<>(List.of(first));
        while (!failing.isEmpty()) {
            Place<Content<M>> place = failing.removeFirst();
            synchronized (lock) {
                failing.addAll(order.remove(place));
            }
            fate.lost(place.message().message(), cause);
        }
    }

    /** Closes the channel; what is unconfirmed is lost. Doing it twice is no error. */
    @Override
    public void close() {
        channel.close();
    }
}
