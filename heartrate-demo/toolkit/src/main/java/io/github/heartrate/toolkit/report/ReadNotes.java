package io.github.heartrate.toolkit.report;

import io.github.heartrate.toolkit.telemetry.ReadSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the reader of a report must know of how its telemetry was read. */
public final class ReadNotes {

    private ReadNotes() {}

    /**
     * Of one recording.
     *
     * @param source the files, as the reader knows them
     * @param read what was read
     * @return sentences on how it was read, and on what was skipped, put in order and left out
     */
    public static List<String> of(String source, ReadSummary read) {
        List<String> notes = new ArrayList<>();
        notes.add("Read as: " + read.how() + ".");
        if (read.skippedRows() > 0) {
            boolean one = read.skippedRows() == 1;
            String reasons = read.skipped().entrySet().stream()
                    .map(entry -> entry.getKey().text() + ": " + entry.getValue())
                    .collect(Collectors.joining(", "));
            notes.add(read.skippedRows() + (one ? " row of " : " rows of ") + source + " could not be read and "
                    + (one ? "is" : "are") + " not in this report (" + reasons + ").");
        }
        read.omitted().forEach((why, count) -> notes.add(sentence(why.text(count))));
        if (read.sorted()) {
            notes.add("The readings did not stand in order of time and were put in order.");
        }
        read.remarks().forEach(remark -> notes.add(sentence(remark)));
        read.warnings().forEach(warning -> notes.add(sentence(warning)));
        return notes;
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT)
                + text.substring(1)
                + (text.endsWith("?") || text.endsWith(".") ? "" : ".");
    }
}
