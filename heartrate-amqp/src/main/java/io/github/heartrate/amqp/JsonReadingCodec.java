package io.github.heartrate.amqp;

import io.github.heartrate.Reading;
import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * One flat JSON object a reading: {@code {"patient_id":"Patient_1","timestamp":"2026-01-01T00:00:00Z","bpm":72.0}}.
 * Unknown fields are ignored; a missing or wrong one is named in the error.
 */
public final class JsonReadingCodec implements ReadingCodec {

    private static final ObjectMapper MAPPER = JsonMapper.shared();

    /** The default codec; it has no state. */
    public JsonReadingCodec() {}

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] encode(Reading reading) {
        return MAPPER.writeValueAsBytes(MAPPER.createObjectNode()
                .put("patient_id", reading.patientId())
                .put("timestamp", reading.timestamp().toString())
                .put("bpm", reading.bpm()));
    }

    @Override
    public Reading decode(byte[] body, String queue) {
        JsonNode json = parse(body);
        JsonNode bpm = Json.required(json, "bpm");
        if (!bpm.isNumber()) {
            throw new UndecodableMessageException("bpm must be a number: " + Json.shown(bpm));
        }
        try {
            return new Reading(Json.text(json, "patient_id"), Json.instant(json, "timestamp"), bpm.doubleValue());
        } catch (IllegalArgumentException e) {
            throw new UndecodableMessageException("not a reading: " + e.getMessage(), e);
        }
    }

    private static JsonNode parse(byte[] body) {
        return Json.parse(body);
    }

    /** Reads fields of a JSON object, with errors that name them. */
    static final class Json {

        private static final int SHOWN_CHARACTERS = 80;

        private Json() {}

        static JsonNode parse(byte[] body) {
            try {
                JsonNode json = MAPPER.readTree(body);
                if (!json.isObject()) {
                    throw new UndecodableMessageException("the body must be one JSON object");
                }
                return json;
            } catch (JacksonException e) {
                throw new UndecodableMessageException("the body is not JSON: " + e.getOriginalMessage(), e);
            }
        }

        static JsonNode required(JsonNode json, String field) {
            JsonNode value = json.get(field);
            if (value == null || value.isNull()) {
                throw new UndecodableMessageException(field + " is missing");
            }
            return value;
        }

        static String text(JsonNode json, String field) {
            JsonNode value = required(json, field);
            if (!value.isString()) {
                throw new UndecodableMessageException(field + " must be a string: " + shown(value));
            }
            return value.stringValue();
        }

        static Instant instant(JsonNode json, String field) {
            String value = text(json, field);
            try {
                return Instant.parse(value);
            } catch (DateTimeException e) {
                throw new UndecodableMessageException(
                        field + " must be an ISO-8601 instant: " + shown(required(json, field)), e);
            }
        }

        static double number(JsonNode json, String field) {
            JsonNode value = required(json, field);
            if (!value.isNumber()) {
                throw new UndecodableMessageException(field + " must be a number: " + shown(value));
            }
            return value.doubleValue();
        }

        static <E extends Enum<E>> E constant(JsonNode json, String field, Class<E> type) {
            String value = text(json, field);
            try {
                return Enum.valueOf(type, value);
            } catch (IllegalArgumentException e) {
                throw new UndecodableMessageException(field + " is unknown: " + shown(required(json, field)), e);
            }
        }

        static String shown(JsonNode value) {
            String text = value.toString();
            return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
        }
    }
}
