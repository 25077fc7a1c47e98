package io.github.heartrate.demo;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
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
final class OptionWords {

    /** A policy's parts, as fields of a policy file. */
    static final OptionWords POLICY_FIELDS = new OptionWords(Map.ofEntries(
            Map.entry("low", "low"),
            Map.entry("high", "high"),
            Map.entry("high - low", "high minus low"),
            Map.entry("extremeLow", "extreme_low"),
            Map.entry("extremeHigh", "extreme_high"),
            Map.entry("onsetCount", "onset"),
            Map.entry("clearCount", "clear"),
            Map.entry("clearMargin", "clear_margin"),
            Map.entry("conditionDelay", "delay"),
            Map.entry("maxGap", "max_gap"),
            Map.entry("staleAfter", "stale_after"),
            Map.entry("reminderInterval", "reminder"),
            Map.entry("plausible range", "plausible")));

    /** A policy's parts, as options. */
    static final OptionWords POLICY_OPTIONS = new OptionWords(POLICY_FIELDS.words.entrySet().stream()
            .collect(Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> "--" + entry.getValue().replace('_', '-').replace("high minus low", "high minus --low"))));

    private static final Pattern WHOLE = Pattern.compile("(?<![.\\d])(\\d+)\\.0(?![.\\d])");
    private static final Pattern ISO_DURATION = Pattern.compile("(?<!\\w)P(T?-?[0-9.]+[DHMS])+(?!\\w)");

    private final Map<String, String> words;
    private final Pattern names;

    /** From the library's words to the user's. */
    OptionWords(Map<String, String> words) {
        this.words = new TreeMap<>(words);
        this.names = Pattern.compile(words.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\w-])(", ")(?![\\w-])")));
    }

    /** A message in the user's words. */
    String in(String message) {
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
    ParameterException wrongUsage(CommandSpec command, IllegalArgumentException refused) {
        return new ParameterException(command.commandLine(), in(String.valueOf(refused.getMessage())), refused);
    }
}
