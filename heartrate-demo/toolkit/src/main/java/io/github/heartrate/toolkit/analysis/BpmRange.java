package io.github.heartrate.toolkit.analysis;

/**
 * A range of rates in bpm, both ends in it.
 *
 * @param min at least 0; 0 for an open end
 * @param max more than {@code min}; infinite for an open end
 */
public record BpmRange(double min, double max) {

    /** As it is written; an end that is open is not named. */
    @Override
    public String toString() {
        return PolicyText.number(min) + ".." + PolicyText.number(max);
    }
}
