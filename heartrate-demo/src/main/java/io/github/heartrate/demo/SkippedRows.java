package io.github.heartrate.demo;

import io.github.heartrate.demo.csv.ReadListener;
import io.github.heartrate.demo.csv.ReadSummary;
import io.github.heartrate.demo.csv.SkippedRow;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** Tells of the first few rows that were skipped, one line each, and counts them all; moves the progress bar. */
final class SkippedRows implements ReadListener {

    private static final int SHOWN = 5;

    private final PrintWriter err;
    private final Progress progress;
    private int shown;

    SkippedRows(PrintWriter err, Progress progress) {
        this.err = err;
        this.progress = progress;
    }

    @Override
    public void skipped(SkippedRow row) {
        if (shown < SHOWN) {
            shown++;
            err.println(progress.lineStart() + "skipped: " + row.message());
        }
    }

    @Override
    public void progress(long bytesRead, long bytesTotal) {
        progress.advanceTo(bytesRead, bytesTotal);
    }

    /** One line with the counts, if anything was skipped or blank. */
    static void print(ReadSummary summary, PrintWriter out) {
        if (summary.skippedRows() > 0) {
            String reasons = summary.skipped().entrySet().stream()
                    .map(entry -> entry.getKey().text() + ": " + entry.getValue())
                    .collect(Collectors.joining(", "));
            out.printf("%d bad rows skipped (%s)%n", summary.skippedRows(), reasons);
        }
        if (summary.blankCells() > 0) {
            out.printf("%d blank cells: no readings%n", summary.blankCells());
        }
    }
}
