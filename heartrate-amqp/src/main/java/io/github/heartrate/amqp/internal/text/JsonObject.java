package io.github.heartrate.amqp.internal.text;

import io.github.heartrate.amqp.broker.UndecodableMessageException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The fields of a JSON object, in order; {@code null} is as good as missing. Errors in reading name the field. A value is a
 * {@link JsonObject}, a {@link List} of values, a {@link String}, a {@link Number}, or, from the parser, a {@link Literal}.
 * Not safe for use by several threads.
 */
public final class JsonObject {

    private static final int SHOWN_CHARACTERS = 80;
    private static final String NULL = "null";

    /** A number that is not converted yet, {@code true}, {@code false} or {@code null}, as it is written. */
    record Literal(String text, boolean isNumber) {}

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** Adds a field. */
    public JsonObject put(String field, Object value) {
        fields.put(field, value);
        return this;
    }

    Iterable<Map.Entry<String, Object>> fields() {
        return Collections.unmodifiableSet(fields.entrySet());
    }

    /** A text with half a surrogate pair would be refused in reading. */
    void requireExpressible() {
        fields.forEach((field, value) -> {
            if (value instanceof String text && !Utf8.isExpressible(text)) {
                throw new IllegalArgumentException(field + " must not hold half a surrogate pair");
            }
        });
    }

    public boolean has(String field) {
        Object value = fields.get(field);
        return value != null
                && !(value instanceof Literal literal && literal.text().equals(NULL));
    }

    private Object required(String field) {
        Object value = fields.get(field);
        if (value == null || !has(field)) {
            throw new UndecodableMessageException(field + " is missing");
        }
        return value;
    }

    /** A field that may be missing. */
    public <T> Optional<T> optional(String field, Function<String, T> read) {
        return has(field) ? Optional.of(read.apply(field)) : Optional.empty();
    }

    public String text(String field) {
        if (!(required(field) instanceof String text)) {
            throw new UndecodableMessageException(field + " must be a string: " + shown(field));
        }
        if (!Utf8.isExpressible(text)) {
            throw new UndecodableMessageException(field + " must not hold half a surrogate pair");
        }
        return text;
    }

    public String patientId(String field) {
        String id = text(field);
        if (id.isBlank()) {
            throw new UndecodableMessageException(field + " must not be blank");
        }
        return id;
    }

    public Instant instant(String field) {
        String value = text(field);
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            throw new UndecodableMessageException(field + " must be an ISO-8601 instant: " + shown(field), e);
        }
    }

    public Duration duration(String field) {
        String value = text(field);
        try {
            return Duration.parse(value);
        } catch (DateTimeException e) {
            throw new UndecodableMessageException(field + " must be an ISO-8601 duration: " + shown(field), e);
        }
    }

    public double number(String field) {
        if (!(required(field) instanceof Literal literal) || !literal.isNumber()) {
            throw new UndecodableMessageException(field + " must be a number: " + shown(field));
        }
        double number = Double.parseDouble(literal.text());
        if (!Double.isFinite(number)) {
            throw new UndecodableMessageException(field + " is too large: " + shown(field));
        }
        return number;
    }

    public int integer(String field) {
        return Math.toIntExact(integer(field, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    public long integer(String field, long min, long max) {
        return wholeNumber(required(field))
                .filter(value -> value >= min && value <= max)
                .orElseThrow(() -> new UndecodableMessageException(
                        field + " must be a whole number from " + min + " to " + max + ": " + shown(field)));
    }

    private static Optional<Long> wholeNumber(Object value) {
        if (!(value instanceof Literal literal) || !literal.isNumber()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(literal.text()));
        } catch (NumberFormatException e) {
            return Optional.empty(); // with a fraction, an exponent, or too many digits
        }
    }

    public <E extends Enum<E>> E constant(String field, Class<E> type) {
        String value = text(field);
        try {
            return Enum.valueOf(type, value);
        } catch (IllegalArgumentException e) {
            throw new UndecodableMessageException(field + " is unknown: " + shown(field), e);
        }
    }

    /** True or false; false if it is missing. */
    public boolean flag(String field) {
        if (!has(field)) {
            return false;
        }
        String text = required(field) instanceof Literal literal ? literal.text() : "";
        if (!text.equals("true") && !text.equals("false")) {
            throw new UndecodableMessageException(field + " must be true or false: " + shown(field));
        }
        return text.equals("true");
    }

    public JsonObject object(String field) {
        if (required(field) instanceof JsonObject object) {
            return object;
        }
        throw new UndecodableMessageException(field + " must be an object: " + shown(field));
    }

    public List<JsonObject> objects(String field) {
        if (!(required(field) instanceof List<?> array)) {
            throw new UndecodableMessageException(field + " must be an array: " + shown(field));
        }
        List<JsonObject> objects = new ArrayList<>(array.size());
        for (Object element : array) {
            if (!(element instanceof JsonObject object)) {
                throw new UndecodableMessageException(field + " must hold objects only: " + shown(element));
            }
            objects.add(object);
        }
        return objects;
    }

    /** A field for a message, shortened. */
    public String shown(String field) {
        return shown(required(field));
    }

    private static String shown(Object value) {
        if (value instanceof JsonObject) {
            return "an object";
        }
        if (value instanceof List<?>) {
            return "an array";
        }
        String text = Json.text(value);
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }
}
