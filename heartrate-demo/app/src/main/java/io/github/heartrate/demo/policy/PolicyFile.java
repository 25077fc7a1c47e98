package io.github.heartrate.demo.policy;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.demo.text.Nearest;
import io.github.heartrate.toolkit.analysis.PolicyField;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Policies in a JSON file: {@code {"default": {"high_bpm": 120}, "patients": {"Patient_1": {"condition_delay": "15s"}}}}.
 * The fields have the names that they have in control messages. Both parts may be missing; what a patient's does not say is as in the default, or in the {@code preset} that it names. A
 * field that is not known is an error.
 */
public final class PolicyFile {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final List<String> PARTS = List.of("default", "patients");
    private static final String PRESET = "preset";
    private static final List<String> FIELDS = Stream.concat(
                    Arrays.stream(PolicyField.values()).map(PolicyField::key), Stream.of(PRESET))
            .toList();

    private final Path file;

    public PolicyFile(Path file) {
        this.file = file;
    }

    /** The policies of the file, with the flags of the command line applied to its default. */
    public Policies read(PolicyFields flags) {
        JsonNode root = tree();
        requireObject(root, "the file", PARTS);
        JsonNode common = root.path("default");
        AlarmPolicy base = common(common.isMissingNode() ? MAPPER.createObjectNode() : common, flags);
        Map<String, AlarmPolicy> byPatient = new LinkedHashMap<>();
        JsonNode patients = root.path("patients");
        if (!patients.isMissingNode()) {
            requireObject(patients, "patients", null);
            for (Map.Entry<String, JsonNode> entry : patients.properties()) {
                String place = "patients." + entry.getKey();
                PolicyFields own = fields(entry.getValue(), place);
                byPatient.put(entry.getKey(), apply(own, base, place));
                requireUse(own, byPatient.get(entry.getKey()), place);
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

    /** The command line's preset takes the place of the file's; the file's other fields stay. */
    private AlarmPolicy common(JsonNode node, PolicyFields flags) {
        String place = "default";
        String withFlags = "with the command line's options";
        PolicyFields written = fields(node, place);
        AlarmPolicy start =
                flags.preset().or(written::preset).orElse(Preset.DEFAULT).policy();
        AlarmPolicy common = apply(flags.withoutPreset(), apply(written.withoutPreset(), start, place), withFlags);
        requireUse(written, common, place);
        requireUse(flags, common, withFlags);
        return common;
    }

    private AlarmPolicy apply(PolicyFields fields, AlarmPolicy base, String place) {
        try {
            return fields.applyTo(base);
        } catch (IllegalArgumentException e) {
            throw refused(place, e);
        }
    }

    private void requireUse(PolicyFields fields, AlarmPolicy policy, String place) {
        try {
            fields.requireUseIn(policy);
        } catch (IllegalArgumentException e) {
            throw refused(place, e);
        }
    }

    private UserErrorException refused(String place, IllegalArgumentException e) {
        return failure(place + ": " + OptionWords.POLICY_FIELDS.in(String.valueOf(e.getMessage())), e);
    }

    private PolicyFields fields(JsonNode node, String place) {
        requireObject(node, place, FIELDS);
        Map<PolicyField, Object> values = new EnumMap<>(PolicyField.class);
        for (PolicyField field : PolicyField.values()) {
            JsonNode value = node.path(field.key());
            if (!value.isMissingNode()) {
                values.put(field, value(field, value, place + "." + field.key()));
            }
        }
        JsonNode preset = node.path(PRESET);
        return new PolicyFields(
                preset.isMissingNode() ? Optional.empty() : Optional.of(preset(preset, place + "." + PRESET)), values);
    }

    private Preset preset(JsonNode value, String place) {
        return Arrays.stream(Preset.values())
                .filter(preset -> value.isString() && preset.toString().equals(value.stringValue()))
                .findFirst()
                .orElseThrow(() -> failure(place + " must be \"default\" or \"bedside\": " + value, null));
    }

    /** A number where the field is one, else text as the command line takes it. */
    private Object value(PolicyField field, JsonNode value, String place) {
        boolean isOff = value.isString() && value.stringValue().equals(PolicyField.NONE);
        if (isOff && field.none().isPresent()) {
            return field.none().get();
        }
        return switch (field.kind()) {
            case BPM -> number(value, place);
            case COUNT -> count(value, place);
            case DURATION -> {
                if (!value.isString()) {
                    throw failure(place + " must be a duration such as \"15s\": " + value, null);
                }
                yield word(field, value.stringValue(), place);
            }
            case RANGE, PRIORITY, LATCH ->
                word(field, value.isString() ? value.stringValue() : value.toString(), place);
        };
    }

    private void requireObject(JsonNode node, String place, @Nullable List<String> known) {
        if (!node.isObject()) {
            throw failure(place + " must be an object: " + node, null);
        }
        for (String name : node.propertyNames()) {
            if (known != null && !known.contains(name)) {
                requireNoWordOfAnOption(name, place);
                String meant = Nearest.to(name, known)
                        .map(word -> ", did you mean \"" + word + "\"?")
                        .orElseGet(() -> " (there are " + String.join(", ", known) + ")");
                throw failure(place + ": unknown field \"" + name + "\"" + meant, null);
            }
        }
    }

    /** Files once had the words of the options, so they get an answer of their own. */
    private void requireNoWordOfAnOption(String name, String place) {
        for (PolicyField field : PolicyField.values()) {
            if (field.word().equals(name.replace('_', '-'))) {
                throw failure(place + ": \"" + name + "\" is called \"" + field.key() + "\"", null);
            }
        }
    }

    private Double number(JsonNode value, String place) {
        if (!value.isNumber()) {
            throw failure(place + " must be a number: " + value, null);
        }
        if (!Double.isFinite(value.doubleValue())) {
            throw failure(place + " must be a number: too large", null);
        }
        return value.doubleValue();
    }

    private Integer count(JsonNode value, String place) {
        try {
            return BigDecimal.valueOf(number(value, place)).intValueExact();
        } catch (ArithmeticException e) {
            throw failure(place + " must be a whole number: " + value, e);
        }
    }

    private Object word(PolicyField field, String text, String place) {
        try {
            return PolicyValues.parse(field, text);
        } catch (TypeConversionException e) {
            throw failure(place + " " + e.getMessage(), e);
        }
    }

    private UserErrorException failure(String why, @Nullable Throwable cause) {
        String message = file + ": " + why;
        return cause == null ? new UserErrorException(message) : new UserErrorException(message, cause);
    }
}
