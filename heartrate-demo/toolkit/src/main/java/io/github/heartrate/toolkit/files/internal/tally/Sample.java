package io.github.heartrate.toolkit.files.internal.tally;

import org.jspecify.annotations.Nullable;

/**
 * A reading as a file has it.
 *
 * @param line where it is
 * @param record its number, for files whose lines say little; 0 if the line is enough
 * @param patient whose it is
 * @param source what measured it; null if the file does not say
 * @param time as text
 * @param bpm as text
 * @param factor how many times the number is beats per minute: 60 if it is in Hz
 */
public record Sample(
        long line, long record, String patient, @Nullable String source, String time, String bpm, int factor) {

    /** A sample of a table, in beats per minute. */
    public Sample(long line, String patient, @Nullable String source, String time, String bpm) {
        this(line, 0, patient, source, time, bpm, 1);
    }

    /** The same with another factor. */
    public Sample times(int otherFactor) {
        return new Sample(line, record, patient, source, time, bpm, otherFactor);
    }

    /** The same with its time written otherwise. */
    public Sample at(String otherTime) {
        return new Sample(line, record, patient, source, otherTime, bpm, factor);
    }

    /** The same of a source; blank if the file does not say. */
    public Sample from(String name) {
        return new Sample(line, record, patient, name.isBlank() ? null : name, time, bpm, factor);
    }
}
