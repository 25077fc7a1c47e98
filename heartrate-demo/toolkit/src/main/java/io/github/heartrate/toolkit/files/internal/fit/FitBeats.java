package io.github.heartrate.toolkit.files.internal.fit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The beats in {@code hr} messages of a FIT file. One message anchors the strap's clock, which ticks 1024 times a
 * second, to a time; those after it have the lowest twelve bits of each beat's tick, which go on from the beat before.
 */
final class FitBeats {

    private static final int FRACTION = 0;
    private static final int FRACTIONS_PER_SECOND = 32_768;
    private static final int FRACTION_256 = 1;
    private static final int RATES = 6;
    private static final int TICKS = 9;
    private static final int TICKS_12 = 10;
    private static final int TWELVE_ONES = 0xfff;
    private static final long TICKS_PER_SECOND = 1024;
    private static final long NANOS = 1_000_000_000L;

    private @Nullable Instant anchor;
    private long anchorTick;
    private long tick;

    /**
     * A beat.
     *
     * @param time null if it is not known
     * @param bpm {@link FitMessage#NONE} for no value
     */
    record Beat(@Nullable Instant time, long bpm) {}

    /** Forgets the anchor. */
    void begin() {
        anchor = null;
    }

    /**
     * The beats of a message.
     *
     * @param second of the message's own time; null if it has none
     */
    List<Beat> read(FitMessage message, @Nullable Instant second) {
        long[] rates = message.numbers(RATES, 1);
        long[] ticks = message.numbers(TICKS, 4);
        Instant own = second == null ? null : second.plusNanos(fraction(message));
        if (own != null && ticks.length > 0 && ticks[0] != FitMessage.NONE) {
            anchor = own;
            anchorTick = ticks[0];
            tick = ticks[0];
        }
        List<Beat> beats = new ArrayList<>();
        int[] twelve = message.twelveBits(TICKS_12);
        for (int i = 0; i < rates.length; i++) {
            beats.add(new Beat(time(i, rates, ticks, twelve, own), rates[i]));
        }
        return beats;
    }

    /** When a beat was; null if the message does not say. */
    private @Nullable Instant time(int i, long[] rates, long[] ticks, int[] twelve, @Nullable Instant own) {
        if (ticks.length >= rates.length) {
            return ticks[i] == FitMessage.NONE ? null : at(tick + (int) (ticks[i] - tick));
        }
        if (i < twelve.length) {
            boolean isPadding = rates[i] <= 0 && (twelve[i] == TWELVE_ONES || twelve[i] == 0);
            return isPadding ? null : at(tick + ((twelve[i] - tick) & TWELVE_ONES));
        }
        return rates.length == 1 ? own : null;
    }

    private static long fraction(FitMessage message) {
        long fine = message.number(FRACTION, 2);
        if (fine != FitMessage.NONE) {
            return fine * NANOS / FRACTIONS_PER_SECOND;
        }
        long coarse = message.number(FRACTION_256, 1);
        return coarse == FitMessage.NONE ? 0 : coarse * NANOS / 256;
    }

    private @Nullable Instant at(long next) {
        if (anchor == null) {
            return null;
        }
        tick = next;
        long since = tick - anchorTick;
        return anchor.plusSeconds(Math.floorDiv(since, TICKS_PER_SECOND))
                .plusNanos(Math.floorMod(since, TICKS_PER_SECOND) * NANOS / TICKS_PER_SECOND);
    }
}
