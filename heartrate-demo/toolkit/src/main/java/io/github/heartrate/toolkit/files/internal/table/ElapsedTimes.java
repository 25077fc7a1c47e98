package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.internal.cells.TimeUnits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which columns of times count from the start of the recording, as their names or the data set say. */
final class ElapsedTimes {

    /** Names that say the unit, for numbers that are no time since 1970. */
    private static final Map<String, TimeUnits> NAMED = Map.ofEntries(
            Map.entry("times", TimeUnits.OFFSET_S),
            Map.entry("timesec", TimeUnits.OFFSET_S),
            Map.entry("timeseconds", TimeUnits.OFFSET_S),
            Map.entry("elapseds", TimeUnits.OFFSET_S),
            Map.entry("elapsedsec", TimeUnits.OFFSET_S),
            Map.entry("elapsedseconds", TimeUnits.OFFSET_S),
            Map.entry("timems", TimeUnits.OFFSET_MS),
            Map.entry("elapsedms", TimeUnits.OFFSET_MS),
            Map.entry("timemin", TimeUnits.OFFSET_MIN),
            Map.entry("timeminutes", TimeUnits.OFFSET_MIN),
            Map.entry("elapsedmin", TimeUnits.OFFSET_MIN),
            Map.entry("elapsedminutes", TimeUnits.OFFSET_MIN),
            Map.entry("timeh", TimeUnits.OFFSET_H),
            Map.entry("timehours", TimeUnits.OFFSET_H));

    private static final Predicate<String> CLOCK = Pattern.compile(
                    "-?(\\d+ days? )?\\d+:[0-5]\\d(:[0-5]\\d(\\.\\d+)?)?")
            .asMatchPredicate();
    private static final Predicate<String> MORE_THAN_A_DAY =
            Pattern.compile("-.*|.*days? .*|0*(2[4-9]|[3-9]\\d|\\d{3,}):.*").asMatchPredicate();
    private static final long LEAST_SINCE_1970 = 100_000_000;

    private ElapsedTimes() {}

    /** The unit of numbers. */
    static Optional<TimeUnits> unit(Head head, int column) {
        String name = head.simplified(column);
        if (name.equals("observationoffset") || name.equals("nursingchartoffset")) {
            return Optional.of(TimeUnits.OFFSET_MIN);
        }
        if (name.equals("measuredat") && head.hasColumn("admissionid")) {
            return Optional.of(TimeUnits.OFFSET_MS);
        }
        if (name.equals("offset") && head.hasColumn("dataid")) {
            return Optional.of(TimeUnits.OFFSET_S);
        }
        if (name.equals("time") && head.header().stream().anyMatch(other -> other.startsWith("Solar8000/"))) {
            return Optional.of(TimeUnits.OFFSET_S);
        }
        boolean isElapsed = head.values(column)
                .findFirst()
                .filter(first -> Double.parseDouble(first) < LEAST_SINCE_1970)
                .isPresent();
        return isElapsed ? Optional.ofNullable(NAMED.get(name)) : Optional.empty();
    }

    /**
     * Whether a column that looks like times of day has elapsed ones: some are longer than a day, the user has said when
     * they began, or it is of the PhysioNet challenge of 2012.
     */
    static boolean areClocks(Head head, int column, ReadSettings settings) {
        boolean isOfChallenge = head.header().equals(List.of("Time", "Parameter", "Value"));
        return head.all(column, CLOCK)
                && (isOfChallenge
                        || !settings.start().equals(Instant.EPOCH)
                        || head.values(column).anyMatch(MORE_THAN_A_DAY));
    }
}
