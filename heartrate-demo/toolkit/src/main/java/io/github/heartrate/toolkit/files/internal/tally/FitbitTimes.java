package io.github.heartrate.toolkit.files.internal.tally;

import io.github.heartrate.toolkit.telemetry.DateOrder;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Fitbit's own exports have: {@code 04/02/17 23:32:24} is the month, the day and the year, of two digits or four, in
 * UTC (seen in the archives of accounts); a rate of 70 with the confidence 0 is what the application fills in.
 */
public final class FitbitTimes {

    private static final Pattern DATE =
            Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{2}|\\d{4})[ T](\\d{1,2}):(\\d{2}:\\d{2}(\\.\\d+)?)");

    private FitbitTimes() {}

    /** As ISO-8601 without a zone; another text as it is. */
    public static String local(String text, ReadSettings settings) {
        Matcher parts = DATE.matcher(text);
        if (settings.timeFormat().isPresent() || !parts.matches()) {
            return text;
        }
        boolean dayFirst = settings.dateOrder().filter(DateOrder.DMY::equals).isPresent();
        String year = parts.group(3).length() == 2 ? "20" + parts.group(3) : parts.group(3);
        return year + "-" + twoDigits(parts.group(dayFirst ? 2 : 1)) + "-" + twoDigits(parts.group(dayFirst ? 1 : 2))
                + "T" + twoDigits(parts.group(4)) + ":" + parts.group(5);
    }

    public static boolean isFiller(String bpm, String confidence) {
        return bpm.matches("70(\\.0*)?") && confidence.matches("0(\\.0*)?");
    }

    private static String twoDigits(String number) {
        return number.length() == 1 ? "0" + number : number;
    }
}
