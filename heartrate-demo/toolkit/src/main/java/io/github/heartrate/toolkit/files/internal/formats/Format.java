package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.io.IOException;

/**
 * A kind of file that holds heart rates. It has no state, and is known by its content: people rename files.
 *
 * <p>{@link #read} says first how it reads ({@link Pass#readAs}), and that the file is unordered if the kind is. It hands
 * each reading on, counts what is no reading, and skips what is wrong with its line. A file that is cut off, or not what
 * it seemed to be, is a {@link io.github.heartrate.toolkit.telemetry.TelemetryException} of one line.
 */
public interface Format {

    /** Whether the content is of this kind. */
    boolean matches(Content content);

    /** Reads a file that matches. */
    void read(Content content, Pass pass) throws IOException;
}
