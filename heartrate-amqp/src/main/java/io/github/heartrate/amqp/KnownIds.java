package io.github.heartrate.amqp;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ids of the alerts that were handed on, bounded in number and by age. Not thread-safe. */
final class KnownIds {

    private final int capacity;
    private final Duration age;
    private final Map<String, Instant> ids = new LinkedHashMap<>();

    KnownIds(int capacity, Duration age) {
        this.capacity = capacity;
        this.age = age;
    }

    /** Remembers an id; true if it was not known. */
    boolean add(String id, Instant now) {
        forgetOld(now);
        if (ids.putIfAbsent(id, now) != null) {
            return false;
        }
        if (ids.size() > capacity) {
            ids.remove(ids.keySet().iterator().next());
        }
        return true;
    }

    private void forgetOld(Instant now) {
        Iterator<Instant> oldest = ids.values().iterator();
        while (oldest.hasNext() && Duration.between(oldest.next(), now).compareTo(age) > 0) {
            oldest.remove();
        }
    }
}
