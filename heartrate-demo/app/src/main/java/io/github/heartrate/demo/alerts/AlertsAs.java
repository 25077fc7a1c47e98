package io.github.heartrate.demo.alerts;

import io.github.heartrate.Alert;
import io.github.heartrate.amqp.codec.AlertCodec;
import io.github.heartrate.amqp.codec.AlertEncoder;
import io.github.heartrate.amqp.codec.CloudEventEncoder;
import io.github.heartrate.amqp.codec.fhir.FhirAlertEncoder;
import io.github.heartrate.amqp.codec.hl7.Hl7AlertEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The formats that a file can hold its alerts in. To add one, add a constant: the compiler asks for the rest. */
public enum AlertsAs {
    /** Our own, the only one that is read again. */
    JSON,
    /** An Observation of FHIR R4 per alert. */
    FHIR,
    /** A message of HL7 v2 per alert, as PCD-04 has it. */
    HL7,
    /** An event of CloudEvents 1.0 per alert. */
    CLOUDEVENTS;

    private static final String SOURCE = "/heartrate-demo";

    private AlertEncoder encoder() {
        return switch (this) {
            case JSON -> new AlertCodec();
            case FHIR -> FhirAlertEncoder.observation();
            case HL7 -> new Hl7AlertEncoder();
            case CLOUDEVENTS -> new CloudEventEncoder(SOURCE);
        };
    }

    /** On one line; those of HL7 have carriage returns in it. */
    String encode(Alert alert) {
        return new String(encoder().encode(alert), StandardCharsets.UTF_8);
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
