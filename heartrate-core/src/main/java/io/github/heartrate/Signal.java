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

        /** The same, with a reminder of its alarm if one is due. */
        @SuppressWarnings("ReferenceEquality") // what changes nothing is the same object
        Lost reminded(AlarmPolicy policy, Instant at, Instant time, boolean byTick) {
            Episode reminded = episode.reminded(policy, at, time, byTick);
            return reminded == episode ? this : new Lost(reminded);
        }
    }

    /** Nothing is expected: discharged, or never admitted nor heard from. */
    record Unwatched(Instant since) implements Signal {}
}
