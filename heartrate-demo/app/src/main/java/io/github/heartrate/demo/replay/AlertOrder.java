package io.github.heartrate.demo.replay;

import io.github.heartrate.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Hands on the alerts of a recording in the order of the readings that caused them, though partitions are judged side by
 * side: an alert waits until every reading before its own is judged and every alert before it has come back. So the same
 * recording gives the same order each time, and that of time if the recording is in it. Alerts that no reading caused
 * wait for nothing.
 *
 * <p>Readings are numbered from 0 as they are sent. What is held back is bounded by the readings that are under way. Safe
 * for use by several threads; the sink is called by one at a time.
 */
final class AlertOrder {

    private final Consumer<List<Alert>> sink;
    private final Map<Long, List<String>> judged = new HashMap<>();
    private final Map<String, Alert> arrived = new HashMap<>();
    private final Set<String> unordered = new HashSet<>();
    private long next;

    AlertOrder(Consumer<List<Alert>> sink) {
        this.sink = sink;
    }

    /** A reading was judged, and caused these alerts. */
    synchronized void judged(long number, List<Alert> caused) {
        judged.put(number, caused.stream().map(Alert::id).toList());
        if (number == next) {
            handOn();
        }
    }

    /** Something else than a reading that comes for the first time caused these alerts; they may be known. */
    synchronized void caused(List<Alert> alerts) {
        for (Alert alert : alerts) {
            Alert waiting = arrived.remove(alert.id());
            if (waiting == null) {
                unordered.add(alert.id());
            } else {
                sink.accept(List.of(waiting));
            }
        }
    }

    /** An alert came back, for the first time. */
    synchronized void arrived(Alert alert) {
        if (unordered.remove(alert.id())) {
            sink.accept(List.of(alert));
            return;
        }
        arrived.put(alert.id(), alert);
        handOn();
    }

    private void handOn() {
        List<Alert> ready = new ArrayList<>();
        List<String> ids = judged.get(next);
        while (ids != null && arrived.keySet().containsAll(ids)) {
            for (String id : ids) {
                ready.add(arrived.remove(id));
            }
            judged.remove(next);
            next++;
            ids = judged.get(next);
        }
        if (!ready.isEmpty()) {
            sink.accept(ready);
        }
    }

    /** Nothing more will come: hands on what is held back, in the order of time. */
    synchronized void end() {
        List<Alert> rest = arrived.values().stream()
                .sorted(Comparator.comparing(Alert::time).thenComparing(Alert::id))
                .toList();
        arrived.clear();
        if (!rest.isEmpty()) {
            sink.accept(rest);
        }
    }
}
