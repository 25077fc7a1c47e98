package io.github.heartrate;

/**
 * The alarm limits of heart rate. Both are strict: a reading equal to a limit is normal.
 *
 * @param lowBpm bradycardia is below this many beats a minute
 * @param highBpm tachycardia is above this many beats a minute
 */
public record AlarmLimits(double lowBpm, double highBpm) {

    /** 50 and 100 bpm, the limits that this library was asked for; common for resting adults, no recommendation. */
    public static final AlarmLimits ADULT = new AlarmLimits(50, 100);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if a limit is not finite or {@code lowBpm} is not below {@code highBpm}
     */
    public AlarmLimits {
        if (!Double.isFinite(lowBpm) || !Double.isFinite(highBpm)) {
            throw new IllegalArgumentException("limits must be finite: " + lowBpm + ", " + highBpm);
        }
        if (!(lowBpm < highBpm)) {
            throw new IllegalArgumentException("low must be below high: " + lowBpm + ", " + highBpm);
        }
    }

    /**
     * Limits from a low and a high bound.
     *
     * @param lowBpm bradycardia is below this many beats a minute
     * @param highBpm tachycardia is above this many beats a minute
     * @return the limits
     * @throws IllegalArgumentException if a limit is not finite or {@code lowBpm} is not below {@code highBpm}
     */
    public static AlarmLimits of(double lowBpm, double highBpm) {
        return new AlarmLimits(lowBpm, highBpm);
    }
}
