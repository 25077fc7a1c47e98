package io.github.heartrate.demo.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out from a header, and from what the user said of it, what the columns mean. */
final class LayoutGuesser {

    private static final List<String> PATIENT_NAMES = List.of(
            "patientid", "patient", "subjectid", "subject", "personid", "person", "participantid", "participant", "id");
    private static final List<String> TIME_NAMES =
            List.of("timestamp", "datetime", "charttime", "time", "date", "startdate");
    private static final List<String> BPM_NAMES = List.of(
            "bpm", "heartrate", "hr", "heartratebpm", "hrbpm", "pulse", "pulsebpm", "pulserate", "valuenum", "value");
    private static final int SHOWN_COLUMNS = 12;

    private final String file;
    private final ReadSettings settings;
    private final String onlyPatient;

    /**
     * For one file.
     *
     * @param onlyPatient whose the readings of a file are that names no patient
     */
    LayoutGuesser(String file, ReadSettings settings, String onlyPatient) {
        this.file = file;
        this.settings = settings;
        this.onlyPatient = onlyPatient;
    }

    /** The layout; what it needs and can't find is an error that shows the header. */
    Layout guess(List<String> header, long line, boolean mayBeWide) {
        List<String> names = header.stream().map(String::strip).toList();
        int patient = column(settings.patientColumn(), "--patient-column", PATIENT_NAMES, names, line);
        int time = column(settings.timeColumn(), "--time-column", TIME_NAMES, names, line);
        int bpm = column(settings.bpmColumn(), "--bpm-column", BPM_NAMES, names, line);
        if (time == Layout.NONE) {
            throw unusable("no column of times", "--time-column", names, line);
        }
        if (bpm != Layout.NONE) {
            return patient != Layout.NONE && settings.patient().isEmpty()
                    ? new Layout(names, time, patient, List.of(bpm), List.of())
                    : new Layout(names, time, Layout.NONE, List.of(bpm), List.of(onlyPatient));
        }
        if (!mayBeWide || settings.patientColumn().isPresent() || (patient != Layout.NONE && names.size() <= 3)) {
            throw unusable("no column of rates", "--bpm-column", names, line);
        }
        return wide(names, time, line);
    }

    private Layout wide(List<String> names, int time, long line) {
        List<Integer> rates = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            boolean index = i == 0 && (names.get(0).isEmpty() || names.get(0).equalsIgnoreCase("index"));
            if (i != time && !index) {
                rates.add(i);
            }
        }
        List<String> patients = rates.stream().map(names::get).toList();
        if (patients.isEmpty()) {
            throw unusable("no column of rates", "--bpm-column", names, line);
        }
        if (patients.stream().anyMatch(String::isBlank)) {
            throw new TelemetryException(place(line) + "a patient's column has no name: " + shown(names));
        }
        Set<String> seen = new HashSet<>();
        for (String name : patients) {
            if (!seen.add(name)) {
                throw new TelemetryException(place(line) + "two columns have the same name: " + Cells.shown(name));
            }
        }
        return new Layout(names, time, Layout.NONE, rates, patients);
    }

    private int column(Optional<String> given, String option, List<String> guesses, List<String> names, long line) {
        if (given.isPresent()) {
            return named(given.get(), option, names, line);
        }
        for (String guess : guesses) {
            for (int i = 0; i < names.size(); i++) {
                if (simplified(names.get(i)).equals(guess)) {
                    requireOnce(names.get(i), names, line);
                    return i;
                }
            }
        }
        return Layout.NONE;
    }

    private int named(String name, String option, List<String> names, long line) {
        int index = names.indexOf(name);
        for (int i = 0; i < names.size() && index < 0; i++) {
            index = names.get(i).equalsIgnoreCase(name) ? i : -1;
        }
        if (index < 0) {
            throw new TelemetryException(
                    place(line) + "no column " + Cells.shown(name) + " (" + option + "), there are " + shown(names));
        }
        requireOnce(names.get(index), names, line);
        return index;
    }

    private void requireOnce(String name, List<String> names, long line) {
        if (names.indexOf(name) != names.lastIndexOf(name)) {
            throw new TelemetryException(place(line) + "two columns have the same name: " + Cells.shown(name));
        }
    }

    private static String simplified(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[ _().-]", "");
    }

    private TelemetryException unusable(String what, String option, List<String> names, long line) {
        return new TelemetryException(place(line) + "no usable header: " + what + " (name it with " + option
                + "; expected patient_id,timestamp,bpm or [index,]Time_Stamp,PATIENT...) in " + shown(names));
    }

    private String place(long line) {
        return file + ": line " + line + ", ";
    }

    private static String shown(List<String> names) {
        String some = names.stream().limit(SHOWN_COLUMNS).collect(Collectors.joining(","));
        return Cells.shown(names.size() > SHOWN_COLUMNS ? some + ",..." : some);
    }
}
