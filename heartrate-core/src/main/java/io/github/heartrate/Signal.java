package io.github.heartrate;

import io.github.heartrate.PatientStatus.SignalStatus;
import java.time.Instant;
import java.util.Optional;

/** Whether readings come, or are expected to. */
sealed interface Signal {

    /** The alarm that is active. */
    static Optional<Episode> episode(Signal signal) {
        return signal instanceof Lost lost ? Optional.of(lost.episode()) : Optional.empty();
    }

    /**
     * Since when nothing has come: the last accepted reading; admission, discharge or a lost signal's onset if no reading
     * has come since.
     *
     * @param lastSecond the second of the last accepted reading, if the signal is present
     * @param lastNano its nanosecond
     */
    Instant silentSince(long lastSecond, int lastNano);

    /** Whether a reading is expected, so that silence is a loss of signal that nobody was told of yet. */
    boolean isExpectant();

    /** The same after an accepted reading. */
    default Signal heard(Instant at) {
        return Present.INSTANCE;
    }

    /** What it is called outside. */
    SignalStatus status();

    /** What a snapshot calls it. */
    int snapshotCode();

    /** Writes what it has beside its code. */
    void writeTo(SnapshotWriter out);

    /** Readings have come; the last accepted one says until when. */
    record Present() implements Signal {
        static final Present INSTANCE = new Present();

        @Override
        public Instant silentSince(long lastSecond, int lastNano) {
            return Instant.ofEpochSecond(lastSecond, lastNano);
        }

        @Override
        public boolean isExpectant() {
            return true;
        }

        @Override
        public SignalStatus status() {
            return new SignalStatus(SignalStatus.Kind.PRESENT, Optional.empty());
        }

        @Override
        public int snapshotCode() {
            return SnapshotWriter.PRESENT;
        }

        @Override
        public void writeTo(SnapshotWriter out) {
            // the last reading says all
        }
    }

    /** Admitted, and no reading since. */
    record Awaited(Instant since) implements Signal {

        @Override
        public Instant silentSince(long lastSecond, int lastNano) {
            return since;
        }

        @Override
        public boolean isExpectant() {
            return true;
        }

        @Override
        public SignalStatus status() {
            return new SignalStatus(SignalStatus.Kind.AWAITED, Optional.of(since));
        }

        @Override
        public int snapshotCode() {
            return SnapshotWriter.AWAITED;
        }

        @Override
        public void writeTo(SnapshotWriter out) {
            out.instant(since);
        }
    }

    /** SIGNAL_LOSS is active. */
    record Lost(Episode episode) implements Signal {

        /** The same, the alarm's episode replaced by a later view of it. */
        @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
        Lost with(Episode later) {
            return later == episode ? this : new Lost(later);
        }

        @Override
        public Instant silentSince(long lastSecond, int lastNano) {
            return episode.onset();
        }

        /**
         * A reading of the very instant of the admission is no sign of life after it: the alarm goes on. The next one would have
         * its ids, and a receiver would take it for a repeat.
         */
        @Override
        public Signal heard(Instant at) {
            return at.equals(episode.onset()) ? this : Present.INSTANCE;
        }

        @Override
        public boolean isExpectant() {
            return false;
        }

        @Override
        public SignalStatus status() {
            return new SignalStatus(SignalStatus.Kind.LOST, Optional.of(episode.onset()));
        }

        @Override
        public int snapshotCode() {
            return SnapshotWriter.LOST;
        }

        @Override
        public void writeTo(SnapshotWriter out) {
            out.episode(episode);
        }
    }

    /** Nothing is expected: discharged, or never admitted nor heard from. */
    record Unwatched(Instant since) implements Signal {

        @Override
        public Instant silentSince(long lastSecond, int lastNano) {
            return since;
        }

        @Override
        public boolean isExpectant() {
            return false;
        }

        @Override
        public SignalStatus status() {
            return new SignalStatus(SignalStatus.Kind.UNWATCHED, Optional.empty());
        }

        @Override
        public int snapshotCode() {
            return SnapshotWriter.UNWATCHED;
        }

        @Override
        public void writeTo(SnapshotWriter out) {
            out.instant(since);
        }
    }
}
