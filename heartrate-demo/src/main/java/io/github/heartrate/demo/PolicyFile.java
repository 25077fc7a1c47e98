package io.github.heartrate.demo;

import io.github.heartrate.AlarmPolicy;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Policies in a JSON file: {@code {"default": {"high": 120}, "patients": {"Patient_1": {"high": 130, "delay": "15s"}}}}.
 * Both parts may be missing; what a patient's does not say is as in the default. A field that is not known is an error.
 */
final class PolicyFile {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final List<String> PARTS = List.of("default", "patients");
    private static final List<String> FIELDS = List.of(
            "low",
            "high",
            "extreme_low",
            "extreme_high",
            "onset",
            "clear",
            "clear_margin",
            "delay",
            "max_gap",
            "stale_after",
            "reminder",
            "plausible");
    private static final DurationConverter DURATIONS = new DurationConverter();

    private final Path file;

    PolicyFile(Path file) {
        this.file = file;
    }

    /** The policies of the file, with the flags of the command line applied to its default. */
    Policies read(PolicyFields flags) {
        JsonNode root = tree();
        requireObject(root, "the file", PARTS);
        JsonNode common = root.path("default");
        AlarmPolicy base = policy(common.isMissingNode() ? MAPPER.createObjectNode() : common, "default", flags);
        Map<String, AlarmPolicy> byPatient = new LinkedHashMap<>();
        JsonNode patients = root.path("patients");
        if (!patients.isMissingNode()) {
            requireObject(patients, "patients", null);
            for (Map.Entry<String, JsonNode> entry : patients.properties()) {
                String place = "patients." + entry.getKey();
                byPatient.put(entry.getKey(), apply(fields(entry.getValue(), place), base, place));
            }
        }
        return new Policies(base, byPatient, file.toString());
    }

    private JsonNode tree() {
        try {
            JsonNode tree = MAPPER.readTree(Files.readString(file));
            if (tree.isMissingNode()) {
                throw failure("not JSON: is empty", null);
            }
            return tree;
        } catch (NoSuchFileException e) {
            throw failure("no such file", e);
        } catch (MalformedInputException e) {
            throw failure("not JSON: is no text in UTF-8", e);
        } catch (IOException e) {
            throw failure(Files.isDirectory(file) ? "is a folder" : "can't be read: " + e.getMessage(), e);
        } catch (JacksonException e) {
            String where = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ", ";
            throw failure(where + "not JSON: " + e.getOriginalMessage().replaceAll("\\s+", " "), e);
        }
    }

    private AlarmPolicy policy(JsonNode node, String place, PolicyFields flags) {
        AlarmPolicy written = apply(fields(node, place), AlarmPolicy.DEFAULT, place);
        return apply(flags, written, "with the command line's options");
    }

    private AlarmPolicy apply(PolicyFields fields, AlarmPolicy base, String place) {
        try {
            return fields.applyTo(base);
        } catch (IllegalArgumentException e) {
            throw failure(place + ": " + OptionWords.POLICY_FIELDS.in(String.valueOf(e.getMessage())), e);
        }
    }

    private PolicyFields fields(JsonNode node, String place) {
        requireObject(node, place, FIELDS);
        return new PolicyFields(
                number(node, "low", place),
                number(node, "high", place),
                number(node, "extreme_low", place),
                number(node, "extreme_high", place),
                count(node, "onset", place),
                count(node, "clear", place),
                number(node, "clear_margin", place),
                duration(node, "delay", place),
                duration(node, "max_gap", place),
                duration(node, "stale_after", place),
                duration(node, "reminder", place),
                range(node, "plausible", place));
    }

    private void requireObject(JsonNode node, String place, @Nullable List<String> known) {
        if (!node.isObject()) {
            throw failure(place + " must be an object: " + node, null);
        }
        for (String name : node.propertyNames()) {
            if (known != null && !known.contains(name)) {
                String meant = Nearest.to(name, known)
                        .map(word -> ", did you mean \"" + word + "\"?")
                        .orElseGet(() -> " (there are " + String.join(", ", known) + ")");
                throw failure(place + ": unknown field \"" + name + "\"" + meant, null);
            }
        }
    }

    private @Nullable Double number(JsonNode node, String name, String place) {
        JsonNode value = node.path(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isNumber()) {
            throw failure(place + "." + name + " must be a number: " + value, null);
        }
        if (!Double.isFinite(value.doubleValue())) {
            throw failure(place + "." + name + " must be a number: too large", null);
        }
        return value.doubleValue();
    }

    private @Nullable Integer count(JsonNode node, String name, String place) {
        Double value = number(node, name, place);
        if (value == null) {
            return null;
        }
        try {
            return BigDecimal.valueOf(value).intValueExact();
        } catch (ArithmeticException e) {
            throw failure(place + "." + name + " must be a whole number: " + node.path(name), e);
        }
    }

    private @Nullable Duration duration(JsonNode node, String name, String place) {
        JsonNode value = node.path(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isString()) {
            throw failure(place + "." + name + " must be a duration such as \"15s\": " + value, null);
        }
        try {
            return DURATIONS.convert(value.stringValue());
        } catch (TypeConversionException e) {
            throw failure(place + "." + name + " " + e.getMessage(), e);
        }
    }

    private @Nullable BpmRange range(JsonNode node, String name, String place) {
        JsonNode value = node.path(name);
        if (value.isMissingNode()) {
            return null;
        }
        try {
            return new BpmRange.Converter().convert(value.isString() ? value.stringValue() : value.toString());
        } catch (TypeConversionException e) {
            throw failure(place + "." + name + " " + e.getMessage(), e);
        }
    }

    private UserErrorException failure(String why, @Nullable Throwable cause) {
        String message = file + ": " + why;
        return cause == null ? new UserErrorException(message) : new UserErrorException(message, cause);
    }
}
