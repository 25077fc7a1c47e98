package io.github.heartrate.toolkit.files.internal.json;

import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.text.MalformedTextException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * JSON as a stream of values with their paths, such as {@code data[].bpm}; several documents may follow each other, one
 * per line, say. Memory is bounded: at most 64 levels, texts of a mebibyte, 10,000 different paths (chosen here).
 */
final class JsonStream {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_TEXT = 1 << 20;
    private static final int MAX_NAME = 1_000;
    private static final int MAX_PATHS = 10_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNameLength(MAX_NAME)
                    .build())
            .build();

    private final String file;
    private final Visitor visitor;
    private final Place root = new Place("");
    private long linesBefore;
    private int paths;

    /** Is told what a document holds. */
    interface Visitor {

        /** An object begins. */
        default void begin(String path) {}

        /** A text, a number, a word; null is blank. */
        void value(String path, String text, long line);

        /** An object ends. */
        default void end(String path, long line) {}

        /** What was told of the current document is to be forgotten. */
        default void forget() {}
    }

    /** Is told of lines that are no document. */
    interface Skipped {
        void line(long line, String why);
    }

    /** A place in a document; the same object each time. */
    private static final class Place {

        private final String path;
        private final Map<String, Place> members = new HashMap<>();
        private @Nullable Place element;

        Place(String path) {
            this.path = path;
        }
    }

    private JsonStream(String file, Visitor visitor) {
        this.file = file;
        this.visitor = visitor;
    }

    /** Reads all of it; what is no JSON, or is cut off, is refused with its line. */
    static void read(Reader text, String file, Visitor visitor) throws IOException {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            try {
                new JsonStream(file, visitor).read(json);
            } catch (JacksonException e) {
                throw failure(file, json, e);
            }
        } catch (JacksonException e) {
            throw failure(file, null, e);
        }
    }

    /** Whether a text has one document per line: its first line is one, and there is a second line. */
    static boolean isOnePerLine(String beginning) {
        int end = beginning.indexOf('\n');
        if (end < 0 || beginning.substring(end).isBlank()) {
            return false;
        }
        try {
            read(new StringReader(beginning.substring(0, end)), "", (path, value, line) -> {});
            return true;
        } catch (TelemetryException | IOException e) {
            return false;
        }
    }

    /** Reads one document per line; a line that is none is skipped. */
    static void readLines(Reader text, String file, Visitor visitor, Skipped skipped) throws IOException {
        JsonStream stream = new JsonStream(file, visitor);
        TextLines lines = new TextLines(text, file);
        while (lines.next()) {
            stream.linesBefore = lines.number() - 1;
            try (JsonParser json =
                    FACTORY.createParser(ObjectReadContext.empty(), lines.buffer(), lines.from(), lines.length())) {
                stream.read(json);
            } catch (StreamConstraintsException e) {
                throw failure(file, null, e);
            } catch (JacksonException e) {
                visitor.forget();
                skipped.line(
                        lines.number(),
                        e instanceof UnexpectedEndOfInputException ? "cut off: JSON that does not end" : "not JSON");
            }
        }
    }

    private static TelemetryException failure(String file, @Nullable JsonParser json, JacksonException e)
            throws IOException {
        String line =
                json == null ? "" : "line " + Math.max(1, json.currentLocation().getLineNr()) + ", ";
        if (e.getCause() instanceof MalformedTextException malformed) {
            return new TelemetryException(file + ": " + line + malformed.getMessage(), e);
        }
        if (e.getCause() instanceof IOException io) {
            throw io;
        }
        if (e instanceof UnexpectedEndOfInputException) {
            return new TelemetryException(file + ": " + line + "is cut off: JSON that does not end", e);
        }
        return new TelemetryException(
                file + ": " + line
                        + (e instanceof StreamConstraintsException
                                ? "JSON with too long a text or number, or nested too deeply"
                                : "not JSON"),
                e);
    }

    private void read(JsonParser json) {
        Deque<Place> around = new ArrayDeque<>();
        Place place = root;
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            switch (token) {
                case PROPERTY_NAME -> place = member(around.element(), json.currentName());
                case START_OBJECT, START_ARRAY -> {
                    around.push(place);
                    if (token == JsonToken.START_OBJECT) {
                        visitor.begin(place.path);
                    } else {
                        place = element(place);
                    }
                }
                case END_OBJECT, END_ARRAY -> {
                    Place ended = around.pop();
                    if (token == JsonToken.END_OBJECT) {
                        visitor.end(ended.path, line(json));
                    }
                    place = ended;
                }
                default -> visitor.value(place.path, token == JsonToken.VALUE_NULL ? "" : json.getString(), line(json));
            }
        }
    }

    private long line(JsonParser json) {
        return linesBefore + json.currentTokenLocation().getLineNr();
    }

    private Place member(Place object, String name) {
        return object.members.computeIfAbsent(
                name, key -> counted(new Place(object.path.isEmpty() ? key : object.path + "." + key)));
    }

    private Place element(Place array) {
        Place known = array.element;
        if (known == null) {
            known = counted(new Place(array.path + "[]"));
            array.element = known;
        }
        return known;
    }

    private Place counted(Place place) {
        paths++;
        if (paths > MAX_PATHS) {
            throw new TelemetryException(file + ": is JSON with more than " + MAX_PATHS + " different names");
        }
        return place;
    }
}
