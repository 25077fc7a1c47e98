package io.github.heartrate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What time it is, as far as a monitor knows: its latest tick; before the first tick the newest accepted reading of any
 * patient. It tells what is dated so far ahead of that that its clock may be wrong. Safe for use by several threads.
 *
 * <p>Nearly all readings are asked about with one comparison. So the newest reading is written down only when it is an
 * hour newer than the one written down; where that matters all patients are asked.
 */
final class KnownTime {

    /** Without ticks, a patient may send one reading per month or per year: chosen here. */
    static final Duration LEAST_LIMIT_WITHOUT_TICKS = Duration.ofDays(366);

    private static final long SECONDS_BETWEEN_NOTES = 3_600;

    private final Duration leapLimit;
    private final Supplier<Optional<Instant>> newestOfPatients;
    private @Nullable Instant lastTick;
    private @Nullable Instant heldTick;
    private @Nullable Instant newestReading;

    /** Readings before this second need no look at anything here. */
    private volatile long horizon;

    /**
     * Goes on from a snapshot.
     *
     * @param newestOfPatients asks all patients for their newest reading
     */
    KnownTime(Duration leapLimit, MonitorSnapshot snapshot, Supplier<Optional<Instant>> newestOfPatients) {
        this.leapLimit = leapLimit;
        this.newestOfPatients = newestOfPatients;
        lastTick = snapshot.lastTick().orElse(null);
        heldTick = snapshot.heldTick().orElse(null);
        newestReading = snapshot.newestReading().orElse(null);
        horizon = horizonOf();
    }

    /** Whether a reading of that second is no leap for sure, and no news. */
    boolean covers(long second) {
        return second < horizon;
    }

    /** A reading was accepted. */
    void heard(Instant time) {
        if (time.getEpochSecond() >= horizon) {
            note(time);
        }
    }

    /** A reading's time is about to be forgotten. */
    synchronized void note(Instant time) {
        if (newestReading == null || time.isAfter(newestReading)) {
            newestReading = time;
            horizon = horizonOf();
        }
    }

    private long horizonOf() {
        if (leapLimit.equals(AlarmPolicy.UNLIMITED)) {
            return Long.MAX_VALUE;
        }
        if (lastTick != null) {
            return Elapsed.secondAfter(lastTick, leapLimit);
        }
        return newestReading == null ? Long.MIN_VALUE : newestReading.getEpochSecond() + SECONDS_BETWEEN_NOTES;
    }

    synchronized Optional<Instant> lastTick() {
        return Optional.ofNullable(lastTick);
    }

    synchronized Optional<Instant> heldTick() {
        return Optional.ofNullable(heldTick);
    }

    /** The newest accepted reading of any patient so far. To be called without a patient's lock. */
    Optional<Instant> newestReading() {
        newestOfPatients.get().ifPresent(this::note);
        synchronized (this) {
            return Optional.ofNullable(newestReading);
        }
    }

    /** What time it is; nothing before the first tick and the first reading. To be called without a patient's lock. */
    Optional<Instant> now() {
        Optional<Instant> tick = lastTick();
        return tick.isPresent() ? tick : newestReading();
    }

    /** Whether an input of that time lies too far ahead to be believed. To be called without a patient's lock. */
    boolean isAhead(Instant time) {
        synchronized (this) {
            Instant known = lastTick != null ? lastTick : newestReading;
            if (known == null || !isLeap(known, time)) {
                return false;
            }
            if (lastTick != null || isLeap(known.plusSeconds(SECONDS_BETWEEN_NOTES), time)) {
                return true;
            }
        }
        return newestReading().filter(newest -> isLeap(newest, time)).isPresent();
    }

    /** How far ahead of what is known an input may be. */
    private Duration limit() {
        return lastTick != null || leapLimit.compareTo(LEAST_LIMIT_WITHOUT_TICKS) > 0
                ? leapLimit
                : LEAST_LIMIT_WITHOUT_TICKS;
    }

    /** Whether time is more than the limit ahead of another time. */
    synchronized boolean isLeap(Instant from, Instant time) {
        return Elapsed.isMoreThan(from, time, limit());
    }

    /**
     * A tick has come.
     *
     * @return the ticks that take effect now, in order: none if it is held; else perhaps one that was held, and this
     */
    synchronized TickVerdict judge(Instant tick) {
        Instant known = lastTick != null ? lastTick : newestReading;
        if (heldTick != null && tick.equals(heldTick)) {
            return new TickVerdict(Verdict.DUPLICATE, List.of(), false);
        }
        if (heldTick != null && !isLeap(tick, heldTick)) {
            List<Instant> both = List.of(heldTick, tick);
            heldTick = null;
            advance(tick);
            return new TickVerdict(Verdict.ACCEPTED, both, false);
        }
        boolean isDropped = heldTick != null;
        if (known != null && isLeap(known, tick)) {
            heldTick = tick;
            return new TickVerdict(Verdict.HELD, List.of(), isDropped);
        }
        heldTick = null;
        advance(tick);
        return new TickVerdict(Verdict.ACCEPTED, List.of(tick), isDropped);
    }

    private void advance(Instant tick) {
        if (lastTick == null || tick.isAfter(lastTick)) {
            lastTick = tick;
            horizon = horizonOf();
        }
    }

    /**
     * What becomes of a tick.
     *
     * @param verdict ACCEPTED, HELD or DUPLICATE
     * @param due the ticks that take effect now, in order
     * @param dropped whether one that was held is AHEAD
     */
    record TickVerdict(Verdict verdict, List<Instant> due, boolean dropped) {}
}
