package io.github.heartrate.amqp.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which instances' clocks tell a partition's time. It has no clock: it compares what lies next to each other in the
 * queue, so a backlog is judged like the present. Used by one thread.
 *
 * <p>Ticks of several instances that differ by more than the tolerance contradict each other. Then these decide, in this
 * order:
 *
 * <ol>
 *   <li>the messages' own times, one of them between two ticks: the time that more of them are near to;
 *   <li>the majority of the instances;
 *   <li>if neither tells, the earlier time is believed: a time that runs ahead invents silences. The refusal says so.
 * </ol>
 *
 * <p>An instance that is alone is believed, whatever its clock says, with one exception: if its tick is far from the time
 * that was believed so far, and more messages go on from that time than from the tick's. That is an instance with a wrong
 * clock whose fellow has just died. Then the messages tell the time. If they stop, or their time does, the tick is believed
 * after twenty more: that all fall silent has to be told, and time never stands still for longer.
 *
 * <p>What is known is not part of a checkpoint. A successor begins with the checkpoint's last tick: that counts as one more
 * instance and one more message until a few ticks have come, so a tick that its predecessor believed is believed again.
 * A tick far from it, of an instance that seems to be alone, is put off that long: others may be about to tick.
 */
public final class TickGuard {

    /** A clock may differ by so much; chosen here: well above what an unsynchronised clock drifts by in a week. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** So many ticks of each other instance an instance or a message is remembered. */
    static final int MEMORY = 10;

    /**
     * After so many refusals in a row a clock is called wrong: after an outage, the first ticks contradict what lies before
     * them in the queue.
     */
    static final int REFUSALS = 10;

    /** So many ticks a successor compares with its checkpoint. */
    static final int CHECKPOINT_MEMORY = 3;

    private static final int MAX_INSTANCES = 64;
    private static final int MAX_MESSAGES = 32;

    /** What decided. */
    enum Ground {
        MESSAGES("the messages' own times say so"),
        MAJORITY("most instances say so"),
        EARLIER("neither messages nor a majority tell which is right, and the earlier one is believed");

        private final String text;

