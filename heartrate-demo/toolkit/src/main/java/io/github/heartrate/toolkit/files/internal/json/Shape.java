package io.github.heartrate.toolkit.files.internal.json;

import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the beginning of a document holds: its paths, each with its first values. */
final class Shape {

    private static final int MAX_VALUES = 200;
    private static final int MAX_CHARACTERS = 200;

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private Shape() {}

    /** Of the first mebibyte; that it is cut off there, or wrong, is told when it is read. */
    static Shape of(Content content, String file) throws IOException {
        Shape shape = new Shape();
        try (Reader text = content.headText()) {
            if (JsonStream.isOnePerLine(content.beginning())) {
                JsonStream.readLines(text, file, shape::add, (line, why) -> {});
            } else {
                JsonStream.read(text, file, shape::add);
            }
        } catch (TelemetryException e) {
            return shape;
        }
        return shape;
    }

    private void add(String path, String value, long unusedLine) {
        List<String> first = values.computeIfAbsent(path, unused -> new ArrayList<>());
        if (first.size() < MAX_VALUES) {
            first.add(value.length() > MAX_CHARACTERS ? value.substring(0, MAX_CHARACTERS) : value);
        }
    }

    boolean has(String... paths) {
        return Stream.of(paths).allMatch(values::containsKey);
    }

    Set<String> paths() {
        return values.keySet();
    }

    /** The first values at a path, blank ones too. */
    List<String> values(String path) {
        return values.getOrDefault(path, List.of());
    }
}
