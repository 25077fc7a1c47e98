package io.github.heartrate.toolkit.files;

import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import io.github.heartrate.toolkit.telemetry.internal.text.CountingInputStream;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The files of a recording, each opened in its turn, as often as it is read. */
final class FileList implements AutoCloseable {

    private final String name;
    private final List<FoundFile> files;
    private final int foundAgain;
    private final Map<FoundFile, KeptInput> kept = new HashMap<>();

    private FileList(String name, FileFinder finder) {
        this.name = name;
        this.files = List.copyOf(finder.found());
        this.foundAgain = finder.foundAgain();
    }

    static FileList of(List<Path> paths) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("no file is named");
        }
        if (paths.size() > 1 && paths.stream().anyMatch(FoundFile::isStandardInput)) {
            throw new TelemetryException("-: standard input is read alone, not with other files");
        }
        FileFinder finder = new FileFinder();
        paths.forEach(finder::find);
        String first = FoundFile.isStandardInput(paths.get(0))
                ? "standard input"
                : paths.get(0).toString();
        return new FileList(paths.size() == 1 ? first : first + " and " + (paths.size() - 1) + " more", finder);
    }

    List<FoundFile> files() {
        return files;
    }

    /** How many files were found more than once. */
    int foundAgain() {
        return foundAgain;
    }

    String name() {
        return name;
    }

    /** Reads one file. */
    interface Reader {
        void read(FoundFile file, Content.Opener opener);
    }

    /** Opens each file in turn. */
    void forEach(ReadListener listener, Reader reader) {
        long total = files.stream().anyMatch(each -> each.size() < 0)
                ? -1
                : files.stream().mapToLong(FoundFile::size).sum();
        long before = 0;
        for (FoundFile file : files) {
            try (Opened opened = new Opened(file, kept, listener, before, total)) {
                reader.read(file, opened);
            } catch (IOException e) {
                throw TelemetryFiles.failure(file.name(), e);
            }
            before += Math.max(0, file.size());
        }
    }

    @Override
    public void close() throws IOException {
        for (KeptInput input : kept.values()) {
            input.close();
        }
        kept.clear();
    }

    /** A file while it is read; an archive is opened once. */
    private static final class Opened implements Content.Opener, AutoCloseable {

        private final FoundFile file;
        private final Map<FoundFile, KeptInput> kept;
        private final ReadListener listener;
        private final long before;
        private final long total;
        private @Nullable ZipFile zip;
        private boolean isFirst = true;

        Opened(FoundFile file, Map<FoundFile, KeptInput> kept, ReadListener listener, long before, long total) {
            this.file = file;
            this.kept = kept;
            this.listener = listener;
            this.before = before;
            this.total = total;
        }

        @Override
        public InputStream open() throws IOException {
            InputStream in = bytes();
            if (!isFirst) {
                return in;
            }
            isFirst = false;
            return new CountingInputStream(in, read -> listener.progress(before + read, total));
        }

        private InputStream bytes() throws IOException {
            if (file.isStandardInput() || !Files.isRegularFile(file.path())) {
                KeptInput input = kept.get(file);
                if (input == null) {
                    // A stream of the channel asks a pipe for its position.
                    input = new KeptInput(
                            file.isStandardInput()
                                    ? new Unclosed(System.in)
                                    : new FileInputStream(file.path().toFile()));
                    kept.put(file, input);
                }
                return input.open();
            }
            if (file.inArchive() == null) {
                return Files.newInputStream(file.path());
            }
            if (zip == null) {
                zip = FileFinder.open(file.path());
            }
            ZipEntry inside = zip.getEntry(file.inArchive());
            if (inside == null) {
                throw new IOException("it is no longer in the archive");
            }
            return zip.getInputStream(inside);
        }

        @Override
        public void close() throws IOException {
            if (zip != null) {
                zip.close();
            }
        }
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
