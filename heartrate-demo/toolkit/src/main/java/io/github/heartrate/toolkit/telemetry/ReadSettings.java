package io.github.heartrate.toolkit.telemetry;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.toolkit.telemetry.internal.cells.LocalClock;
import io.github.heartrate.toolkit.telemetry.internal.cells.TimeParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.TimeUnits;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
 * @param patientFromFile whether, in files that name no patient, each file is a patient of its own
 * @param where which rows of a table are read: those that every filter keeps
 * @param encoding of text without a byte-order mark; empty for UTF-8
 * @param zone of times that have none
 * @param timeFormat {@code epoch-s}, {@code offset-min} and the like (see {@link TimeUnits}), or a pattern of
 *     {@link java.time.format.DateTimeFormatter}; empty to understand each time by its looks
 * @param start of elapsed times
 * @param dateOrder of dates such as {@code 05/01/2026}; empty to decide it by the file
 * @param order of the readings
 * @param sources which sources of an export are read, by their names in it; empty for all, one at a time
 * @param missing numbers that stand for a missing value, besides those that the kind of file is known for
 * @param strict whether the first bad row ends the reading
 */
public record ReadSettings(
        Optional<String> patientColumn,
        Optional<String> timeColumn,
        Optional<String> bpmColumn,
        Optional<String> patient,
        boolean patientFromFile,
        List<RowFilter> where,
        Optional<Charset> encoding,
        ZoneId zone,
        Optional<String> timeFormat,
        Instant start,
        Optional<DateOrder> dateOrder,
        ReadOrder order,
        Set<String> sources,
        Set<Double> missing,
        boolean strict) {

    /** Guess everything, UTC, skip bad rows. */
    public static final ReadSettings DEFAULT = new Builder().build();

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the patient is blank or the time format is no pattern
     */
    public ReadSettings {
        requireNonNull(patientColumn, "patientColumn");
        requireNonNull(timeColumn, "timeColumn");
        requireNonNull(bpmColumn, "bpmColumn");
        requireNonNull(encoding, "encoding");
        requireNonNull(zone, "zone");
        requireNonNull(start, "start");
        requireNonNull(dateOrder, "dateOrder");
        requireNonNull(order, "order");
        where = List.copyOf(where);
        sources = Set.copyOf(sources);
        missing = Set.copyOf(missing);
        if (patient.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("patient must not be blank");
        }
        timeFormat.ifPresent(format -> TimeParser.of(format, start, new LocalClock(zone)));
    }

    /**
     * Begins with {@link #DEFAULT}.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Sets what differs from {@link #DEFAULT}; each method is named like the component it sets. Not thread-safe. */
    public static final class Builder {

        private Optional<String> patientColumn = Optional.empty();
        private Optional<String> timeColumn = Optional.empty();
        private Optional<String> bpmColumn = Optional.empty();
        private Optional<String> patient = Optional.empty();
        private boolean patientFromFile;
        private List<RowFilter> where = List.of();
        private Optional<Charset> encoding = Optional.empty();
        private ZoneId zone = ZoneOffset.UTC;
        private Optional<String> timeFormat = Optional.empty();
        private Instant start = Instant.EPOCH;
        private Optional<DateOrder> dateOrder = Optional.empty();
        private ReadOrder order = ReadOrder.AUTO;
        private Set<String> sources = Set.of();
        private Set<Double> missing = Set.of();
        private boolean strict;

        private Builder() {}

        /**
         * Names the column of patients' ids.
         *
         * @param column its name, in any case
         * @return this
         */
        public Builder patientColumn(String column) {
            patientColumn = Optional.of(column);
            return this;
        }

        /**
         * Names the column of times.
         *
         * @param column its name, in any case
         * @return this
         */
        public Builder timeColumn(String column) {
            timeColumn = Optional.of(column);
            return this;
        }

        /**
         * Names the column of rates.
         *
         * @param column its name, in any case
         * @return this
         */
        public Builder bpmColumn(String column) {
            bpmColumn = Optional.of(column);
            return this;
        }

        /**
         * Says whose all readings are.
         *
         * @param id not blank
         * @return this
         */
        public Builder patient(String id) {
            patient = Optional.of(id);
            return this;
        }

        /**
         * Says whose the readings of several files are that name no patient.
         *
         * @param eachItsOwn whether each file is a patient of its own, called like the file
         * @return this
         */
        public Builder patientFromFile(boolean eachItsOwn) {
            patientFromFile = eachItsOwn;
            return this;
        }

        /**
         * Keeps only some rows.
         *
         * @param filters all of which a row must pass
         * @return this
         */
        public Builder where(List<RowFilter> filters) {
            where = filters;
            return this;
        }

        /**
         * Says how text without a byte-order mark is encoded.
         *
         * @param charset of the text
         * @return this
         */
        public Builder encoding(Charset charset) {
            encoding = Optional.of(charset);
            return this;
        }

        /**
         * Says the zone of times that have none.
         *
         * @param ofLocalTimes the zone
         * @return this
         */
        public Builder zone(ZoneId ofLocalTimes) {
            zone = ofLocalTimes;
            return this;
        }

        /**
         * Says how times are written.
         *
         * @param format a unit or a pattern
         * @return this
         */
        public Builder timeFormat(String format) {
            timeFormat = Optional.of(format);
            return this;
        }

        /**
         * Says when elapsed times begin.
         *
         * @param ofElapsedTimes the time of the offset 0
         * @return this
         */
        public Builder start(Instant ofElapsedTimes) {
            start = ofElapsedTimes;
            return this;
        }

        /**
         * Says what stands first in dates with slashes.
         *
         * @param order of all dates of the file
         * @return this
         */
        public Builder dateOrder(DateOrder order) {
            dateOrder = Optional.of(order);
            return this;
        }

        /**
         * Says in which order readings are handed on.
         *
         * @param ofReadings the order
         * @return this
         */
        public Builder order(ReadOrder ofReadings) {
            order = ofReadings;
            return this;
        }

        /**
         * Keeps only some sources of an export, such as one of two watches.
         *
         * @param names as the export has them
         * @return this
         */
        public Builder sources(Set<String> names) {
            sources = names;
            return this;
        }

        /**
         * Says which numbers stand for a missing value.
         *
         * @param numbers such as 255
         * @return this
         */
        public Builder missing(Set<Double> numbers) {
            missing = numbers;
            return this;
        }

        /**
         * Says what a bad row does.
         *
         * @param endsAtBadRow whether it ends the reading
         * @return this
         */
        public Builder strict(boolean endsAtBadRow) {
            strict = endsAtBadRow;
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return what was set
         * @throws IllegalArgumentException if the patient is blank or the time format is no pattern
         */
        public ReadSettings build() {
            return new ReadSettings(
                    patientColumn,
                    timeColumn,
                    bpmColumn,
                    patient,
                    patientFromFile,
                    where,
                    encoding,
                    zone,
                    timeFormat,
                    start,
                    dateOrder,
                    order,
                    sources,
                    missing,
                    strict);
        }
    }
}
