package io.github.heartrate.amqp.internal.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which ticks have taken effect: each instance numbers its own, and they come in that order. So a tick that is delivered
 * again after its effect was committed is known, and one that was only delivered is not: the patients' state may be
 * ahead of a tick that comes again, which would look like a silence. Instances not heard of for long are forgotten. Used
 * by one thread.
 */
public final class TickMarks {

    private static final int INSTANCES = 64;

    private final Map<String, Long> last = new LinkedHashMap<>(INSTANCES, 0.75f, true);

    public TickMarks(Map<String, Long> marks) {
        last.putAll(marks);
    }

    /** Whether this tick is new; it counts as known from now on. */
    public boolean add(String instance, long number) {
        Long before = last.get(instance);
        if (before != null && before >= number) {
            return false;
        }
        last.put(instance, number);
        if (last.size() > INSTANCES) {
            last.remove(last.keySet().iterator().next());
        }
        return true;
    }

    public Map<String, Long> marks() {
        return Map.copyOf(last);
    }
}
