package io.github.heartrate.toolkit.files;

import io.github.heartrate.toolkit.display.NaturalOrder;
import io.github.heartrate.toolkit.telemetry.ReadListener;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import io.github.heartrate.toolkit.telemetry.internal.text.CountingInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The files of a recording: those that were named, and those in the folders, globs and archives that were. */
final class FileList {

    private static final String STANDARD_INPUT = "-";
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final String ENDINGS =
            "(?i)(\\.(csv|tsv|psv|txt|xml|zip|json|jsonl|ndjson|fit|tcx|gpx|hrm))?(\\.gz)?$";
    private static final String DATES = "\\d{4}([-_.]?)\\d{2}\\1\\d{2}|\\d{13}";

    private final String name;
    private final List<Entry> entries;

    private FileList(String name, List<Entry> entries) {
        this.name = name;
        this.entries = entries;
    }

    /**
     * A file.
     *
     * @param name in messages
     * @param path where it is, or the archive that it is in
     * @param inArchive its name in the archive; null if it is in none
     * @param isNamed whether the user named this very file
     * @param size in bytes; -1 if that is not known
     */
    record Entry(String name, Path path, @Nullable String inArchive, boolean isNamed, long size) {

        boolean isStandardInput() {
            return path.toString().equals(STANDARD_INPUT);
        }

        /** The file's name without its endings. */
        String bareName() {
            String last = inArchive == null ? lastOf(path) : inArchive.substring(inArchive.lastIndexOf('/') + 1);
            return bare(last);
        }
    }

    private static String bare(String fileName) {
        String bare = fileName.replaceFirst(ENDINGS, "");
        return bare.isBlank() ? fileName : bare;
    }

    private static String lastOf(Path path) {
        Path last = path.getFileName();
        return last == null ? "" : last.toString();
    }

