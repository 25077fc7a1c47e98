package io.github.heartrate.amqp.internal.text;

import io.github.heartrate.amqp.broker.UndecodableMessageException;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * Reads and writes JSON objects, with Jackson's streaming alone: an application brings its own version of data binding and
 * of its annotations, and not every one fits. A field that occurs twice, and text after the object, are refused.
 */
public final class Json {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The largest body that is read. */
    public static final int MAX_BODY_BYTES = 1 << 20;

    private static final int SHOWN_FAULT_CHARACTERS = 200;
    private static final int USUAL_BYTES = 256;
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private static final ObjectWriteContext INDENTED = new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    };

    private Json() {}

    /**
     * Writes JSON on one line.
     *
     * @throws IllegalArgumentException if a text holds half a surrogate pair; it would be refused in reading
     */
    public static byte[] write(JsonObject json) {
        json.requireExpressible();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            write(json, out);
        }
        return bytes.toByteArray();
    }

    /** For people: on several lines, indented. */
    public static String indented(JsonObject json) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(INDENTED, text)) {
            write(json, out);
        }
        return text.toString();
    }

    /** One value as it is written. */
    static String text(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, out);
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator out) {
        if (value instanceof JsonObject object) {
            out.writeStartObject();
            for (Map.Entry<String, Object> field : object.fields()) {
                out.writeName(field.getKey());
                write(field.getValue(), out);
            }
            out.writeEndObject();
        } else if (value instanceof List<?> array) {
            out.writeStartArray();
            for (Object element : array) {
                write(element, out);
            }
            out.writeEndArray();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            out.writeNumber(number.toPlainString()); // without an exponent
        } else if (value instanceof Number number) {
            out.writeNumber(number.longValue());
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof JsonObject.Literal literal) {
            out.writeRawValue(literal.text());
        } else {
            throw new IllegalArgumentException(
                    "can't be written as JSON: " + value.getClass().getName());
        }
    }

    /**
     * Reads a body.
     *
     * @throws UndecodableMessageException if it is not one JSON object, or too large
     */
    public static JsonObject parse(byte[] body) {
        return stream(body, Json::object);
    }

    /**
     * Reads a body token by token, for formats of which few fields matter.
     *
     * @param read takes the parser after the object's first brace, and leaves it at its last one
     * @throws UndecodableMessageException if it is not one JSON object, or too large
     */
    public static <T> T stream(byte[] body, Function<JsonParser, T> read) {
        requireSize(body);
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new UndecodableMessageException("the body must be one JSON object");
            }
            T json = read.apply(in);
            if (in.nextToken() != null) {
                throw new UndecodableMessageException("the body is not JSON: there is more after the object");
            }
            return json;
        } catch (JacksonException e) {
            throw new UndecodableMessageException("the body is not JSON: " + fault(e), e);
        }
    }

    public static void requireSize(byte[] body) {
        if (body.length > MAX_BODY_BYTES) {
            throw new UndecodableMessageException(
                    "the body must have at most " + MAX_BODY_BYTES + " bytes: " + body.length);
        }
    }

    /** Jackson limits how deep objects and arrays are nested. */
    private static JsonObject object(JsonParser in) {
        JsonObject json = new JsonObject();
        for (String field = in.nextName(); field != null; field = in.nextName()) {
            json.put(field, value(in, in.nextToken()));
        }
        return json;
    }

    private static Object value(JsonParser in, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> array(in);
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonObject.Literal(in.getString(), true);
            default -> new JsonObject.Literal(in.getString(), false);
        };
    }

    private static List<Object> array(JsonParser in) {
        List<Object> array = new ArrayList<>();
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
            array.add(value(in, next));
        }
        return array;
    }

    /** What the parser says, without the piece of the body that it quotes. */
    private static String fault(JacksonException e) {
        String text = CONTROL.matcher(
                        QUOTED.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("'...'"))
                .replaceAll(" ");
        return text.length() <= SHOWN_FAULT_CHARACTERS ? text : text.substring(0, SHOWN_FAULT_CHARACTERS) + "...";
    }
}
