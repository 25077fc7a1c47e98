package io.github.heartrate.demo.bench;

import io.github.heartrate.demo.text.Plural;
import java.time.Duration;
import java.util.Locale;

/**
 * What a benchmark publishes.
 *
 * @param rate readings a second; 0 for as many as go
 * @param batch readings in a message
 * @param codec how they are written; JSON ones that wait are packed by the publisher
 * @param patients how many there are, each in turn
 * @param warmUp not measured
 * @param length measured, after that
 */
public record BenchLoad(int rate, int batch, Codec codec, int patients, Duration warmUp, Duration length) {

    /** How readings are written. */
    public enum Codec {
        JSON,
        PACKED;

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public String describe() {
        return (rate == 0 ? "as many as go" : Plural.of(rate, "reading") + "/s") + ", " + messages() + ", "
                + Plural.of(patients, "patient");
    }

    private String messages() {
        if (batch > 1) {
            return "batches of " + batch + " packed";
        }
        return codec == Codec.JSON ? "one by one, packed if they wait" : "single packed";
    }
}
