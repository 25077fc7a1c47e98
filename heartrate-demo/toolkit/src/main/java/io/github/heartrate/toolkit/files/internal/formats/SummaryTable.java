package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.telemetry.ReadSettings;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table with a row per training or day (Garmin Connect's activities, Strava's, Whoop's cycles): it has an average and a
 * highest rate, and no series. It is known by its header, in the languages of the account.
 */
final class SummaryTable {

    private static final int LEAST_COLUMNS = 6;
    private static final int SHOWN_COLUMNS = 4;

    private static final Pattern RATE = Pattern.compile("\\b(hr|fc|hs|bpm|lpm|ppm)\\b|heart ?rate|herz|hjert|card[ií]a|"
            + "hartslag|puls|t[eę]tno|пульс|чсс|心率|心拍|심박");
    private static final Pattern AVERAGE = Pattern.compile(
            "\\b(avg|average|mean|moy\\w*|prom\\w*|med[ií][ao]\\w*|media|gem\\w*|"
                    + "medel\\w*|gjennomsnitt\\w*|gennemsnit\\w*|gns|snitt\\w*|sredni\\w*|sr)\\b|durchschn|^o |ø|средн|平均|평균");
    private static final Pattern HIGHEST =
            Pattern.compile("\\b(max\\w*|mass\\w*|maks\\w*|hoogste|hochste|peak)\\b|макс|最大|最高|최대|최고");

    private static final Pattern SERIES = Pattern.compile("(hr|fc|bpm|heart ?rate|pulse?)( bpm)?");

    private SummaryTable() {}

    /** A sentence; empty for other tables, and if the user names the column of rates. */
    static Optional<String> whatIs(String beginning, ReadSettings settings) {
        String header = beginning.lines().findFirst().orElse("");
        if (settings.bpmColumn().isPresent() || header.length() > 8_000) {
            return Optional.empty();
        }
        List<String> columns = List.of(header.split("[,;\t]", -1));
        List<String> rates = columns.stream()
                .map(SummaryTable::plain)
                .filter(column -> RATE.matcher(column).find())
                .toList();
        boolean isSummary = columns.size() >= LEAST_COLUMNS
                && rates.stream().noneMatch(rate -> SERIES.matcher(rate).matches())
                && rates.stream().anyMatch(rate -> AVERAGE.matcher(rate).find())
                && rates.stream().anyMatch(rate -> HIGHEST.matcher(rate).find());
        return isSummary
                ? Optional.of("is a list of trainings or days with average and highest rates (columns "
                        + String.join(", ", columns.subList(0, SHOWN_COLUMNS))
                        + ", ...) and holds no series of rates; export each training as FIT, TCX or GPX, or name a "
                        + "column with --bpm-column")
                : Optional.empty();
    }

    /** In lower case, without accents and quotes. */
    private static String plain(String column) {
        String bare = withoutAccents(column.toLowerCase(Locale.ROOT));
        return bare.replace("\"", "").replaceAll("[_.()]", " ").strip();
    }

    /** Most names have none: the tables that tell are loaded for others only. */
    private static String withoutAccents(String name) {
        if (name.chars().allMatch(c -> c < 128)) {
            return name;
        }
        String decomposed = Normalizer.normalize(name, Normalizer.Form.NFD);
        return Normalizer.normalize(decomposed.replaceAll("\\p{Mn}", ""), Normalizer.Form.NFC);
    }
}
