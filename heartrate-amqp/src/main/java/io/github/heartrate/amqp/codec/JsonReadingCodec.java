package io.github.heartrate.amqp.codec;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.internal.text.Json;
import io.github.heartrate.amqp.internal.text.JsonObject;

/**
 * One flat JSON object a reading: {@code {"patient_id":"Patient_1","timestamp":"2026-01-01T00:00:00Z","bpm":72.0}}.
 * Unknown fields are ignored; a missing or wrong one, and one that occurs twice, is named in the error.
 */
public final class JsonReadingCodec implements ReadingCodec {

    /** The default codec; it has no state. */
    public JsonReadingCodec() {}

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] encode(Reading reading) {
        return Json.write(new JsonObject()
                .put("patient_id", reading.patientId())
                .put("timestamp", reading.timestamp().toString())
                .put("bpm", reading.bpm()));
    }

    @Override
    public Reading decode(byte[] body, String queue) {
        JsonObject json = Json.parse(body);
        String patientId = json.patientId("patient_id");
        try {
            return new Reading(patientId, json.instant("timestamp"), json.number("bpm"));
        } catch (IllegalArgumentException e) {
            throw new UndecodableMessageException("not a reading: " + e.getMessage(), e);
        }
    }
}
