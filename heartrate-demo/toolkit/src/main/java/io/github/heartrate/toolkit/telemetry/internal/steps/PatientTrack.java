package io.github.heartrate.toolkit.telemetry.internal.steps;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One patient's readings in the order of the file: whether they follow each other, as the alarm model judges it. */
public final class PatientTrack {

    /** What a reading is to the ones before it. */
    public enum Step {
        ONWARD,
        LATE,
        REPEATED,
        CONFLICT
    }

    private final String id;
    private @Nullable Instant last;
    private double lastBpm;
    private boolean isRepeated;

    public PatientTrack(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** The latest time so far. */
    @Nullable
    public Instant last() {
        return last;
    }

    /** Whether there is more than one reading. */
    public boolean isRepeated() {
        return isRepeated;
    }

    public Step next(Instant time, double bpm) {
        Instant before = last;
        isRepeated = before != null;
        int order = before == null ? 1 : time.compareTo(before);
        if (order > 0) {
            last = time;
            lastBpm = bpm;
            return Step.ONWARD;
        }
        if (order < 0) {
            return Step.LATE;
        }
        return bpm == lastBpm ? Step.REPEATED : Step.CONFLICT;
    }
}
