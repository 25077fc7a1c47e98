package io.github.heartrate.demo.policy;

import io.github.heartrate.demo.text.DurationConverter;
import io.github.heartrate.toolkit.analysis.PolicyField;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Puts what a library complains of into a user's words: its names become those that the user wrote, {@code 100.0} becomes
 * {@code 100}, {@code PT15S} becomes {@code 15s}.
 */
public final class OptionWords {

    /** A policy's parts, as fields of a policy file. */
    public static final OptionWords POLICY_FIELDS = policy(PolicyField::key, "high_bpm minus low_bpm");

    /** A policy's parts, as words within the value of one option. */
    public static final OptionWords POLICY_WORDS = policy(PolicyField::word, "high minus low");

    /** A policy's parts, as options. */
    public static final OptionWords POLICY_OPTIONS = policy(field -> "--" + field.word(), "--high minus --low");

    private static final Pattern WHOLE = Pattern.compile("(?<![.\\d])(\\d+)\\.0(?![.\\d])");
    private static final Pattern ISO_DURATION = Pattern.compile("(?<!\\w)P(T?-?[0-9.]+[DHMS])+(?!\\w)");

    private final Map<String, String> words;
    private final Pattern names;

    private static OptionWords policy(Function<PolicyField, String> name, String width) {
        Map<String, String> words =
                Arrays.stream(PolicyField.values()).collect(Collectors.toMap(PolicyField::libraryName, name));
        words.put("high - low", width);
        return new OptionWords(words);
    }

    /** From the library's words to the user's. */
    public OptionWords(Map<String, String> words) {
        this.words = new TreeMap<>(words);
        this.names = Pattern.compile(words.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\w-])(", ")(?![\\w-])")));
    }

    /** A message in the user's words. */
    public String in(String message) {
        String named = names.matcher(message)
                .replaceAll(name -> Matcher.quoteReplacement(words.getOrDefault(name.group(), name.group())));
        return ISO_DURATION.matcher(WHOLE.matcher(named).replaceAll("$1")).replaceAll(OptionWords::duration);
    }

    private static String duration(MatchResult iso) {
        try {
            return DurationConverter.text(Duration.parse(iso.group()));
        } catch (DateTimeException e) {
            return iso.group();
        }
    }

    /** What a command refuses because a library does. */
    public ParameterException wrongUsage(CommandSpec command, IllegalArgumentException refused) {
        return new ParameterException(command.commandLine(), in(String.valueOf(refused.getMessage())), refused);
    }
}
