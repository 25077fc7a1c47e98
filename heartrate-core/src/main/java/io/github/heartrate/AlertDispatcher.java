package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners about alerts, in order for each patient, with no lock held. Alerts are enqueued under the patient's
 * lock; the first thread to drain a patient's outbox also delivers what is added meanwhile, by other threads or by a
 * listener that calls back. An outbox exists only while it has something to deliver.
 */
final class AlertDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(AlertDispatcher.class);

    private final List<AlertListener> listeners;
    private final ListenerFailureHandler failureHandler;
    private final ConcurrentMap<String, Outbox> outboxes = new ConcurrentHashMap<>();

    AlertDispatcher(List<AlertListener> listeners, ListenerFailureHandler failureHandler) {
        this.listeners = new CopyOnWriteArrayList<>(listeners);
        this.failureHandler = failureHandler;
    }

    void add(AlertListener listener) {
        listeners.add(requireNonNull(listener, "listener"));
    }

    void remove(AlertListener listener) {
        listeners.remove(listener);
    }

    void enqueue(String patientId, List<Alert> alerts) {
        if (alerts.isEmpty() || listeners.isEmpty()) {
            return; // callers that use return values only do not pay for outboxes
        }
        outboxes.compute(patientId, (id, outbox) -> {
            Outbox target = outbox == null ? new Outbox() : outbox;
            target.alerts.addAll(alerts);
            return target;
        });
    }

    void drain(String patientId) {
        boolean first = true;
        for (Alert alert = take(patientId, first); alert != null; alert = take(patientId, first)) {
            first = false;
            boolean delivered = false;
            try {
                deliver(alert);
                delivered = true;
            } finally {
                if (!delivered) {
                    release(patientId);
                }
            }
        }
    }

    /** An Error goes to the caller; the next drain delivers what is left. */
    private void release(String patientId) {
        outboxes.computeIfPresent(patientId, (id, outbox) -> {
            outbox.draining = false;
            return outbox;
        });
    }

    /** The next alert; none if another drain is under way, or (the outbox goes with it) if all are delivered. */
    private @Nullable Alert take(String patientId, boolean first) {
        Alert[] taken = new Alert[1];
        outboxes.computeIfPresent(patientId, (id, outbox) -> {
            if (first && outbox.draining) {
                return outbox;
            }
            outbox.draining = true;
            Alert next = outbox.alerts.poll();
            if (next == null) {
                return null;
            }
            taken[0] = next;
            return outbox;
        });
        return taken[0];
    }

    private void deliver(Alert alert) {
        for (AlertListener listener : listeners) {
            tell(listener, alert, failureHandler);
        }
    }

    /** Tells one listener; its failure goes to the handler. */
    static void tell(AlertListener listener, Alert alert, ListenerFailureHandler failureHandler) {
        try {
            listener.onAlert(alert);
        } catch (RuntimeException failure) {
            report(failureHandler, listener, alert, failure);
        }
    }

    /** Tells the handler; its own failure is logged. */
    static void report(
            ListenerFailureHandler failureHandler, AlertListener listener, Alert alert, RuntimeException failure) {
        try {
            failureHandler.onFailure(listener, alert, failure);
        } catch (RuntimeException second) {
            LOG.error("the failure handler failed on alert {}", alert.id(), second);
        }
    }

    private static final class Outbox {
        private final Queue<Alert> alerts = new ArrayDeque<>();
        private boolean draining;
    }
}