    static FileList of(List<Path> paths) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("no file is named");
        }
        List<Entry> entries = new ArrayList<>();
        for (Path path : paths) {
            try {
                add(path, entries);
            } catch (IOException e) {
                throw TelemetryFiles.failure(path.toString(), e);
            }
        }
        String first =
                isStandardInput(paths.get(0)) ? "standard input" : paths.get(0).toString();
        if (entries.isEmpty()) {
            throw new TelemetryException(first + ": there is no file in it");
        }
        return new FileList(paths.size() == 1 ? first : first + " and " + (paths.size() - 1) + " more", entries);
    }

    private static boolean isStandardInput(Path path) {
        return path.toString().equals(STANDARD_INPUT);
    }

    private static void add(Path path, List<Entry> entries) throws IOException {
        if (isStandardInput(path)) {
            entries.add(new Entry("standard input", path, null, true, -1));
        } else if (Files.isDirectory(path)) {
            try (Stream<Path> inside = Files.walk(path)) {
                addFound(inside.filter(file -> !isHidden(path.relativize(file))), entries);
            }
        } else if (Files.exists(path)) {
            addFile(path, true, entries);
        } else {
            addGlob(path, entries);
        }
    }

    private static boolean isHidden(Path file) {
        for (Path part : file) {
            if (part.toString().startsWith(".") || part.toString().equals("__MACOSX")) {
                return true;
            }
        }
        return false;
    }

    private static void addGlob(Path glob, List<Entry> entries) throws IOException {
        Path folder = glob;
        while (folder != null && folder.toString().matches(".*[*?\\[{].*")) {
            folder = folder.getParent();
        }
        Path root = folder == null ? Path.of("") : folder;
        if (root.equals(glob) || !Files.isDirectory(root)) {
            throw new TelemetryException(glob + ": no such file");
        }
        PathMatcher matcher = glob.getFileSystem().getPathMatcher("glob:" + glob);
        int before = entries.size();
        try (Stream<Path> inside = Files.walk(root)) {
            addFound(inside.filter(matcher::matches), entries);
        }
        if (entries.size() == before) {
            throw new TelemetryException(glob + ": no such file");
        }
    }

    private static void addFound(Stream<Path> files, List<Entry> entries) throws IOException {
        List<Path> sorted = files.filter(Files::isRegularFile)
                .sorted(Comparator.comparing(Path::toString, NaturalOrder.INSTANCE))
                .toList();
        for (Path file : sorted) {
            addFile(file, false, entries);
        }
    }

    private static void addFile(Path file, boolean isNamed, List<Entry> entries) throws IOException {
        if (!Files.isRegularFile(file) || !isZip(file)) {
            entries.add(
                    new Entry(file.toString(), file, null, isNamed, Files.isRegularFile(file) ? Files.size(file) : -1));
            return;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            zip.stream()
                    .filter(entry -> !entry.isDirectory() && !isHidden(Path.of(entry.getName())))
                    .sorted(Comparator.comparing(ZipEntry::getName, NaturalOrder.INSTANCE))
                    .forEach(entry -> entries.add(
                            new Entry(file + "!" + entry.getName(), file, entry.getName(), false, entry.getSize())));
        }
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(ZIP.length);
            return java.util.Arrays.equals(first, ZIP);
        }
    }

    String name() {
        return name;
    }

    /** Whether the files can be read twice. */
    boolean isRepeatable() {
        return entries.stream().noneMatch(entry -> entry.isStandardInput() || !Files.isRegularFile(entry.path()));
    }

    /** Reads one file. */
    interface Reader {
        void read(Entry file, Content.Opener opener);
    }

    /** Opens each file in turn. */
    void forEach(ReadListener listener, Reader reader) {
        long total = entries.stream().anyMatch(entry -> entry.size() < 0)
                ? -1
                : entries.stream().mapToLong(Entry::size).sum();
        long before = 0;
        for (Entry entry : entries) {
            try (Opened opened = new Opened(entry, listener, before, total)) {
                reader.read(entry, opened);
            } catch (IOException e) {
                throw TelemetryFiles.failure(entry.name(), e);
            }
            before += Math.max(0, entry.size());
        }
    }

    /** Whose the readings of a file are that names no patient. */
    String patient(Entry file, ReadSettings settings, boolean ofAccount) {
        if (settings.patient().isPresent()) {
            return settings.patient().get();
        }
        if (file.isStandardInput()) {
            return "patient";
        }
        if (entries.size() == 1 && file.inArchive() != null) {
            return bare(lastOf(file.path()));
        }
        if (settings.patientFromFile() || entries.size() == 1) {
            return file.bareName();
        }
        if (ofAccount && file.inArchive() != null) {
            return bare(lastOf(file.path()));
        }
        Set<String> withoutDates = entries.stream()
                .map(entry -> entry.bareName().replaceAll(DATES, "").replaceAll("^[-_. ]+|[-_. ]+$", ""))
                .collect(Collectors.toSet());
        if (withoutDates.size() == 1 && !withoutDates.contains("")) {
            return withoutDates.iterator().next();
        }
        throw new TelemetryException(file.name() + ": names no patient, and there are " + entries.size()
                + " files; say --patient ID if all are of one, or --patient-from-file if each has its own");
    }

    /** A file while it is read; an archive is opened once. */
    private static final class Opened implements Content.Opener, AutoCloseable {

        private final Entry entry;
        private final ReadListener listener;
        private final long before;
        private final long total;
        private @Nullable ZipFile zip;
        private boolean isFirst = true;

        Opened(Entry entry, ReadListener listener, long before, long total) {
            this.entry = entry;
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
            if (entry.isStandardInput()) {
                return new Unclosed(System.in);
            }
            if (entry.inArchive() == null) {
                return Files.newInputStream(entry.path());
            }
            if (zip == null) {
                zip = new ZipFile(entry.path().toFile());
            }
            ZipEntry inside = zip.getEntry(entry.inArchive());
            if (inside == null) {
                throw new IOException("it is no longer in the archive");
            }
            return zip.getInputStream(inside);
        }

        @Override
        public boolean isRepeatable() {
            return !entry.isStandardInput() && Files.isRegularFile(entry.path());
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
