package io.github.heartrate;

import java.time.Instant;
import java.util.Optional;

/** Whether readings come, or are expected to. */
sealed interface Signal {

    /** The alarm that is active. */
    static Optional<Episode> episode(Signal signal) {
        return signal instanceof Lost lost ? Optional.of(lost.episode()) : Optional.empty();
    }

    /** Readings have come; the last accepted one says until when. */
    record Present() implements Signal {
        static final Present INSTANCE = new Present();
    }

    /** Admitted, and no reading since. */
    record Awaited(Instant since) implements Signal {}

    /** SIGNAL_LOSS is active. */
    record Lost(Episode episode) implements Signal {

        /** The same, the alarm's episode replaced by a later view of it. */
        @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
        Lost with(Episode later) {
            return later == episode ? this : new Lost(later);
        }
    }

    /** Nothing is expected: discharged, or never admitted nor heard from. */
    record Unwatched(Instant since) implements Signal {}
}