        Ground(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** How far a refused tick is ahead of what is believed, or behind it if negative, and what decided. */
    record Difference(Duration ahead, Ground ground) {}

    /**
     * What becomes of a tick. It may be neither told nor refused: then it is put off.
     *
     * @param told the time that the monitor is to be told, if any: the tick's, or the messages' in its place
     * @param refused how it differs, if it is refused
     */
    record Verdict(Optional<Instant> told, Optional<Difference> refused) {

        private static final Verdict PUT_OFF = new Verdict(Optional.empty(), Optional.empty());

        static Verdict believed(Instant time) {
            return new Verdict(Optional.of(time), Optional.empty());
        }
    }

    /** Of an instance's last ticks: how the latest differs, and how many were refused in a row. */
    private record Refused(Difference latest, int times) {}

    /** A time, and after how many ticks it was seen. */
    private record Sighting(Instant time, long at) {}

    private final Duration tolerance;
    private final Map<String, Sighting> clocks = new LinkedHashMap<>(MAX_INSTANCES, 0.75f, true);
    private final Deque<Sighting> messages = new ArrayDeque<>();
    private final Map<String, Refused> refused = new HashMap<>();
    private @Nullable Instant checkpoint;
    private @Nullable Instant believed;
    private long ticks;
    private long believedAt;
    private long messageAt = -1;

    /**
     * Begins.
     *
     * @param tolerance how far clocks may differ
     * @param lastTick of the checkpoint, if it knows one
     */
    TickGuard(Duration tolerance, Optional<Instant> lastTick) {
        this.tolerance = tolerance;
        checkpoint = lastTick.orElse(null);
        believed = checkpoint;
    }

    /** A message that is no tick was made at that time. The first after a tick counts, so that no burst outweighs others. */
    void message(Instant made) {
        if (messageAt == ticks) {
            return;
        }
        messageAt = ticks;
        messages.addLast(new Sighting(made, ticks));
        if (messages.size() > MAX_MESSAGES) {
            messages.removeFirst();
        }
    }

    /** A tick has come. */
    Verdict judge(String instance, Instant time) {
        ticks++;
        clocks.put(instance, new Sighting(time, ticks));
        forget();
        Instant best = best();
        if (!isNear(time, best)) {
            return clocks.size() == 1 ? aloneAfterCheckpoint(instance, time, best) : refuse(instance, time, best);
        }
        if (clocks.size() == 1 && believed != null && messagesGoOnFrom(believed, time)) {
            return refuseAlone(instance, time, believed);
        }
        believe(time);
        refused.remove(instance);
        return Verdict.believed(time);
    }

    private Verdict aloneAfterCheckpoint(String instance, Instant time, Instant before) {
        return messagesNear(before) > messagesNear(time) ? refuseAlone(instance, time, before) : Verdict.PUT_OFF;
    }

    private boolean messagesGoOnFrom(Instant before, Instant time) {
        boolean isFresh = ticks - believedAt <= 2L * MEMORY;
        return isFresh && !isNear(time, before) && messagesNear(before) > messagesNear(time);
    }

    private void believe(Instant time) {
        believed = time;
        believedAt = ticks;
    }

    private Verdict refuse(String instance, Instant time, Instant best) {
        Ground ground = votes(best) != votes(time)
                ? Ground.MESSAGES
                : supporters(best) != supporters(time) ? Ground.MAJORITY : Ground.EARLIER;
        return new Verdict(
                Optional.empty(), Optional.of(note(instance, new Difference(Duration.between(best, time), ground))));
    }

    private Difference note(String instance, Difference difference) {
        refused.merge(
                instance, new Refused(difference, 1), (before, one) -> new Refused(difference, before.times() + 1));
        return difference;
    }

    /** Nobody else tells the time, so the messages do. */
    private Verdict refuseAlone(String instance, Instant time, Instant before) {
        Instant newest = messages.stream()
                .map(Sighting::time)
                .filter(made -> isNear(made, before))
                .max(Comparator.naturalOrder())
                .orElse(before);
        Difference difference = note(instance, new Difference(Duration.between(newest, time), Ground.MESSAGES));
        if (!newest.isAfter(before)) {
            return new Verdict(Optional.empty(), Optional.of(difference));
        }
        believe(newest);
        return new Verdict(Optional.of(newest), Optional.of(difference));
    }

    private void forget() {
        if (checkpoint != null && ticks > CHECKPOINT_MEMORY) {
            checkpoint = null;
        }
        if (clocks.size() > MAX_INSTANCES) {
            clocks.remove(clocks.keySet().iterator().next());
        }
        long oldest = ticks - (long) MEMORY * Math.max(1, clocks.size() - 1);
        clocks.values().removeIf(sighting -> sighting.at() < oldest);
        messages.removeIf(sighting -> sighting.at() < oldest);
        refused.keySet().retainAll(clocks.keySet());
    }

    /** The time that is the most believable of all that there are. There is at least that of the tick in hand. */
    private Instant best() {
        Comparator<Instant> moreBelievable = Comparator.<Instant>comparingInt(this::votes)
                .thenComparingInt(this::supporters)
                .thenComparing(Comparator.reverseOrder());
        return Stream.concat(clocks.values().stream().map(Sighting::time), Stream.ofNullable(checkpoint))
                .max(moreBelievable)
                .orElseThrow();
    }

    private int votes(Instant time) {
        return messagesNear(time) + ofCheckpoint(time);
    }

    private int messagesNear(Instant time) {
        return (int) messages.stream()
                .filter(sighting -> isNear(sighting.time(), time))
                .count();
    }

    private int supporters(Instant time) {
        int instances = (int) clocks.values().stream()
                .filter(sighting -> isNear(sighting.time(), time))
                .count();
        return instances + ofCheckpoint(time);
    }

    private int ofCheckpoint(Instant time) {
        return checkpoint != null && isNear(checkpoint, time) ? 1 : 0;
    }

    private boolean isNear(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(tolerance) <= 0;
    }

    /** The instances that still tick and whose clocks are wrong: their last {@value #REFUSALS} ticks were refused. */
    Map<String, Difference> wrong() {
        return refused.entrySet().stream()
                .filter(entry -> entry.getValue().times() >= REFUSALS)
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().latest()));
    }
}
