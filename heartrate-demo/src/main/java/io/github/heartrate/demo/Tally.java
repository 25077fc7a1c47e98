package io.github.heartrate.demo;

import io.github.heartrate.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts alerts on both ends of the alerts exchange, so that a run ends when the last one has arrived. */
final class Tally {

    private final List<Alert> alerts = new ArrayList<>();
    private long expected;
    private @Nullable UserErrorException failure;

    synchronized void expect(int more) {
        expected += more;
        notifyAll();
    }

    synchronized void received(Alert alert) {
        alerts.add(alert);
        notifyAll();
    }

    synchronized void fail(UserErrorException e) {
        failure = e;
    }

    synchronized void awaitAlerts(int stallSeconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(stallSeconds);
        while (alerts.size() < expected) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0) {
                throw new UserErrorException("of " + expected + " alerts only " + alerts.size() + " came back");
            }
            wait(millis);
        }
    }

    synchronized void rethrowFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    synchronized List<Alert> alerts() {
        return List.copyOf(alerts);
    }
}
