package io.github.heartrate.toolkit.files;

import io.github.heartrate.toolkit.display.NaturalOrder;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Finds the files that paths name: a file, those in a folder and in the folders below it, those that a glob matches, and
 * those in an archive. Each is found once, however often it is named. Links are followed. What begins with a dot is left
 * out unless it is named.
 */
final class FileFinder {

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] EMPTY_ZIP = {'P', 'K', 5, 6};

    /** An archive with one of these is a document of an office program. */
    private static final Set<String> PARTS_OF_DOCUMENTS = Set.of("[Content_Types].xml", "mimetype");

    private static final Comparator<Path> BY_NAME = Comparator.comparing(Path::toString, NaturalOrder.INSTANCE);

    private final List<FoundFile> found = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private int foundAgain;

    List<FoundFile> found() {
        return found;
    }

    /** How many files were found more than once. */
    int foundAgain() {
        return foundAgain;
    }

    /** Finds what a path names; that there is nothing is a {@link TelemetryException}. */
    void find(Path path) {
        int before = found.size() + foundAgain;
        if (FoundFile.isStandardInput(path)) {
            found.add(FoundFile.standardInput());
        } else if (Files.isDirectory(path)) {
            addFolder(path);
        } else if (Files.exists(path)) {
            addFile(path, true);
        } else {
            addGlob(path);
        }
        if (found.size() + foundAgain == before) {
            throw new TelemetryException(path + ": there is no file in it");
        }
    }

    private void addFolder(Path folder) {
        if (!isNew(folder)) {
            return;
        }
        for (Path inside : inside(folder)) {
            if (isHidden(inside)) {
                continue;
            }
            if (Files.isDirectory(inside)) {
                addFolder(inside);
            } else if (Files.isRegularFile(inside)) {
                addFile(inside, false);
            }
        }
    }

    /** Folders can be linked in a circle. */
    private boolean isNew(Path path) {
        try {
            return seen.add(path.toRealPath());
        } catch (IOException e) {
            throw TelemetryFiles.failure(path.toString(), e);
        }
    }

    private static List<Path> inside(Path folder) {
        List<Path> inside = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
            paths.forEach(inside::add);
        } catch (IOException e) {
            throw TelemetryFiles.failure(folder.toString(), e);
        }
        inside.sort(BY_NAME);
        return inside;
    }

    private static boolean isHidden(Path path) {
        return isHidden(String.valueOf(path.getFileName()));
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".") || name.equals("__MACOSX");
    }

    /** Shells leave a glob as it is if it matches nothing, or if it is in quotation marks. */
    private void addGlob(Path glob) {
        Path folder = glob;
        while (folder != null && folder.toString().matches(".*[*?\\[{].*")) {
            folder = folder.getParent();
        }
        Path root = folder == null ? Path.of("") : folder;
        if (root.equals(glob) || !Files.isDirectory(root)) {
            throw new TelemetryException(glob + ": no such file");
        }
        PathMatcher matcher;
        try {
            matcher = glob.getFileSystem().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new TelemetryException(glob + ": no such file", e);
        }
        int depth = glob.toString().contains("**") ? Integer.MAX_VALUE : glob.getNameCount() - root.getNameCount();
        int before = found.size() + foundAgain;
        addMatches(root, matcher, folder == null ? depth : Math.max(1, depth));
        if (found.size() + foundAgain == before) {
            throw new TelemetryException(glob + ": no file matches");
        }
    }

    private void addMatches(Path folder, PathMatcher matcher, int depth) {
        for (Path inside : inside(folder)) {
            if (isHidden(inside)) {
                continue;
            }
            boolean isFolder = Files.isDirectory(inside);
            if (matcher.matches(inside)) {
                if (isFolder) {
                    addFolder(inside);
                } else if (Files.isRegularFile(inside)) {
                    addFile(inside, false);
                }
            } else if (isFolder && depth > 1 && !Files.isSymbolicLink(inside)) {
                addMatches(inside, matcher, depth - 1);
            }
        }
    }

    private void addFile(Path file, boolean isNamed) {
        if (!Files.isRegularFile(file)) { // a pipe
            found.add(new FoundFile(file.toString(), file, null, isNamed, -1));
            return;
        }
        if (!isNew(file)) {
            foundAgain++;
            return;
        }
        try {
            if (isZip(file)) {
                addArchive(file, isNamed);
            } else {
                found.add(new FoundFile(file.toString(), file, null, isNamed, Files.size(file)));
            }
        } catch (IOException e) {
            throw TelemetryFiles.failure(file.toString(), e);
        }
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(ZIP.length);
            return Arrays.equals(first, ZIP) || Arrays.equals(first, EMPTY_ZIP);
        }
    }

    private void addArchive(Path file, boolean isNamed) throws IOException {
        try (ZipFile zip = open(file)) {
            if (PARTS_OF_DOCUMENTS.stream().anyMatch(part -> zip.getEntry(part) != null)) {
                found.add(new FoundFile(file.toString(), file, null, isNamed, Files.size(file)));
                return;
            }
            Set<String> names = new HashSet<>();
            zip.stream()
                    .filter(entry -> !entry.isDirectory() && !isHiddenInArchive(entry.getName()))
                    .sorted(Comparator.comparing(ZipEntry::getName, NaturalOrder.INSTANCE))
                    .forEach(entry -> {
                        if (!names.add(entry.getName())) {
                            throw new TelemetryException(file + ": two files in it have one name: " + entry.getName());
                        }
                        found.add(new FoundFile(
                                file + "!" + entry.getName(), file, entry.getName(), false, entry.getSize()));
                    });
        }
    }

    /** Opens an archive; names in it that are not UTF-8 are read as Latin-1. */
    static ZipFile open(Path archive) throws IOException {
        try {
            return new ZipFile(archive.toFile());
        } catch (ZipException e) {
            try {
                return new ZipFile(archive.toFile(), StandardCharsets.ISO_8859_1);
            } catch (ZipException withLatin1) {
                e.addSuppressed(withLatin1);
                throw e;
            }
        }
    }

    private static boolean isHiddenInArchive(String name) {
        return Arrays.stream(name.split("/", -1)).anyMatch(FileFinder::isHidden);
    }
}
