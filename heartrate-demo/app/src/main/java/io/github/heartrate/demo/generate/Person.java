package io.github.heartrate.demo.generate;

import static java.util.Objects.requireNonNull;

/**
 * A generated patient.
 *
 * @param patientId as it stands in the telemetry
 * @param name a made-up name
 * @param bed where they lie: a made-up hospital and a bed
 * @param restingBpm the rate at rest, about which all else varies
 */
public record Person(String patientId, String name, String bed, int restingBpm) {

    /** Checks that nothing is missing. */
    public Person {
        requireNonNull(patientId, "patientId");
        requireNonNull(name, "name");
        requireNonNull(bed, "bed");
    }

    /** The same person by another id. */
    Person called(String id) {
        return new Person(id, name, bed, restingBpm);
    }
}
