package io.github.heartrate.demo.replay;

import io.github.heartrate.Alert;
import io.github.heartrate.Reading;
import io.github.heartrate.demo.terminal.UserErrorException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a replay has sent and not yet seen judged, and the alerts that it caused and that have not come back. A patient's
 * readings are judged in the order in which they were sent, so what is not the next one was judged before: it came again.
 *
 * <p>Memory is bounded, and so are the queues of the broker: the sender waits while too much is under way. Safe for use by
 * several threads.
 */
final class Underway {

    private static final int MAX_READINGS = 50_000;
    private static final int MAX_KNOWN_ALERTS = 100_000;
    private static final int STALL_SECONDS = 60;
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(STALL_SECONDS);

    private final int maxReadings;
    /** A reading and its place in the recording, from 0. */
    record Numbered(long number, Reading reading) {}

    private final Map<String, Deque<Numbered>> unjudged = new HashMap<>();
    private final Set<String> unreceived = new HashSet<>();
    private final Set<String> received = new LinkedHashSet<>();
    private int readings;
    private long events;
    private @Nullable UserErrorException failure;

    Underway() {
        this(MAX_READINGS);
    }

    Underway(int maxReadings) {
        this.maxReadings = maxReadings;
    }

    /** Readings are about to be sent, at once and in this order; waits for room. */
    synchronized void send(List<Numbered> sent) throws InterruptedException {
        await(() -> readings == 0 || readings + sent.size() <= maxReadings);
        for (Numbered next : sent) {
            unjudged.computeIfAbsent(next.reading().patientId(), id -> new ArrayDeque<>())
                    .addLast(next);
        }
        readings += sent.size();
    }

    /** The number of a reading that was judged, if it is the patient's next one; empty if it was judged before. */
    synchronized OptionalLong next(Reading judged) {
        events++;
        Deque<Numbered> ofPatient = unjudged.get(judged.patientId());
        Numbered expected = ofPatient == null ? null : ofPatient.peekFirst();
        return expected != null && judged.timestamp().equals(expected.reading().timestamp())
                ? OptionalLong.of(expected.number())
                : OptionalLong.empty();
    }

    /** The patient's next reading was judged, and the counters have been told. */
    synchronized void arrived(Reading next) {
        Deque<Numbered> ofPatient = unjudged.get(next.patientId());
        if (ofPatient != null && ofPatient.pollFirst() != null) {
            readings--;
        }
        wakeUp();
    }

    /** An alert was published. It may have been before, and may have come back before this is told. */
    synchronized void cause(Alert alert) {
        events++;
        if (!received.contains(alert.id())) {
            unreceived.add(alert.id());
        }
    }

    /** An alert came back, for the first time. */
    synchronized void receive(Alert alert) {
        events++;
        unreceived.remove(alert.id());
        received.add(alert.id());
        if (received.size() > MAX_KNOWN_ALERTS) {
            received.remove(received.iterator().next());
        }
        wakeUp();
    }

    /** The run cannot go on: all threads that wait, or will, are told. */
    synchronized void fail(UserErrorException e) {
        failure = e;
        notifyAll();
    }

    /** Waits until all that was sent is judged and every alert has come back, as long as anything happens. */
    synchronized void awaitEnd() throws InterruptedException {
        await(() -> readings == 0 && unreceived.isEmpty());
    }

    private void await(BooleanSupplier isReached) throws InterruptedException {
        long before = events;
        long deadline = System.nanoTime() + STALL_NANOS;
        while (failure != null || !isReached.getAsBoolean()) {
            if (failure != null) {
                throw failure;
            }
            if (events > before) {
                before = events;
                deadline = System.nanoTime() + STALL_NANOS;
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0) {
                throw new UserErrorException("nothing came back from the broker for " + STALL_SECONDS + " s; missing: "
                        + readings + " readings, " + unreceived.size() + " alerts");
            }
            wait(millis);
        }
    }

    /** A sender that waits for room is woken when half of it is free, not for every reading. */
    private void wakeUp() {
        if (readings <= maxReadings / 2) {
            notifyAll();
        }
    }
}
