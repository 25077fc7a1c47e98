package io.github.heartrate.amqp;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads fields of one JSON object, with errors that name them. A field that occurs twice, text after the object, and
 * strings with half a surrogate pair (which could not be written again) are refused.
 */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int SHOWN_CHARACTERS = 80;
    private static final int SHOWN_FAULT_CHARACTERS = 200;
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * Writes JSON on one line.
     *
     * @throws IllegalArgumentException if a text holds half a surrogate pair; it would be refused in reading
     */
    static byte[] write(ObjectNode json) {
        json.forEachEntry((field, value) -> {
            if (value.isString() && !Utf8.isExpressible(value.stringValue())) {
                throw new IllegalArgumentException(field + " must not hold half a surrogate pair");
            }
        });
        return MAPPER.writeValueAsBytes(json);
    }

    static JsonNode parse(byte[] body) {
        requireSize(body);
        try {
            JsonNode json = MAPPER.readTree(body);
            if (!json.isObject()) {
                throw new UndecodableMessageException("the body must be one JSON object");
            }
            return json;
        } catch (JacksonException e) {
            throw new UndecodableMessageException("the body is not JSON: " + fault(e), e);
        }
    }

    static void requireSize(byte[] body) {
        if (body.length > ReadingCodec.MAX_BODY_BYTES) {
            throw new UndecodableMessageException(
                    "the body must have at most " + ReadingCodec.MAX_BODY_BYTES + " bytes: " + body.length);
        }
    }

    /** What the parser says, without the piece of the body that it quotes. */
    private static String fault(JacksonException e) {
        String text = CONTROL.matcher(
                        QUOTED.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("'...'"))
                .replaceAll(" ");
        return text.length() <= SHOWN_FAULT_CHARACTERS ? text : text.substring(0, SHOWN_FAULT_CHARACTERS) + "...";
    }

    static JsonNode required(JsonNode json, String field) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            throw new UndecodableMessageException(field + " is missing");
        }
        return value;
    }

    static boolean has(JsonNode json, String field) {
        return json.hasNonNull(field);
    }

    /** A field that may be missing. */
    static <T> Optional<T> optional(JsonNode json, String field, Function<String, T> read) {
        return has(json, field) ? Optional.of(read.apply(field)) : Optional.empty();
    }

    static String text(JsonNode json, String field) {
        JsonNode value = required(json, field);
        if (!value.isString()) {
            throw new UndecodableMessageException(field + " must be a string: " + shown(value));
        }
        String text = value.stringValue();
        if (!Utf8.isExpressible(text)) {
            throw new UndecodableMessageException(field + " must not hold half a surrogate pair");
        }
        return text;
    }

    static String patientId(JsonNode json, String field) {
        String id = text(json, field);
        if (id.isBlank()) {
            throw new UndecodableMessageException(field + " must not be blank");
        }
        return id;
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

    static Duration duration(JsonNode json, String field) {
        String value = text(json, field);
        try {
            return Duration.parse(value);
        } catch (DateTimeException e) {
            throw new UndecodableMessageException(
                    field + " must be an ISO-8601 duration: " + shown(required(json, field)), e);
        }
    }

    static double number(JsonNode json, String field) {
        JsonNode value = required(json, field);
        if (!value.isNumber()) {
            throw new UndecodableMessageException(field + " must be a number: " + shown(value));
        }
        try {
            double number = value.doubleValue();
            if (Double.isFinite(number)) {
                return number;
            }
            throw new UndecodableMessageException(field + " is too large: " + shown(value));
        } catch (JacksonException e) {
            throw new UndecodableMessageException(field + " is too large: " + shown(value), e);
        }
    }

    static int integer(JsonNode json, String field) {
        return Math.toIntExact(integer(json, field, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    static long integer(JsonNode json, String field, long min, long max) {
        JsonNode value = required(json, field);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < min || value.asLong() > max) {
            throw new UndecodableMessageException(
                    field + " must be a whole number from " + min + " to " + max + ": " + shown(value));
        }
        return value.asLong();
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
        if (value.isContainer()) {
            return value.isArray() ? "an array" : "an object";
        }
        String text = value.toString();
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }
}
