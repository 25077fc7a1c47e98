package io.github.heartrate.demo;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Input;
import io.github.heartrate.Reading;
import java.util.Map;
import java.util.Optional;

/**
 * The policy of every patient.
 *
 * @param common of patients without one of their own
 * @param byPatient of those who have one
 */
record Policies(AlarmPolicy common, Map<String, AlarmPolicy> byPatient) {

    Policies {
        byPatient = Map.copyOf(byPatient);
    }

    /** A patient's. */
    AlarmPolicy of(String patientId) {
        return byPatient.getOrDefault(patientId, common);
    }

    /** What sets the policy of a patient who has one, as of a reading. */
    Optional<Input.ChangePolicy> change(Reading first) {
        return Optional.ofNullable(byPatient.get(first.patientId()))
                .map(own -> new Input.ChangePolicy(first.patientId(), own, first.timestamp()));
    }

    static Policies of(AlarmPolicy common) {
        return new Policies(common, Map.of());
    }
}
