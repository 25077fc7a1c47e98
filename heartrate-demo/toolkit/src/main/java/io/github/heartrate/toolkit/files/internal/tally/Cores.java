package io.github.heartrate.toolkit.files.internal.tally;

/**
 * How many threads read the rows of a table, and how much each takes at a time. What is read does not depend on it.
 *
 * @param threads that parse; with one, the calling thread does it all
 * @param chunkBytes how long a piece of the file is that one thread parses, at least
 */
public record Cores(int threads, int chunkBytes) {

    /** A piece stays in the cache of a core; chosen here. */
    private static final int CHUNK = 1 << 18;

    /** A table of fewer pieces is read by the calling thread alone: threads would cost more than they save. */
    private static final int LEAST_CHUNKS = 4;

    /** Checks that both are positive. */
    public Cores {
        if (threads < 1 || chunkBytes < 1) {
            throw new IllegalArgumentException(
                    "threads and chunkBytes must be at least 1: " + threads + ", " + chunkBytes);
        }
    }

    /** A thread per processor. */
    public static Cores all() {
        return new Cores(Runtime.getRuntime().availableProcessors(), CHUNK);
    }

    /** Whether a file of which so many bytes are known is worth more than one thread. */
    public boolean areWorth(int bytes) {
        return bytes / LEAST_CHUNKS >= chunkBytes;
    }
}
