package io.github.heartrate.demo.replay;

import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import io.github.heartrate.amqp.observe.AmqpMetrics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Tells a reading that the broker delivers again, after a broken connection, from one that is published again. What was
 * judged since the last few commits of a partition is remembered; after a session has failed, as much of it as comes
 * again was judged before. Safe for use by several threads.
 */
public final class Repeats implements AmqpMetrics {

    /** A broken connection may lose the acknowledgements of as many commits as there are deliveries prefetched. */
    private static final int KEPT_COMMITS = 8;

    private final ToIntFunction<String> partitionOf;
    private final Runnable onDropped;
    private final Map<Integer, Judged> byPartition = new HashMap<>();

    /**
     * Of patients that are on these partitions.
     *
     * @param onDropped told of every input that was HELD and is AHEAD
     */
    public Repeats(ToIntFunction<String> partitionOf, Runnable onDropped) {
        this.partitionOf = partitionOf;
        this.onDropped = onDropped;
    }

    /** What was judged on a partition of late, and what of it may come again. */
    private static final class Judged {

        private final Deque<List<Reading>> commits = new ArrayDeque<>(List.of(new ArrayList<>()));
        private final Map<Reading, Integer> mayComeAgain = new HashMap<>();
    }

    /** Whether a reading that was judged is judged for the first time; told in the order of its partition. */
    public synchronized boolean isFirst(Reading reading) {
        Judged judged = judgedOf(partitionOf.applyAsInt(reading.patientId()));
        if (judged.mayComeAgain.computeIfPresent(reading, (key, count) -> count - 1) != null) {
            judged.mayComeAgain.remove(reading, 0);
            judged.commits.getLast().add(reading);
            return false;
        }
        judged.mayComeAgain.clear();
        judged.commits.getLast().add(reading);
        return true;
    }

    @Override
    public void reading(Verdict verdict) {
        if (verdict == Verdict.AHEAD) {
            onDropped.run();
        }
    }

    @Override
    public synchronized void committed(int partition, int deliveries, Duration latency) {
        Deque<List<Reading>> commits = judgedOf(partition).commits;
        commits.addLast(new ArrayList<>());
        if (commits.size() > KEPT_COMMITS) {
            commits.removeFirst();
        }
    }

    @Override
    public synchronized void sessionFailed(int partition) {
        Judged judged = judgedOf(partition);
        for (List<Reading> commit : judged.commits) {
            commit.forEach(reading -> judged.mayComeAgain.merge(reading, 1, Integer::sum));
            commit.clear();
        }
    }

    private Judged judgedOf(int partition) {
        return byPartition.computeIfAbsent(partition, key -> new Judged());
    }
}
