package io.github.heartrate.demo.csv;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads times out of a character buffer. */
@FunctionalInterface
interface TimeParser {

    /** The time without white space around it; null if it is none. */
    @Nullable
    Instant parse(char[] text, int from, int to);

    /**
     * A parser of one format, or of all that are told apart by their looks.
     *
     * @throws IllegalArgumentException if the format is no pattern
     */
    static TimeParser of(Optional<String> format, ZoneId zone) {
        if (format.isEmpty()) {
            return new GuessingTimeParser(zone);
        }
        return switch (format.get()) {
            case "epoch-s" -> (text, from, to) -> EpochTime.parse(text, from, to, EpochTime.Unit.SECONDS);
            case "epoch-ms" -> (text, from, to) -> EpochTime.parse(text, from, to, EpochTime.Unit.MILLIS);
            default -> new PatternTimeParser(format.get(), zone);
        };
    }
}
