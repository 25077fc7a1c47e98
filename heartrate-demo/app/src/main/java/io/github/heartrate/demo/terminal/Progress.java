package io.github.heartrate.demo.terminal;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A bar on standard error for work that takes long; nothing at all unless there is a terminal. It is drawn in the line of
 * the cursor, which {@link #lineStart} clears for a line of output. The bar's library is told where and how wide to draw,
 * else it opens the terminal itself, and closes standard output on Ctrl-C.
 */
public final class Progress implements AutoCloseable {

    private static final long BYTES_PER_MEBIBYTE = 1 << 20;
    private static final long BYTES_THAT_TAKE_LONG = 16 * BYTES_PER_MEBIBYTE;
    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final int WIDTH = 79;

    private final ProgressBarBuilder builder;
    private final boolean isInteractive = Terminal.isInteractive();
    private volatile @Nullable ProgressBar bar;

    private Progress(String task, String unit, long unitSize) {
        builder = new ProgressBarBuilder()
                .setTaskName(task)
                .setUnit(" " + unit, unitSize)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH));
    }

    /** Counts things. */
    public static Progress ofCount(String task, long total, String unit) {
        Progress progress = new Progress(task, unit, 1);
        progress.begin(total);
        return progress;
    }

    /** Counts bytes; a bar is shown only for many. */
    public static Progress ofBytes(String task) {
        return new Progress(task, "MiB", BYTES_PER_MEBIBYTE);
    }

    private void begin(long total) {
        if (isInteractive) {
            bar = builder.setInitialMax(total).build();
        }
    }

    public void advance() {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.step();
        }
    }

    public void advanceTo(long done, long total) {
        if (bar == null && Math.max(done, total) >= BYTES_THAT_TAKE_LONG) {
            begin(total);
        }
        ProgressBar shown = bar;
        if (shown != null) {
            shown.maxHint(total).stepTo(done);
        }
    }

    /** What to print before a line of output, so that it does not run into the bar. */
    public String lineStart() {
        return bar == null ? "" : CLEAR_LINE;
    }

    /** The work is done: the bar stays as it is. */
    public void finish() {
        ProgressBar shown = bar;
        if (shown != null) {
            bar = null;
            shown.close();
        }
    }

    @Override
    public void close() {
        finish();
    }
}
