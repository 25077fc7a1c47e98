package io.github.heartrate.toolkit.telemetry;

/** Is told how the reading of a file goes, on the reading thread. */
public interface ReadListener {

    /** Takes no notice. */
    ReadListener NONE = new ReadListener() {};

    /**
     * A row was skipped.
     *
     * @param row which one and why
     */
    default void skipped(SkippedRow row) {}

    /** The files are read from their beginning once more, as their readings must be sorted; all rows come again. */
    default void beginsAnew() {}

    /**
     * So much of the file has been read.
     *
     * @param bytesRead of the file as it lies there, compressed or not
     * @param bytesTotal its size; -1 if that is not known
     */
    default void progress(long bytesRead, long bytesTotal) {}
}
