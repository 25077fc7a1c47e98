package io.github.heartrate.toolkit.telemetry;

import io.github.heartrate.Reading;
import java.util.function.Consumer;

/** Where readings come from. Memory stays constant however many there are, unless an implementation says otherwise. */
public interface TelemetrySource {

    /**
     * What it is called in messages.
     *
     * @return a file's path as the user gave it, or a few words
     */
    String name();

    /**
     * Reads it from its beginning to its end.
     *
     * @param sink is given each reading, in the source's order; patient ids that are equal are the same object. What it
     *     throws ends the reading and goes to the caller
     * @return what was read and what was not
     * @throws TelemetryException if it can't be read, holds no readings, or (if strict) has a row that is none; the
     *     message is one line for the user
     */
    ReadSummary read(Consumer<? super Reading> sink);
}
