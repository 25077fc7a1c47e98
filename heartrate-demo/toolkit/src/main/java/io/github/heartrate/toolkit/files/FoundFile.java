package io.github.heartrate.toolkit.files;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of a recording.
 *
 * @param name in messages
 * @param path where it is, or the archive that it is in
 * @param inArchive its name in the archive; null if it is in none
 * @param isNamed whether the user named this very file
 * @param size in bytes; -1 if that is not known
 */
record FoundFile(String name, Path path, @Nullable String inArchive, boolean isNamed, long size) {

    private static final String ENDINGS =
            "(?i)(\\.(csv|tsv|psv|txt|xml|zip|json|jsonl|ndjson|fit|tcx|gpx|hrm))?(\\.gz)?$";
    private static final String STANDARD_INPUT = "-";

    static FoundFile standardInput() {
        return new FoundFile("standard input", Path.of(STANDARD_INPUT), null, true, -1);
    }

    static boolean isStandardInput(Path path) {
        return path.toString().equals(STANDARD_INPUT);
    }

    boolean isStandardInput() {
        return isStandardInput(path);
    }

    /** Its name without folders and endings. */
    String bareName() {
        return bare(inArchive == null ? lastOf(path) : inArchive.substring(inArchive.lastIndexOf('/') + 1));
    }

    /** The name of the archive that it is in, without folders and endings. */
    String archiveName() {
        return bare(lastOf(path));
    }

    /** The folder that it is in, with the archive if it is in one. */
    String folder() {
        return name.substring(0, Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    private static String bare(String fileName) {
        String bare = fileName.replaceFirst(ENDINGS, "");
        return bare.isBlank() ? fileName : bare;
    }

    private static String lastOf(Path path) {
        Path last = path.getFileName();
        return last == null ? "" : last.toString();
    }
}
