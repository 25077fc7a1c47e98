package io.github.heartrate.toolkit.files;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.files.internal.formats.Formats;
import io.github.heartrate.toolkit.files.internal.tally.Cores;
import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.OutOfOrder;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.ReadTally;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadOrder;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.SortedTelemetry;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.TelemetrySource;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Files of telemetry as one recording; what kind a file is, its content tells. They are read as streams: memory does not
 * depend on their size.
 *
 * <p>Readings are in order of time per patient. If they do not stand so in the files they are sorted, unless the settings
 * say otherwise; that goes through temporary files if they are many, which {@link #close} deletes.
 *
 * <p>Large tables are parsed on all processors. What is read, and in which order, does not depend on it, and sinks and
 * listeners are called by the calling thread.
 *
 * <p>A bad row is skipped, counted by its reason and told to the listener, or ends the reading if the settings are
 * strict. The name {@code -} is standard input. May be read several times. Not safe for use by several threads.
 */
public final class TelemetryFiles implements TelemetrySource, AutoCloseable {

    /** What is known of the readings' order in the files. */
    private enum Order {
        UNKNOWN,
        KNOWN,
        BROKEN
    }

    private final FileList files;
    private final ReadSettings settings;
    private final ReadListener listener;
    private final Cores cores;
    private Order order = Order.UNKNOWN;
    private @Nullable SortedTelemetry sorted;

    /**
     * Names files; they are opened by {@link #read}.
     *
     * @param paths files, folders, globs and zip archives, at least one; {@code -} alone for standard input. A file is
     *     read once, however often it is named
     * @param settings how to read them
     * @param listener is told of skipped rows and of progress
     * @throws TelemetryException if one is not there or can't be listed, or if standard input is not alone
     */
    public TelemetryFiles(List<Path> paths, ReadSettings settings, ReadListener listener) {
        this(paths, settings, listener, Cores.all());
    }

    TelemetryFiles(List<Path> paths, ReadSettings settings, ReadListener listener, Cores cores) {
        this.cores = cores;
        this.settings = requireNonNull(settings, "settings");
        this.listener = requireNonNull(listener, "listener");
        this.files = FileList.of(paths);
    }

    /**
     * Names one file, to be read with {@link ReadSettings#DEFAULT}.
     *
     * @param path of it
     * @return the readings in it
     */
    public static TelemetryFiles of(Path path) {
        return new TelemetryFiles(List.of(path), ReadSettings.DEFAULT, ReadListener.NONE);
    }

    @Override
    public String name() {
        return files.name();
    }

    /**
     * Where the files are that are read.
     *
     * @return the files and archives, those that were found in folders and by globs as well; empty for standard input
     */
    public List<Path> paths() {
        return files.files().stream()
                .filter(file -> !file.isStandardInput())
                .map(FoundFile::path)
                .distinct()
                .toList();
    }

    /**
     * Reads all, in order. If it is not known whether the readings stand in order, this passes over the files twice; use
     * {@link #readInto} to pass once.
     */
    @Override
    public ReadSummary read(Consumer<? super Reading> sink) {
        if (isOptimistic()) {
            order = Order.KNOWN;
            try {
                pass(unused -> {}, true, ReadListener.NONE);
            } catch (OutOfOrder e) {
                order = Order.BROKEN;
            }
        }
        return readInto(() -> sink);
    }

    private boolean isOptimistic() {
        return order == Order.UNKNOWN
                && settings.order() == ReadOrder.AUTO
                && settings.sources().isEmpty();
    }

    /**
     * Reads all, in order and in one pass if they stand so; if a reading proves to be late, begins anew with a new sink.
     *
     * @param sinks gives a sink for each beginning; only what the last one is given counts
     * @return what was read and what was not
     * @throws TelemetryException as {@link #read}
     */
    public ReadSummary readInto(Supplier<? extends Consumer<? super Reading>> sinks) {
        if (isOptimistic()) {
            try {
                ReadSummary summary = pass(sinks.get(), true, listener);
                order = Order.KNOWN;
                return summary;
            } catch (OutOfOrder e) {
                order = Order.BROKEN;
                listener.beginsAnew();
            }
        }
        if (order == Order.KNOWN) {
            return passInOrder(sinks.get());
        }
        TelemetrySource all = settings.order() == ReadOrder.FILE ? new AsTheyStand() : sorted();
        return new MergedSources(all, settings.sources()).read(sinks.get());
    }

    /** The readings as the files have them, with their sources. */
    private final class AsTheyStand implements TelemetrySource {

        @Override
        public String name() {
            return files.name();
        }

        @Override
        public ReadSummary read(Consumer<? super Reading> sink) {
            return pass(sink, false, listener);
        }
    }

    private ReadSummary passInOrder(Consumer<? super Reading> sink) {
        try {
            return pass(sink, true, listener);
        } catch (OutOfOrder e) {
            throw new TelemetryException(name() + ": was changed while it was read", e);
        }
    }

    private SortedTelemetry sorted() {
        SortedTelemetry known = sorted;
        if (known == null) {
            known = new SortedTelemetry(new AsTheyStand());
            sorted = known;
        }
        return known;
    }

    private ReadSummary pass(Consumer<? super Reading> sink, boolean endsOutOfOrder, ReadListener told) {
        ReadTally tally = new ReadTally(name(), settings.strict(), endsOutOfOrder, told, sink);
        Owners owners = new Owners(files.files(), settings);
        files.forEach(told, (file, opener) -> {
            try {
                read(file, opener, owners, tally);
            } catch (NoTelemetryException e) {
                if (file.isNamed()) {
                    throw e;
                }
                tally.notRead(e);
            }
        });
        ReadSummary summary = tally.summary();
        int again = files.foundAgain();
        return again == 0
                ? summary
                : summary.with("; " + again + (again == 1 ? " file is" : " files are") + " named twice and read once");
    }

    private void read(FoundFile found, Content.Opener opener, Owners owners, ReadTally tally) {
        String file = found.name();
        try (Content content = Content.of(opener, settings.encoding())) {
            Formats.read(
                    content, new Pass(file, settings, ofAccount -> owners.patient(found, ofAccount), tally, cores));
        } catch (CsvParseException e) {
            throw failure(file, "not CSV: " + oneLine(e), e);
        } catch (UncheckedIOException e) {
            throw failure(file, e.getCause() == null ? new IOException(e) : e.getCause());
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    static TelemetryException failure(String file, IOException e) {
        if (e instanceof EOFException) {
            return failure(file, "is cut off", e);
        }
        if (e instanceof ZipException) {
            return failure(file, "not a sound archive: " + oneLine(e), e);
        }
        if (e instanceof NoSuchFileException) {
            return failure(file, "no such file", e);
        }
        return failure(
                file, "can't be read: " + (e instanceof AccessDeniedException ? "permission denied" : oneLine(e)), e);
    }

    private static TelemetryException failure(String file, String why, Throwable cause) {
        return new TelemetryException(file + ": " + why, cause);
    }

    private static String oneLine(Throwable e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.replaceAll("\\s+", " ");
    }

    @Override
    public void close() {
        if (sorted != null) {
            sorted.close();
        }
        try {
            files.close();
        } catch (IOException e) {
            throw failure(name(), e);
        }
    }
}
