package io.github.heartrate.toolkit.telemetry;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import io.github.heartrate.toolkit.telemetry.internal.text.CountingInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A file of telemetry; what kind is told by its content. CSV is long or wide, its columns named or guessed; Polar Flow's
 * export of a session and Apple Health's {@code export.xml} (or the {@code export.zip} with it) are known; CSV and XML
 * may be packed with gzip. It is read as a stream: memory does not depend on its size.
 *
 * <p>A bad row is skipped, counted by its reason and told to the listener, or ends the reading if the settings are
 * strict. The name {@code -} is standard input. May be read again, unless it is standard input.
 */
public final class TelemetryFile implements TelemetrySource {

    private static final String STANDARD_INPUT = "-";

    private final Path file;
    private final ReadSettings settings;
    private final ReadListener listener;

    /**
     * Names a file; it is opened by {@link #read}.
     *
     * @param file its path; {@code -} for standard input
     * @param settings how to read it
     * @param listener is told of skipped rows and of progress
     */
    public TelemetryFile(Path file, ReadSettings settings, ReadListener listener) {
        this.file = requireNonNull(file, "file");
        this.settings = requireNonNull(settings, "settings");
        this.listener = requireNonNull(listener, "listener");
    }

    @Override
    public String name() {
        return isStandardInput() ? "standard input" : file.toString();
    }

    private boolean isStandardInput() {
        return file.toString().equals(STANDARD_INPUT);
    }

    @Override
    public ReadSummary read(Consumer<? super Reading> sink) {
        ReadTally tally = new ReadTally(name(), settings.strict(), listener, sink);
        try (Content content = open()) {
            if (content.isZip()) {
                readZip(tally);
            } else {
                read(content, tally);
            }
        } catch (CsvParseException e) {
            throw failure("not CSV: " + oneLine(e), e);
        } catch (EOFException e) {
            throw failure("is cut off", e);
        } catch (ZipException e) {
            throw failure("not a sound archive: " + oneLine(e), e);
        } catch (AccessDeniedException e) {
            throw failure("can't be read: permission denied", e);
        } catch (IOException e) {
            throw failure("can't be read: " + oneLine(e), e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof ZipException) {
                throw failure("not a sound archive: " + oneLine(e.getCause()), e);
            }
            throw failure(
                    e.getCause() instanceof EOFException ? "is cut off" : "can't be read: " + oneLine(e.getCause()), e);
        }
        return tally.summary();
    }

    private InputStream counted(InputStream in, long total) {
        return new CountingInputStream(in, read -> listener.progress(read, total));
    }

    private Content open() throws IOException {
        if (isStandardInput()) {
            return Content.of(counted(new Unclosed(System.in), -1), settings.encoding());
        }
        if (!Files.exists(file)) {
            throw new TelemetryException(file + ": no such file");
        }
        if (Files.isDirectory(file)) {
            throw new TelemetryException(file + ": is a folder, not a CSV file");
        }
        return Content.of(counted(Files.newInputStream(file), Files.size(file)), settings.encoding());
    }

    private void read(Content content, ReadTally tally) throws IOException {
        if (content.isEmpty()) {
            throw failure("is empty", null);
        }
        if (content.isXml()) {
            new AppleHealthExport(name(), settings, onlyPatient(), tally).read(content.bytes());
            return;
        }
        int binary = content.binaryAt();
        if (binary >= 0) {
            throw failure("is no text: a control character at byte " + binary, null);
        }
        new CsvTable(name(), settings, onlyPatient(), tally).read(content, this::again);
    }

    /** The text once more, if it lies there to be read twice. */
    private Optional<Reader> again() {
        if (isStandardInput() || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Content.of(Files.newInputStream(file), settings.encoding()).text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An archive is read by its table of contents, which standard input does not give. */
    private void readZip(ReadTally tally) throws IOException {
        if (isStandardInput()) {
            throw failure("is a zip archive; unpack it first", null);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = healthExport(zip);
            try (Content content =
                    Content.of(counted(zip.getInputStream(entry), entry.getSize()), settings.encoding())) {
                read(content, tally);
            }
        }
    }

    private ZipEntry healthExport(ZipFile zip) {
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            String name = entry.getName();
            if (name.equals("export.xml") || name.endsWith("/export.xml")) {
                return entry;
            }
        }
        throw failure("is a zip archive without Apple Health's export.xml", null);
    }

    private String onlyPatient() {
        return settings.patient().orElseGet(() -> {
            if (isStandardInput()) {
                return "patient";
            }
            Path fileName = file.getFileName();
            String name = fileName == null ? "" : fileName.toString();
            String bare = name.replaceFirst("(?i)(\\.(csv|tsv|psv|txt|xml|zip))?(\\.gz)?$", "");
            return bare.isBlank() ? name : bare;
        });
    }

    private TelemetryException failure(String why, @Nullable Throwable cause) {
        String message = name() + ": " + why;
        return cause == null ? new TelemetryException(message) : new TelemetryException(message, cause);
    }

    private static String oneLine(@Nullable Throwable e) {
        if (e == null) {
            return "unknown reason";
        }
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.replaceAll("\\s+", " ");
    }

    /** Standard input is not ours to close. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return in.read(buffer, offset, length);
        }

        @Override
        public void close() {}
    }
}
