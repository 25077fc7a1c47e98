package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.internal.steps.PatientTrack;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Hands readings on with the device or application that they are from, if a patient has several: one is followed at a
 * time then. As long as each patient has one, the readings are those of a table without sources.
 */
final class RowSources {

    private final Pass pass;
    private final boolean areSeveral;
    private final IdentityHashMap<PatientTrack, String> only = new IdentityHashMap<>();

    /** Ends the pass if the first rows have several sources of one patient, and the readings have to be in order. */
    RowSources(Pass pass, Head head, Layout layout) {
        this.pass = pass;
        areSeveral = layout.sourceColumn() != Layout.NONE
                && (pass.followsSources() || !pass.settings().sources().isEmpty() || hasSeveral(head, layout));
        if (areSeveral) {
            pass.isUnordered();
        }
    }

    private static boolean hasSeveral(Head head, Layout layout) {
        Map<String, String> sources = new HashMap<>();
        for (Head.Row row : head.rows()) {
            String source = row.cell(layout.sourceColumn());
            String patient = layout.hasPatientColumn() ? row.cell(layout.patientColumn()) : "";
            if (!source.isEmpty()
                    && !layout.leavesOut(row)
                    && !source.equals(sources.computeIfAbsent(patient, p -> source))) {
                return true;
            }
        }
        return false;
    }

    void accept(PatientTrack patient, String source, Instant time, double bpm) {
        if (areSeveral) {
            pass.accept(patient.id(), source.isEmpty() ? null : source, time, bpm);
            return;
        }
        if (!source.isEmpty() && !source.equals(only.computeIfAbsent(patient, p -> source))) {
            pass.isUnordered();
        }
        pass.accept(patient, time, bpm);
    }
}
