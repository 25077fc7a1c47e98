package io.github.heartrate.toolkit.report;

import io.github.heartrate.Condition;
import io.github.heartrate.toolkit.analysis.MonitoredTime;
import io.github.heartrate.toolkit.analysis.PolicyText;
import io.github.heartrate.toolkit.display.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The alarm burden: how often and how long alarms asked for somebody, for each patient and for all. */
final class BurdenTable {

    private final List<PatientReport> patients;
    private final Optional<String> hint;

    BurdenTable(List<PatientReport> patients, Optional<String> hint) {
        this.patients = patients;
        this.hint = hint;
    }

    Tag section() {
        Burden all = Burden.of(patients);
        Tag section = Tag.of("section")
                .with("aria-labelledby", "burden")
                .text("\n")
                .line(Tag.of("h2").with("id", "burden").text("Alarm burden"))
                .line(Tag.of("dl")
                        .with("class", "cards")
                        .text("\n")
                        .line(ReportPage.fact("Patients", Integer.toString(patients.size())))
                        .line(ReportPage.fact("Monitored", Figures.roughly(all.monitored)))
                        .line(ReportPage.fact("Alarms", String.format(Locale.ROOT, "%,d", all.alarms)))
                        .line(ReportPage.fact("Alarms per patient-day", all.perPatientDay()))
                        .line(ReportPage.fact("Time in alarm", all.share())));
        hint.ifPresent(words -> section.line(Tag.of("p").with("class", "note").text(capitalised(words) + ".")));
        Tag table = Tag.of("table")
                .text("\n")
                .line(Tag.of("caption").text("Alarm burden by patient"))
                .line(Tag.of("thead").add(head()))
                .line(Tag.of("tbody")
                        .text("\n")
                        .lines(patients, patient -> row(patient.patientId(), Burden.of(List.of(patient)))))
                .line(Tag.of("tfoot").text("\n").line(row("All", all)));
        return section.line(Tag.of("div").with("class", "wide").add(table));
    }

    private static Tag head() {
        List<String> names = new ArrayList<>(List.of("Readings", "Monitored", "Alarms"));
        for (Condition condition : Condition.values()) {
            names.add(ReportPage.words(condition.name()));
        }
        names.addAll(List.of("Per patient-day", "Time in alarm", "Share in alarm"));
        Tag row = Tag.of("tr").add(Tag.of("th").with("scope", "col").text("Patient"));
        for (String name : names) {
            row.add(Tag.of("th").with("scope", "col").with("class", "number").text(name));
        }
        return row;
    }

    private static String capitalised(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private static Tag row(String name, Burden burden) {
        List<String> cells = new ArrayList<>(List.of(
                String.format(Locale.ROOT, "%,d", burden.readings),
                burden.readings == 0 ? "" : Figures.duration(burden.monitored),
                String.format(Locale.ROOT, "%,d", burden.alarms)));
        for (long count : burden.byCondition) {
            cells.add(String.format(Locale.ROOT, "%,d", count));
        }
        cells.addAll(List.of(
                burden.perPatientDay(), burden.readings == 0 ? "" : Figures.duration(burden.inAlarm), burden.share()));
        Tag row = Tag.of("tr")
                .add(Tag.of("th").with("scope", "row").with("class", "name").text(name));
        for (String cell : cells) {
            row.add(Tag.of("td").with("class", "number").text(cell));
        }
        return row;
    }

    /**
     * Figures of one patient or of several.
     *
     * @param alarms bradycardias and tachycardias
     * @param monitoredAlarms those of patients with telemetry: only of them it is known how long they were watched
     */
    private record Burden(
            long readings,
            Duration monitored,
            long alarms,
            long monitoredAlarms,
            List<Long> byCondition,
            Duration inAlarm) {

        private static final String UNKNOWN = "unknown";

        static Burden of(List<PatientReport> patients) {
            List<Long> byCondition = new ArrayList<>();
            for (Condition condition : Condition.values()) {
                byCondition.add(patients.stream()
                        .mapToLong(patient -> patient.count(condition))
                        .sum());
            }
            return new Burden(
                    patients.stream()
                            .flatMap(patient -> patient.series().stream())
                            .mapToLong(Series::count)
                            .sum(),
                    patients.stream().map(PatientReport::monitored).reduce(Duration.ZERO, Duration::plus),
                    alarms(patients.stream()),
                    alarms(patients.stream().filter(patient -> patient.series().isPresent())),
                    byCondition,
                    patients.stream().map(PatientReport::inAlarm).reduce(Duration.ZERO, Duration::plus));
        }

        private static long alarms(Stream<PatientReport> patients) {
            return patients.mapToLong(patient -> patient.episodeCount() - patient.count(Condition.SIGNAL_LOSS))
                    .sum();
        }

        String perPatientDay() {
            return monitored.isZero() ? UNKNOWN : PolicyText.rate(monitoredAlarms / MonitoredTime.days(monitored));
        }

        String share() {
            return monitored.isZero()
                    ? UNKNOWN
                    : String.format(
                            Locale.ROOT, "%.1f %%", 100 * MonitoredTime.days(inAlarm) / MonitoredTime.days(monitored));
        }
    }
}
