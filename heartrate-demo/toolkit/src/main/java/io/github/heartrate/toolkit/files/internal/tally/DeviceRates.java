package io.github.heartrate.toolkit.files.internal.tally;

import io.github.heartrate.toolkit.telemetry.internal.steps.PatientTrack;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rates of a watch or a strap that one patient wears, in a file that has one byte for a rate: 255 says that there is
 * none (FIT), and so does 0, since contact was lost: whole files of zeros are met where there was no sensor.
 */
public final class DeviceRates {

    private static final double NO_BYTE = 255;

    private final Pass pass;
    private @Nullable PatientTrack patient;

    public DeviceRates(Pass pass) {
        this.pass = pass;
    }

    /** Whether the number stands for no value. */
    public boolean isNone(double bpm) {
        return bpm == 0 || bpm == NO_BYTE || pass.settings().missing().contains(bpm);
    }

    /** The latest time of the patient. */
    @Nullable
    public Instant last() {
        return patient().last();
    }

    public void accept(Instant time, double bpm) {
        pass.accept(patient(), time, bpm);
    }

    private PatientTrack patient() {
        PatientTrack known = patient;
        if (known == null) {
            known = pass.patients().intern(pass.patient());
            patient = known;
        }
        return known;
    }
}
