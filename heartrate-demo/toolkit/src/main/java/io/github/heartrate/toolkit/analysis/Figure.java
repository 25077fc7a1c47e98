package io.github.heartrate.toolkit.analysis;

import java.util.List;

/** The figures of a policy in the order in which they are shown. */
enum Figure {
    ALARMS("alarms", "alarms"),
    PER_DAY("/day", "alarms per patient-day"),
    MEDIAN("med/day", "alarms per day of the median patient"),
    P90("p90/day", "alarms per day, 90th percentile of the patients"),
    MAX("max/day", "alarms per day of the patient with most"),
    WORST("worst10%", "share of alarms of the tenth of patients with most"),
    LASTS("lasts", "median duration of an alarm"),
    LASTS_P90("lasts p90", "90th percentile of the durations"),
    IN_ALARM("in alarm", "share of the monitored time in alarm"),
    FLOODS("floods", "floods: ten alarms of a patient in ten minutes"),
    RE_ALARMS("re-alarm", "alarms within five minutes of the last one"),
    REMOVED("removed", "alarms of the reference less these alarms"),
    MISSED("missed", "episodes of the reference missed"),
    ADDED("added", "median delay against the reference");

    /** Those that a choice of a policy needs, the most important first. */
    static final List<Figure> TO_CHOOSE_BY = List.of(PER_DAY, MISSED, ADDED, IN_ALARM, ALARMS, LASTS, FLOODS);

    /** Those that are a column even where all policies have the same. */
    static final List<Figure> ALWAYS = List.of(PER_DAY, MISSED);

    private static final String NONE = "-";

    private final String header;
    private final String words;

    Figure(String header, String words) {
        this.header = header;
        this.words = words;
    }

    /** As the head of a column. */
    String header() {
        return header;
    }

    /** As a line of a list. */
    String words() {
        return words;
    }

    /** The figure; a dash if there is none. */
    String of(PolicyFigures figures) {
        String known = text(figures);
        return known.isEmpty() ? NONE : known;
    }

    private String text(PolicyFigures figures) {
        return switch (this) {
            case ALARMS -> Long.toString(figures.alarms());
            case PER_DAY -> PolicyText.rate(figures.alarmsPerPatientDay());
            case MEDIAN -> PolicyText.rate(figures.medianPerPatientDay());
            case P90 -> PolicyText.rate(figures.p90PerPatientDay());
            case MAX -> PolicyText.rate(figures.maxPerPatientDay());
            case WORST -> PolicyText.percent(figures.worstTenthShare());
            case LASTS -> PolicyText.duration(figures.medianDuration());
            case LASTS_P90 -> PolicyText.duration(figures.p90Duration());
            case IN_ALARM -> PolicyText.percent(figures.alarmTimeShare());
            case FLOODS -> Long.toString(figures.floods());
            case RE_ALARMS -> Long.toString(figures.reAlarms());
            case REMOVED -> Long.toString(figures.alarmsRemoved());
            case MISSED -> Long.toString(figures.episodesMissed());
            case ADDED -> PolicyText.duration(figures.medianTimeAdded());
        };
    }
}
