package io.github.heartrate;

import org.jspecify.annotations.Nullable;

/**
 * The alarm limits of heart rate, in beats a minute. All are strict: a reading equal to a limit is on its normal side.
 * Violating an extreme limit makes the alarm's priority HIGH instead of MEDIUM.
 *
 * @param lowBpm bradycardia is below this
 * @param highBpm tachycardia is above this
 * @param extremeLowBpm extreme bradycardia is below this; negative infinity for no such limit
 * @param extremeHighBpm extreme tachycardia is above this; positive infinity for no such limit
 */
public record AlarmLimits(double lowBpm, double highBpm, double extremeLowBpm, double extremeHighBpm) {

    /** 50 and 100 bpm, the limits that this library was asked for; common for resting adults, no recommendation. */
    public static final AlarmLimits ADULT = of(50, 100);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if {@code lowBpm} or {@code highBpm} is not finite, {@code lowBpm} is not below
     *     {@code highBpm}, or an extreme limit is not outside the ordinary one
     */
    public AlarmLimits {
        if (!Double.isFinite(lowBpm) || !Double.isFinite(highBpm)) {
            throw new IllegalArgumentException("limits must be finite: " + lowBpm + ", " + highBpm);
        }
        if (!(lowBpm < highBpm)) {
            throw new IllegalArgumentException("low must be below high: " + lowBpm + ", " + highBpm);
        }
        if (!(extremeLowBpm < lowBpm)) {
            throw new IllegalArgumentException("extremeLow must be below low: " + extremeLowBpm + ", " + lowBpm);
        }
        if (!(extremeHighBpm > highBpm)) {
            throw new IllegalArgumentException("extremeHigh must be above high: " + extremeHighBpm + ", " + highBpm);
        }
        // Turns -0.0 into 0.0, so that limits that judge alike are equal.
        lowBpm += 0.0;
        highBpm += 0.0;
        extremeLowBpm += 0.0;
        extremeHighBpm += 0.0;
    }

    /**
     * Limits without extreme ones.
     *
     * @param lowBpm bradycardia is below this many beats a minute
     * @param highBpm tachycardia is above this many beats a minute
     * @return the limits
     * @throws IllegalArgumentException if a limit is not finite or {@code lowBpm} is not below {@code highBpm}
     */
    public static AlarmLimits of(double lowBpm, double highBpm) {
        return new AlarmLimits(lowBpm, highBpm, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /**
     * The same limits with these extreme ones.
     *
     * @param extremeLowBpm below {@code lowBpm}; negative infinity for none
     * @param extremeHighBpm above {@code highBpm}; positive infinity for none
     * @return the limits
     * @throws IllegalArgumentException if an extreme limit is not outside the ordinary one
     */
    public AlarmLimits withExtremes(double extremeLowBpm, double extremeHighBpm) {
        return new AlarmLimits(lowBpm, highBpm, extremeLowBpm, extremeHighBpm);
    }

    /** Written out, as is the hash: every start compares policies, and what records link at their first use takes longer. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AlarmLimits that
                && Double.compare(lowBpm, that.lowBpm) == 0
                && Double.compare(highBpm, that.highBpm) == 0
                && Double.compare(extremeLowBpm, that.extremeLowBpm) == 0
                && Double.compare(extremeHighBpm, that.extremeHighBpm) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(lowBpm) + Double.hashCode(highBpm);
    }
}
