package io.github.heartrate.toolkit.files.internal.tally;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.ReadOrder;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.SkippedRow;
import io.github.heartrate.toolkit.telemetry.internal.steps.PatientTrack;
import java.time.Instant;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One pass over one file: how to read it, and where what it holds goes. */
public final class Pass {

    /** Parts a patient's id from the source of a reading, until one source at a time is chosen. */
    public static final char SOURCE_MARK = '\u0000';

    /** Whose the readings of a file are that names no patient; may refuse several files whose names do not tell. */
    @FunctionalInterface
    public interface Patients {

        /**
         * The patient.
         *
         * @param ofAccount whether the file is of an account, so that all files of an archive have one owner
         */
        String patient(boolean ofAccount);
    }

    private final String file;
    private final ReadSettings settings;
    private final Patients whose;
    private final ReadTally tally;
    private final Cores cores;

    /**
     * For one file.
     *
     * @param file its name in messages
     * @param whose the readings of a file are that names no patient
     * @param cores that may parse it
     */
    public Pass(String file, ReadSettings settings, Patients whose, ReadTally tally, Cores cores) {
        this.file = requireNonNull(file);
        this.settings = requireNonNull(settings);
        this.whose = requireNonNull(whose);
        this.tally = requireNonNull(tally);
        this.cores = requireNonNull(cores);
    }

    public String file() {
        return file;
    }

    public ReadSettings settings() {
        return settings;
    }

    /** How many threads may parse it beside the calling one. */
    public Cores cores() {
        return cores;
    }

    /** Whose the readings are, if the file names no patient; may refuse several files whose names do not tell. */
    public String patient() {
        return whose.patient(false);
    }

    /**
     * Whose the readings are of an account's export, such as Apple Health's or Fitbit's: all files of one archive are of
     * one person then, called like the archive.
     */
    public String owner() {
        return whose.patient(true);
    }

    public PatientIds patients() {
        return tally.patients();
    }

    /** Says how it is read, in words, for a number of patients. */
    public void readAs(IntFunction<String> text) {
        tally.readAs(file, text);
    }

    /** Says that the readings are of one patient, in a kind of file that is known: {@code Polar's session}. */
    public void readAs(String kind, String patient) {
        readAs(count -> kind + " of 1 patient, " + patient);
    }

    /**
     * Ends the pass if readings have to be in order of time: for files that are known not to be. The pass that follows
     * sorts them.
     */
    public void isUnordered() {
        if (!tally.takesAnyOrder()) {
            throw new OutOfOrder();
        }
    }

    /** Whether this pass was preceded by one that found the readings out of order. */
    public boolean takesAnyOrder() {
        return tally.takesAnyOrder();
    }

    /** Hands a reading on. */
    public void accept(PatientTrack patient, Instant time, double bpm) {
        tally.accept(patient, time, bpm);
    }

    /**
     * Hands a reading of one of several sources on; the file must have been called unordered. In the order of the file
     * the chosen sources are handed on together.
     *
     * @param source null if the file does not say: then it belongs to whatever source is followed
     */
    public void accept(String patient, @Nullable String source, Instant time, double bpm) {
        if (source == null) {
            tally.accept(tally.patients().intern(patient), time, bpm);
        } else if (followsSources()) {
            tally.accept(patient, source, time, bpm);
        } else if (settings.sources().isEmpty() || settings.sources().contains(source)) {
            tally.accept(tally.patients().intern(patient), time, bpm);
        } else {
            tally.omit(Omission.OTHER_SOURCE);
        }
    }

    /** Whether what follows this pass chooses one source at a time. */
    public boolean followsSources() {
        return tally.takesAnyOrder() && settings.order() != ReadOrder.FILE;
    }

    public void omit(Omission why) {
        tally.omit(why);
    }

    /** Asks aloud, in a sentence with what to do, whether what was read is what the file means. */
    public void doubt(String sentence) {
        tally.doubt(sentence);
    }

    /** Counts a time that comes twice. */
    public void ambiguous() {
        tally.ambiguous();
    }

    /** Skips a row, a record or whatever the file has in a line; with strict settings this ends the reading. */
    public void skip(long line, SkipReason reason, String detail) {
        tally.skip(new SkippedRow(file, line, reason, detail));
    }
}
