package io.github.heartrate.demo.options;

import io.github.heartrate.demo.terminal.Progress;
import io.github.heartrate.demo.text.Plural;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.SkippedRow;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** Tells of the first few rows that were skipped, one line each, and counts them all; moves the progress bar. */
public final class SkippedRows implements ReadListener {

    private static final int SHOWN = 5;

    private final PrintWriter err;
    private final Progress progress;
    private int shown;
    private int met;
    private boolean isSilent;

    SkippedRows(PrintWriter err, Progress progress) {
        this.err = err;
        this.progress = progress;
    }

    /** Tells nothing any more: the file is read once more. */
    void silence() {
        isSilent = true;
    }

    @Override
    public void beginsAnew() {
        met = 0;
    }

    @Override
    public void skipped(SkippedRow row) {
        if (++met > shown && shown < SHOWN && !isSilent) {
            shown++;
            err.println(progress.lineStart() + "skipped: " + row.message());
        }
    }

    @Override
    public void progress(long bytesRead, long bytesTotal) {
        if (!isSilent) {
            progress.advanceTo(bytesRead, bytesTotal);
        }
    }

    /** One line on how it was read, and one each on what was skipped, left out or has no effect, and per warning. */
    static void print(ReadSummary summary, PrintWriter err) {
        err.println("read as: " + summary.how() + (summary.sorted() ? "; put in order of time" : ""));
        if (summary.skippedRows() > 0) {
            String reasons = summary.skipped().entrySet().stream()
                    .map(entry -> entry.getKey().text() + ": " + entry.getValue())
                    .collect(Collectors.joining(", "));
            err.printf("%s skipped (%s)%n", Plural.of(summary.skippedRows(), "bad row"), reasons);
        }
        summary.omitted().forEach((why, count) -> err.println(why.text(count)));
        summary.remarks().forEach(err::println);
        summary.warnings().forEach(warning -> err.println("warning: " + warning));
    }
}
