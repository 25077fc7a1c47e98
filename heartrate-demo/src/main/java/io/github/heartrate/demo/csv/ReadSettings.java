package io.github.heartrate.demo.csv;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How to read a file of telemetry. {@link #DEFAULT} guesses the columns and takes times without a zone as UTC.
 *
 * <p>The {@code Optional} components are choices that the user may leave to the reader; a record's component is its
 * accessor's return type.
 *
 * @param patientColumn the name of the column with the patients' ids; empty to guess
 * @param timeColumn the name of the column with the times; empty to guess
 * @param bpmColumn the name of the column with the rates; empty to guess
 * @param patient the patient of a file that names none; empty for the file's name
 * @param zone of times that have none
 * @param timeFormat {@code epoch-s}, {@code epoch-ms} or a pattern of {@link java.time.format.DateTimeFormatter}; empty
 *     to understand each time by its looks
 * @param strict whether the first bad row ends the reading
 */
public record ReadSettings(
        Optional<String> patientColumn,
        Optional<String> timeColumn,
        Optional<String> bpmColumn,
        Optional<String> patient,
        ZoneId zone,
        Optional<String> timeFormat,
        boolean strict) {

    /** Guess everything, UTC, skip bad rows. */
    public static final ReadSettings DEFAULT = new ReadSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ZoneOffset.UTC,
            Optional.empty(),
            false);

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the patient is blank or the time format is no pattern
     */
    public ReadSettings {
        requireNonNull(patientColumn, "patientColumn");
        requireNonNull(timeColumn, "timeColumn");
        requireNonNull(bpmColumn, "bpmColumn");
        requireNonNull(zone, "zone");
        if (patient.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("patient must not be blank");
        }
        TimeParser.of(timeFormat, zone);
    }

    TimeParser timeParser() {
        return TimeParser.of(timeFormat, zone);
    }
}
