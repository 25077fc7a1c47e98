package io.github.heartrate.examples.flink;

import io.github.heartrate.Alert;
import java.time.Instant;

/**
 * What goes on to the next operator: plain fields, which Flink serialises by itself and which a table can hold.
 *
 * @param id the alert's id: the same readings give the same one
 * @param patientId the patient
 * @param time of the reading or tick that caused it
 * @param phase such as RAISED
 * @param condition such as TACHYCARDIA
 * @param priority such as HIGH
 */
public record PatientAlert(String id, String patientId, Instant time, String phase, String condition, String priority) {

    static PatientAlert of(Alert alert) {
        return new PatientAlert(
                alert.id(),
                alert.patientId(),
                alert.time(),
                alert.phase().name(),
                alert.condition().name(),
                alert.priority().name());
    }
}
