package io.github.heartrate.toolkit.analysis;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The figures of a policy in the order in which they are shown: the one list of the table, the CSV and the JSON. */
enum Figure {
    ALARMS("alarms", "alarms", "alarms", Kind.COUNT, PolicyFigures::alarms),
    PER_DAY("alarms_per_patient_day", "/day", "alarms per patient-day", Kind.RATE, PolicyFigures::alarmsPerPatientDay),
    MEDIAN(
            "alarms_per_patient_day_median",
            "med/day",
            "alarms per day of the median patient",
            Kind.RATE,
            PolicyFigures::medianPerPatientDay),
    P90(
            "alarms_per_patient_day_p90",
            "p90/day",
            "alarms per day, 90th percentile of the patients",
            Kind.RATE,
            PolicyFigures::p90PerPatientDay),
    MAX(
            "alarms_per_patient_day_max",
            "max/day",
            "alarms per day of the patient with most",
            Kind.RATE,
            PolicyFigures::maxPerPatientDay),
    WORST(
            "worst_tenth_share",
            "worst10%",
            "share of alarms of the tenth of patients with most",
            Kind.SHARE,
            PolicyFigures::worstTenthShare),
    LASTS("duration_median_s", "lasts", "median duration of an alarm", Kind.DURATION, PolicyFigures::medianDuration),
    LASTS_P90(
            "duration_p90_s",
            "lasts p90",
            "90th percentile of the durations",
            Kind.DURATION,
            PolicyFigures::p90Duration),
    IN_ALARM(
            "alarm_time_share",
            "in alarm",
            "share of the monitored time in alarm",
            Kind.SHARE,
            PolicyFigures::alarmTimeShare),
    FLOODS("floods", "floods", "floods: ten alarms of a patient in ten minutes", Kind.COUNT, PolicyFigures::floods),
    RE_ALARMS(
            "re_alarms", "re-alarm", "alarms within five minutes of the last one", Kind.COUNT, PolicyFigures::reAlarms),
    SIGNAL_LOSSES("signal_losses", "", "losses of signal", Kind.COUNT, PolicyFigures::signalLosses),
    REMOVED(
            "alarms_removed",
            "removed",
            "alarms of the reference less these alarms",
            Kind.COUNT,
            PolicyFigures::alarmsRemoved),
    MISSED("episodes_missed", "missed", "episodes of the reference missed", Kind.COUNT, PolicyFigures::episodesMissed),
    ADDED(
            "time_added_median_s",
            "added",
            "median delay against the reference",
            Kind.DURATION,
            PolicyFigures::medianTimeAdded);

    /** Those that a choice of a policy needs, the most important first. */
    static final List<Figure> TO_CHOOSE_BY = List.of(PER_DAY, MISSED, ADDED, IN_ALARM, ALARMS, LASTS, FLOODS);

    /** Those that are a column even where all policies have the same. */
    static final List<Figure> ALWAYS = List.of(PER_DAY, MISSED);

    /** Those of the tables for people. Files for programs have all. */
    static final List<Figure> OF_TABLES =
            Arrays.stream(values()).filter(figure -> figure != SIGNAL_LOSSES).toList();

    private static final String NONE = "-";

    /** What a figure is, and so how it is written. */
    private enum Kind {
        COUNT,
        RATE,
        SHARE,
        DURATION
    }

    private final String column;
    private final String header;
    private final String words;
    private final Kind kind;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Function<PolicyFigures, Object> getter;

    Figure(String column, String header, String words, Kind kind, Function<PolicyFigures, Object> getter) {
        this.column = column;
        this.header = header;
        this.words = words;
        this.kind = kind;
        this.getter = getter;
    }

    /** The name in files. */
    String column() {
        return column;
    }

    /** As the head of a column of a table. */
    String header() {
        return header;
    }

    /** As a line of a list. */
    String words() {
        return words;
    }

    boolean isCount() {
        return kind == Kind.COUNT;
    }

    /** The figure as text; a dash if there is none. */
    String of(PolicyFigures figures) {
        Object value = getter.apply(figures);
        String known = switch (kind) {
            case COUNT -> value.toString();
            case RATE -> PolicyText.rate((Double) value);
            case SHARE -> PolicyText.percent((Double) value);
            case DURATION -> PolicyText.duration(duration(value));
        };
        return known.isEmpty() ? NONE : known;
    }

    /** The figure as a number, durations in seconds; empty if there is none. */
    OptionalDouble number(PolicyFigures figures) {
        Object value = getter.apply(figures);
        double number = kind == Kind.DURATION
                ? duration(value).map(known -> known.toMillis() / 1000.0).orElse(Double.NaN)
                : ((Number) value).doubleValue();
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    private static Optional<Duration> duration(Object value) {
        return ((Optional<?>) value).map(Duration.class::cast);
    }
}
