package io.github.heartrate.demo.alerts;

import io.github.heartrate.Alert;
import io.github.heartrate.amqp.codec.AlertCodec;
import io.github.heartrate.amqp.codec.AlertEncoder;
import io.github.heartrate.amqp.codec.CloudEventEncoder;
import io.github.heartrate.amqp.codec.fhir.FhirAlertEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The formats that a file of JSON can hold its alerts in. To add one, add a constant: the compiler asks for the rest. */
public enum AlertsAs {
    /** Our own, the only one that is read again. */
    JSON,
    /** An Observation of FHIR R4 per alert. */
    FHIR,
    /** An event of CloudEvents 1.0 per alert. */
    CLOUDEVENTS;

    private static final String SOURCE = "/heartrate-demo";

    private AlertEncoder encoder() {
        return switch (this) {
            case JSON -> new AlertCodec();
            case FHIR -> FhirAlertEncoder.observation();
            case CLOUDEVENTS -> new CloudEventEncoder(SOURCE);
        };
    }

    /** On one line. */
    String encode(Alert alert) {
        return new String(encoder().encode(alert), StandardCharsets.UTF_8);
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
