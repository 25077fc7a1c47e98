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

    // The latest time, in pieces: to keep one object per reading costs the garbage collector.
    private boolean isHeard;
    private long lastSecond;
    private int lastNano;

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
        return isHeard ? Instant.ofEpochSecond(lastSecond, lastNano) : null;
    }

    /** Whether there is a reading. */
    boolean isHeard() {
        return isHeard;
    }

    /** Whether there is more than one reading. */
    public boolean isRepeated() {
        return isRepeated;
    }

    public Step next(Instant time, double bpm) {
        long second = time.getEpochSecond();
        int nano = time.getNano();
        isRepeated = isHeard;
        if (!isHeard || second > lastSecond || (second == lastSecond && nano > lastNano)) {
            isHeard = true;
            lastSecond = second;
            lastNano = nano;
            lastBpm = bpm;
            return Step.ONWARD;
        }
        if (second < lastSecond || nano < lastNano) {
            return Step.LATE;
        }
        return bpm == lastBpm ? Step.REPEATED : Step.CONFLICT;
    }
}
