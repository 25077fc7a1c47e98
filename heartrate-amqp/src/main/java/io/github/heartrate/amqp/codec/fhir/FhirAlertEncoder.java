package io.github.heartrate.amqp.codec.fhir;

import io.github.heartrate.AlarmKind;
import io.github.heartrate.Alert;
import io.github.heartrate.ClearReason;
import io.github.heartrate.Condition;
import io.github.heartrate.Phase;
import io.github.heartrate.Priority;
import io.github.heartrate.Reading;
import io.github.heartrate.Violation;
import io.github.heartrate.amqp.codec.AlertEncoder;
import io.github.heartrate.amqp.internal.text.Json;
import io.github.heartrate.amqp.internal.text.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Alerts as FHIR resources. {@link #observation} is for receivers of R4, which has no resource for alarms: an Observation of
 * the rate, interpreted as too high or too low, as gateways of personal health devices write it. {@link #deviceAlertPreview} is
 * for those that try R6. Times are written to the millisecond; a finer part is dropped. Safe for use by several threads.
 */
public final class FhirAlertEncoder implements AlertEncoder {

    private static final String ALERT_ID = "urn:x-heartrate:alert";
    private static final String EPISODE_ID = "urn:x-heartrate:episode";
    private static final String MDC = "urn:iso:std:iso:11073:10101";
    private static final String INTERPRETATION = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
    private static final String ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
    private static final String PRIORITY = "http://hl7.org/fhir/devicealert-priority";
    private static final String TYPE = "http://hl7.org/fhir/devicealert-type";

    private final Function<Alert, JsonObject> form;

    private FhirAlertEncoder(Function<Alert, JsonObject> form) {
        this.form = form;
    }

    /**
     * R4: one Observation per alert. Its value and time are those of the reading that the alert is about: the last one of the
     * evidence, or, later in the episode, the last one that was accepted. {@code interpretation} is H or L, HH or LL at
     * priority HIGH, and N if that rate is within the limit again; it is left out once the alarm has ended for another reason
     * than a normal rate. {@code referenceRange} holds the limit. The components say condition,
     * phase and priority. A lost signal has a {@code dataAbsentReason} in place of a value. {@code issued} is the alert's
     * time, and the identifiers are those of the alert and of its episode.
     *
     * @return the encoder
     */
    public static FhirAlertEncoder observation() {
        return new FhirAlertEncoder(FhirAlertEncoder::observation);
    }

    /**
     * A preview of R6: one DeviceAlert per alert, as the ballot of July 2026 (6.0.0-ballot5) lays it down. R6 is not
     * published, and what is written here changes with it: do not store it.
     *
     * @return the encoder
     */
    public static FhirAlertEncoder deviceAlertPreview() {
        return new FhirAlertEncoder(FhirAlertEncoder::deviceAlert);
    }

    @Override
    public String contentType() {
        return FhirReadingCodec.CONTENT_TYPE;
    }

    @Override
    public byte[] encode(Alert alert) {
        return Json.write(form.apply(alert));
    }

    private static JsonObject observation(Alert alert) {
        Optional<Reading> reading = alert.condition() == Condition.SIGNAL_LOSS ? Optional.empty() : lastReading(alert);
        JsonObject json = FhirReadingCodec.observation(FhirCode.HEART_RATE, "final")
                .put("identifier", identifiers(alert))
                .put("subject", FhirSubject.write(alert.patientId()))
                .put(
                        "effectiveDateTime",
                        FhirTime.writeTruncated(reading.map(Reading::timestamp).orElse(alert.time())))
                .put("issued", FhirTime.writeTruncated(alert.time()));
        if (reading.isPresent()) {
            json.put("valueQuantity", FhirReadingCodec.perMinute(reading.get().bpm()));
            interpretation(alert, reading.get())
                    .ifPresent(code -> json.put("interpretation", List.of(FhirReadingCodec.concept(code))));
        } else {
            json.put("dataAbsentReason", FhirReadingCodec.concept(new FhirCode(ABSENT, "unknown", "Unknown")));
        }
        alert.violation().ifPresent(violation -> json.put("referenceRange", List.of(range(alert, violation))));
        return json.put(
                "component",
                List.of(
                        component("condition", alert.condition()),
                        component("phase", alert.phase()),
                        component("priority", alert.priority())));
    }

    private static JsonObject deviceAlert(Alert alert) {
        boolean isOver = alert.phase() == Phase.CLEARED;
        JsonObject period = new JsonObject().put("start", FhirTime.writeTruncated(alert.onset()));
        if (isOver) {
            period.put("end", FhirTime.writeTruncated(alert.time()));
        }
        JsonObject json = new JsonObject()
                .put("resourceType", "DeviceAlert")
                .put("identifier", identifiers(alert))
                .put("status", isOver ? "completed" : "in-progress")
                .put("type", coded(TYPE, alert.kind() == AlarmKind.TECHNICAL ? "technical" : "physiological"))
                .put("priority", coded(PRIORITY, lower(alert.priority())))
                .put("code", condition(alert.condition()))
                .put("subject", FhirSubject.write(alert.patientId()))
                .put("presence", !isOver)
                .put("occurrencePeriod", period)
                .put("label", alert.condition().name());
        if (alert.acknowledgedBy().isPresent()) {
            json.put("acknowledged", true);
        }
        Optional<Reading> reading = lastReading(alert);
        alert.violation()
                .ifPresent(violation -> reading.ifPresent(last -> json.put(
                        "derivedFrom",
                        List.of(new JsonObject()
                                .put("observation", new JsonObject().put("display", last.bpm() + " /min"))
                                .put("limit", range(alert, violation))))));
        return json;
    }

    private static Optional<Reading> lastReading(Alert alert) {
        Optional<Reading> ofEvidence = alert.violation()
                .map(Violation::evidence)
                .filter(evidence -> !evidence.isEmpty())
                .map(evidence -> evidence.get(evidence.size() - 1));
        return alert.phase() == Phase.RAISED
                ? ofEvidence.or(alert::lastReading)
                : alert.lastReading().or(() -> ofEvidence);
    }

    /** By the limit that was violated. Nothing is said once the alarm has ended for another reason than a normal rate. */
    private static Optional<FhirCode> interpretation(Alert alert, Reading reading) {
        if (alert.violation().isEmpty()
                || alert.clearReason()
                        .filter(reason -> reason != ClearReason.NORMALISED)
                        .isPresent()) {
            return Optional.empty();
        }
        double limit = alert.violation().get().limitBpm();
        boolean isHigh = alert.condition() == Condition.TACHYCARDIA;
        if (isHigh ? reading.bpm() <= limit : reading.bpm() >= limit) {
            return Optional.of(new FhirCode(INTERPRETATION, "N", "Normal"));
        }
        boolean isUrgent = alert.priority() == Priority.HIGH;
        String code = isHigh ? "H" : "L";
        String display = isHigh ? "igh" : "ow";
        return Optional.of(
                isUrgent
                        ? new FhirCode(
                                INTERPRETATION, code + code, "Critical " + code.toLowerCase(Locale.ROOT) + display)
                        : new FhirCode(INTERPRETATION, code, code + display));
    }

    private static JsonObject range(Alert alert, Violation violation) {
        return new JsonObject()
                .put(
                        alert.condition() == Condition.TACHYCARDIA ? "high" : "low",
                        FhirReadingCodec.perMinute(violation.limitBpm()));
    }

    /** A lost signal has no code that every receiver of the nomenclature knows, so it is told in words. */
    private static JsonObject condition(Condition condition) {
        return switch (condition) {
            case TACHYCARDIA -> FhirReadingCodec.concept(new FhirCode(MDC, "196652", "MDC_EVT_HI_VAL_GT_LIM"));
            case BRADYCARDIA -> FhirReadingCodec.concept(new FhirCode(MDC, "196674", "MDC_EVT_LO_VAL_LT_LIM"));
            case SIGNAL_LOSS -> new JsonObject().put("text", "SIGNAL_LOSS");
        };
    }

    private static List<JsonObject> identifiers(Alert alert) {
        List<JsonObject> identifiers = new ArrayList<>();
        identifiers.add(new JsonObject().put("system", ALERT_ID).put("value", alert.id()));
        identifiers.add(new JsonObject().put("system", EPISODE_ID).put("value", alert.episodeId()));
        return identifiers;
    }

    private static JsonObject component(String name, Enum<?> value) {
        return new JsonObject().put("code", new JsonObject().put("text", name)).put("valueString", value.name());
    }

    private static JsonObject coded(String system, String code) {
        return new JsonObject()
                .put("coding", List.of(new JsonObject().put("system", system).put("code", code)));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
