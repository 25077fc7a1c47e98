package io.github.heartrate.toolkit.files.internal.tally;

/**
 * How many threads read the rows of a table, and how much each takes at a time. What is read does not depend on it.
 *
 * @param parsers threads that parse beside the calling one, which cuts and joins; with none it does it all
 * @param chunkBytes how long a piece of the file is that one thread parses, at least
 */
public record Cores(int parsers, int chunkBytes) {

    /** A piece stays in the cache of a core; chosen here. */
    private static final int CHUNK = 1 << 18;

    /** A table of fewer pieces is read by the calling thread alone: threads would cost more than they save. */
    private static final int LEAST_CHUNKS = 4;

    /** Checks both. */
    public Cores {
        if (parsers < 0 || chunkBytes < 1) {
            throw new IllegalArgumentException(
                    "parsers must be at least 0 and chunkBytes at least 1: " + parsers + ", " + chunkBytes);
        }
    }

    /** A thread per processor, with the calling one. */
    public static Cores all() {
        return new Cores(Runtime.getRuntime().availableProcessors() - 1, CHUNK);
    }

    /** Whether a file of which so many bytes are known is worth more than one thread. */
    public boolean areWorth(int bytes) {
        return bytes / LEAST_CHUNKS >= chunkBytes;
    }
}
