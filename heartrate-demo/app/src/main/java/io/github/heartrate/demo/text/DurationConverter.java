package io.github.heartrate.demo.text;

import io.github.heartrate.toolkit.analysis.PolicyText;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 15s}, {@code 2m}, {@code 1h30m}, {@code 500ms}, {@code 7d}; or ISO-8601. */
public final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern PART = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)(ms|s|m|h|d)");
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final double BEYOND_SECONDS = 2.0 * LONGEST.toSeconds();
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public Duration convert(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("p") || text.startsWith("-p")) {
            try {
                return bounded(Duration.parse(text), value);
            } catch (DateTimeException e) {
                throw wrong(value);
            }
        }
        Matcher part = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (part.lookingAt()) {
            sum = bounded(sum.plus(duration(Double.parseDouble(part.group(1)), part.group(2))), value);
            end = part.end();
            part.region(end, text.length());
        }
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (end == 0 || end < text.length()) {
            throw wrong(value);
        }
        return sum;
    }

    private static Duration bounded(Duration duration, String value) {
        if (duration.abs().compareTo(LONGEST) > 0) {
            throw new TypeConversionException("must be at most " + text(LONGEST) + ": " + value);
        }
        return duration;
    }

    private static Duration duration(double number, String unit) {
        double seconds = Math.min(
                BEYOND_SECONDS,
                number
                        * switch (unit) {
                            case "ms" -> 0.001;
                            case "s" -> 1;
                            case "m" -> 60;
                            case "h" -> 3600;
                            default -> 86_400;
                        });
        long whole = (long) seconds;
        return Duration.ofSeconds(whole, Math.round((seconds - whole) * NANOS_PER_SECOND));
    }

    private static TypeConversionException wrong(String value) {
        return new TypeConversionException("must be a duration such as 15s, 2m, 1h30m or PT15S: " + value);
    }

    /** The shortest of these spellings that means the same, to the millisecond. */
    public static String text(Duration duration) {
        return PolicyText.duration(duration);
    }
}
