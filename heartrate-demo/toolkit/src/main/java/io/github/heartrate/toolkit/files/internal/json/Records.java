package io.github.heartrate.toolkit.files.internal.json;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Finds the records at one path of a document, and keeps what stands around them. */
final class Records implements JsonStream.Visitor {

    /** A longer value is none that means something here. */
    private static final int MAX_CHARACTERS = 1_000;

    private final String path;
    private final String prefix;
    private final Consumer<JsonRecord> reader;
    private final Consumer<String> ended;
    private final Map<String, String> fields = new HashMap<>();
    private final Map<String, String> around = new HashMap<>();
    private long number;
    private int depth;

    /**
     * Finds.
     *
     * @param path of the records, such as {@code data[]}; empty for documents that are one record each
     * @param reader takes each record
     */
    Records(String path, Consumer<JsonRecord> reader) {
        this(path, reader, unused -> {});
    }

    /**
     * Finds records whose meaning hangs on the object around them.
     *
     * @param ended is told the path of each object around that ends
     */
    Records(String path, Consumer<JsonRecord> reader, Consumer<String> ended) {
        this.path = path;
        this.prefix = path.isEmpty() ? "" : path + ".";
        this.reader = reader;
        this.ended = ended;
    }

    /** A value outside of the records, at its path, in the objects that have not ended; blank if there is none. */
    String around(String valuePath) {
        return around.getOrDefault(valuePath, "");
    }

    @Override
    public void begin(String object) {
        if (object.equals(path)) {
            fields.clear();
        }
        depth += object.equals(path) ? 1 : 0;
    }

    @Override
    public void value(String valuePath, String text, long line) {
        String kept = text.length() > MAX_CHARACTERS ? "" : text;
        if (depth == 0) {
            around.put(valuePath, kept);
        } else if (valuePath.startsWith(prefix) && valuePath.indexOf("[]", prefix.length()) < 0) {
            fields.merge(valuePath.substring(prefix.length()), kept, (first, second) -> first + " and " + second);
        }
    }

    @Override
    public void end(String object, long line) {
        if (object.equals(path)) {
            depth--;
            number++;
            reader.accept(new JsonRecord(line, number, fields));
        } else if (depth == 0) {
            ended.accept(object);
            around.keySet().removeIf(value -> value.startsWith(object + "."));
        }
    }

    @Override
    public void forget() {
        depth = 0;
        fields.clear();
        around.clear();
    }
}
