package io.github.heartrate.toolkit.files.internal.exports;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the last part of a file's name says, for kinds whose content does not say what it holds. */
final class FileName {

    private static final Pattern DATE = Pattern.compile("(?<!\\d)(\\d{4}-\\d{2}-\\d{2})(?!\\d)");
    private static final Set<String> HEART_RATE = Set.of("hr", "heart", "heartrate", "bpm", "pulse");

    private final String name;

    /** Of a file in a folder or in an archive. */
    FileName(String file) {
        name = file.substring(
                Math.max(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')), file.lastIndexOf('!')) + 1);
    }

    /** The one date in it. */
    Optional<String> date() {
        Matcher matcher = DATE.matcher(name);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    boolean isHeartRate() {
        return has(HEART_RATE);
    }

    boolean has(Set<String> words) {
        return words().stream().anyMatch(words::contains);
    }

    private List<String> words() {
        String split = name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        return Arrays.asList(split.split("[^a-z0-9]+", -1));
    }
}
