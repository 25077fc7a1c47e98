package io.github.heartrate.demo.csv;

import java.util.List;

/**
 * What the columns of a table mean. Long tables have a patient column and one rate column; wide ones, and those of one
 * patient, have none and a patient for each rate column.
 *
 * @param header the columns' names
 * @param timeColumn the index of the times
 * @param patientColumn the index of the patients' ids; {@link #NONE} if the rate columns have them
 * @param rateColumns the indices of the rates
 * @param patients whose they are, in the same order; empty if there is a patient column
 */
record Layout(
        List<String> header, int timeColumn, int patientColumn, List<Integer> rateColumns, List<String> patients) {

    static final int NONE = -1;

    Layout {
        header = List.copyOf(header);
        rateColumns = List.copyOf(rateColumns);
        patients = List.copyOf(patients);
    }

    boolean hasPatientColumn() {
        return patientColumn != NONE;
    }

    String name(int column) {
        return header.get(column);
    }
}
