package io.github.heartrate.amqp.codec.fhir;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.codec.MessageCodec;
import io.github.heartrate.amqp.codec.ReadingBatch;
import io.github.heartrate.amqp.codec.ReceivedMessage;
import io.github.heartrate.amqp.internal.text.Json;
import io.github.heartrate.amqp.internal.text.JsonObject;
import java.math.BigDecimal;
import java.util.List;

/**
 * FHIR R4 as JSON: an Observation of a heart rate, or a Bundle of any type with such Observations, to readings; a reading to
 * an Observation that fits FHIR's profile of heart rates. Nothing but the streaming parser that JSON is read with is needed.
 *
 * <p>An Observation in other units than beats per minute or hertz, with a comparator, with a time that is coarser than a
 * minute or has no zone, or with a modifier extension is refused, and the refusal names the field. One that is cancelled or
 * entered in error, or that gives a reason for the absence of its value, has no value. In a Bundle each Observation is judged
 * alone, resources of other types and Observations of other codes are passed over, and readings are put in the order of their
 * times. A Bundle that has Observations, but none of a heart rate, is refused. {@code docs/wire-formats.md} says it field by
 * field.
 *
 * <p>The codec has no state and is safe for use by several threads.
 */
public final class FhirReadingCodec implements MessageCodec {

    /** What {@code content_type} says of a message. */
    public static final String CONTENT_TYPE = "application/fhir+json";

    private static final String CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category";

    private final List<FhirCode> codes;

    /** Reads and writes LOINC 8867-4. */
    public FhirReadingCodec() {
        this(List.of(FhirCode.HEART_RATE));
    }

    private FhirReadingCodec(List<FhirCode> codes) {
        this.codes = codes;
    }

    /**
     * A codec for other codes, such as a device's {@link FhirCode#ECG_HEART_RATE} or a pulse rate.
     *
     * @param codes each of which is read as a heart rate; the first is written
     * @return the codec
     * @throws IllegalArgumentException if there are none
     */
    public static FhirReadingCodec of(FhirCode... codes) {
        if (codes.length == 0) {
            throw new IllegalArgumentException("codes must not be empty");
        }
        return new FhirReadingCodec(List.of(codes));
    }

    @Override
    public String contentType() {
        return CONTENT_TYPE;
    }

    @Override
    public ReadingBatch decode(ReceivedMessage message) {
        return decode(message.body());
    }

    /**
     * Reads a body.
     *
     * @param body what arrived
     * @return what it holds
     * @throws UndecodableMessageException if it is no JSON object, is of another type, or is one Observation that is bad; the
     *     text names the field
     */
    public ReadingBatch decode(byte[] body) {
        return Json.stream(body, in -> new FhirReader(codes, body, in).read());
    }

    /**
     * Writes an Observation: {@code final}, of the category vital-signs, with {@code effectiveDateTime} to three digits of
     * the second in UTC, and with unit, system and code of the quantity. So FHIRPath orders and compares it rightly. A
     * patient's id that FHIR allows as an id is written as a reference to a Patient, any other one as an identifier.
     *
     * @throws IllegalArgumentException if the time has parts of a millisecond, or is not of the years 1 to 9999
     */
    @Override
    public byte[] encode(Reading reading) {
        return Json.write(observation(codes.get(0), "final")
                .put("subject", FhirSubject.write(reading.patientId()))
                .put("effectiveDateTime", FhirTime.write(reading.timestamp()))
                .put("valueQuantity", perMinute(reading.bpm())));
    }

    static JsonObject observation(FhirCode code, String status) {
        return new JsonObject()
                .put("resourceType", "Observation")
                .put("status", status)
                .put("category", List.of(concept(new FhirCode(CATEGORIES, "vital-signs", "Vital Signs"))))
                .put("code", concept(code));
    }

    static JsonObject concept(FhirCode code) {
        return new JsonObject().put("coding", List.of(coding(code)));
    }

    static JsonObject coding(FhirCode code) {
        return new JsonObject()
                .put("system", code.system())
                .put("code", code.code())
                .put("display", code.display());
    }

    static JsonObject perMinute(double bpm) {
        return new JsonObject()
                .put("value", number(bpm))
                .put("unit", "beats/minute")
                .put("system", FhirValue.UCUM)
                .put("code", "/min");
    }

    /** The shortest decimal that is read as the same rate. */
    private static BigDecimal number(double bpm) {
        BigDecimal number = BigDecimal.valueOf(bpm).stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0) : number;
    }
}
