package io.github.heartrate.demo.generate;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * The events of one kind that happen to one patient: the time is cut into equal slots, and each has one event at a
 * random place. Tachycardia keeps to the first half of its slot and bradycardia to the second, so the two never overlap.
 * Only the event at hand is remembered. Times are nanoseconds from the start.
 */
final class EventTrack {

    private static final double LARGEST_SHARE = 0.4;
    private static final int LEAST_READINGS = 10;

    private final EventKind kind;
    private final SplittableRandom random;
    private final long interval;
    private final long slots;
    private final long slotLength;
    private long slot = -1;
    private long start;
    private long end;
    private double target;

    EventTrack(EventKind kind, GeneratorSettings settings, SplittableRandom random) {
        this.kind = kind;
        this.random = random;
        this.interval = settings.interval().toNanos();
        double days = settings.length().toNanos() / (double) Duration.ofDays(1).toNanos();
        double perDay = settings.perDay().getOrDefault(kind, 0.0);
        long rounded = Math.min(Math.round(perDay * days), settings.steps() / 2);
        boolean wanted = perDay > 0 && (kind == EventKind.TACHYCARDIA || kind == EventKind.BRADYCARDIA);
        this.slots = wanted ? Math.max(1, rounded) : rounded;
        this.slotLength = slots == 0 ? Long.MAX_VALUE : settings.length().toNanos() / slots;
    }

    /** Whether the event begins with this reading; asked for every reading in turn, before {@link #isOn}. */
    boolean begins(long time) {
        if (slots == 0) {
            return false;
        }
        if (time >= (slot + 1) * slotLength && slot + 1 < slots) {
            slot++;
            place();
        }
        return time >= start && time - interval < start;
    }

    boolean isOn(long time) {
        return slot >= 0 && time >= start && time < Math.max(end, start + 1);
    }

    private void place() {
        long half = slotLength / 2;
        long shortest = Math.max(kind.shortest().toNanos(), LEAST_READINGS * interval);
        long longest = Math.max(kind.longest().toNanos(), 2 * shortest);
        long room = (long) (half * LARGEST_SHARE);
        long duration = kind == EventKind.ARTEFACT
                ? 0
                : Math.min(room, shortest + (long) (random.nextDouble() * (longest - shortest)));
        long from = slot * slotLength + (kind == EventKind.BRADYCARDIA ? half : 0);
        long space = kind == EventKind.TACHYCARDIA || kind == EventKind.BRADYCARDIA ? half : slotLength;
        long earliest = from + (long) (random.nextDouble() * (space - duration));
        start = (earliest + interval - 1) / interval * interval;
        end = start + duration / interval * interval;
        target = kind.leastTarget() + random.nextInt(kind.mostTarget() - kind.leastTarget() + 1);
    }

    EventKind kind() {
        return kind;
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    double target() {
        return target;
    }
}
