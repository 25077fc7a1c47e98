package io.github.heartrate.toolkit.files;

import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose the readings are of files that name no patient. A single file is called like its patient. Several files of one
 * folder are of one patient if their names differ in a date alone, as daily exports do. Others are refused: never are two
 * people made one.
 */
final class Owners {

    /** A day from 1900 to 2099, or milliseconds since 1970 from 2001 to 2033. */
    private static final String DATE =
            "(?<!\\d)((19|20)\\d\\d([-_.]?)(0[1-9]|1[0-2])\\3(0[1-9]|[12]\\d|3[01])|1\\d{12})(?!\\d)";

    /** Google parts a large archive. */
    private static final String PART_OF_TAKEOUT = "^(takeout-\\d{8}T\\d{6}Z(-\\d)?)-\\d{3}$";

    private final List<FoundFile> files;
    private final ReadSettings settings;
    private final Set<String> severalFilesNames = new HashSet<>();
    private final Map<String, FoundFile> accounts = new HashMap<>();
    private @Nullable FoundFile first;

    Owners(List<FoundFile> files, ReadSettings settings) {
        this.files = files;
        this.settings = settings;
        Set<String> names = new HashSet<>();
        for (FoundFile file : files) {
            if (!names.add(file.bareName())) {
                severalFilesNames.add(file.bareName());
            }
        }
    }

    /**
     * Whose the readings of a file are.
     *
     * @param ofAccount whether all files of an archive are of one person then
     */
    String patient(FoundFile file, boolean ofAccount) {
        if (settings.patient().isPresent()) {
            return settings.patient().get();
        }
        if (file.isStandardInput()) {
            return "patient";
        }
        if (files.size() == 1) {
            return file.inArchive() == null ? file.bareName() : file.archiveName();
        }
        if (settings.patientFromFile()) {
            return severalFilesNames.contains(file.bareName()) ? file.name() : file.bareName();
        }
        return ofAccount && file.inArchive() != null ? account(file) : common(file);
    }

    /** Two archives of one name are only of one person if they are parts of one. */
    private String account(FoundFile file) {
        String name = file.archiveName().replaceFirst(PART_OF_TAKEOUT, "$1");
        Path folder = file.path().toAbsolutePath().getParent();
        FoundFile before = accounts.putIfAbsent(name, file);
        if (before != null && !Objects.equals(before.path().toAbsolutePath().getParent(), folder)) {
            throw new TelemetryException(file.name() + ": is in an archive called like that of " + before.name()
                    + "; say --patient ID if both are of one person, or --patient-from-file");
        }
        return name;
    }

    private String common(FoundFile file) {
        FoundFile before = first;
        if (before == null) {
            first = file;
            return commonName(file).isEmpty() ? file.bareName() : commonName(file);
        }
        if (!before.equals(file)
                && (!before.folder().equals(file.folder())
                        || commonName(file).isEmpty()
                        || !commonName(before).equals(commonName(file)))) {
            throw new TelemetryException(file.name() + ": names no patient, nor does " + before.name()
                    + "; say --patient ID if all files are of one, or --patient-from-file if each has its own");
        }
        return before.equals(file) && commonName(file).isEmpty() ? file.bareName() : commonName(file);
    }

    private static String commonName(FoundFile file) {
        return file.bareName().replaceAll(DATE, "").replaceAll("^[-_. ]+|[-_. ]+$", "");
    }
}
