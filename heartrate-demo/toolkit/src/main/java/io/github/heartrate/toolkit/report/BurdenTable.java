package io.github.heartrate.toolkit.report;

import io.github.heartrate.Condition;
import io.github.heartrate.toolkit.analysis.MonitoredTime;
import io.github.heartrate.toolkit.analysis.PolicyText;
import io.github.heartrate.toolkit.display.Figures;
import java.io.IOException;
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

    void writeTo(Appendable out) throws IOException {
        Burden all = Burden.of(patients);
        out.append("<section aria-labelledby=\"burden\">\n<h2 id=\"burden\">Alarm burden</h2>\n<dl class=\"cards\">\n");
        card(out, "Patients", Integer.toString(patients.size()));
        card(out, "Monitored", Figures.roughly(all.monitored));
        card(out, "Alarms", String.format(Locale.ROOT, "%,d", all.alarms));
        card(out, "Alarms per patient-day", all.perPatientDay());
        card(out, "Time in alarm", all.share());
        out.append("</dl>\n");
        if (hint.isPresent()) {
            out.append("<p class=\"note\">" + Html.escape(capitalised(hint.get())) + ".</p>\n");
        }
        out.append("<div class=\"wide\"><table>\n<caption>Alarm burden by patient</caption>\n<thead><tr>")
                .append("<th scope=\"col\">Patient</th>");
        List<String> names = new ArrayList<>(List.of("Readings", "Monitored", "Alarms"));
        for (Condition condition : Condition.values()) {
            names.add(ReportPage.words(condition.name()));
        }
        names.addAll(List.of("Per patient-day", "Time in alarm", "Share in alarm"));
        for (String name : names) {
            out.append("<th scope=\"col\" class=\"number\">" + name + "</th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        for (PatientReport patient : patients) {
            row(out, patient.patientId(), Burden.of(List.of(patient)));
        }
        out.append("</tbody>\n<tfoot>\n");
        row(out, "All", all);
        out.append("</tfoot>\n</table></div>\n</section>\n");
    }

    private static String capitalised(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private static void card(Appendable out, String name, String value) throws IOException {
        out.append("<div><dt>" + name + "</dt><dd>" + value + "</dd></div>\n");
    }

    private static void row(Appendable out, String name, Burden burden) throws IOException {
        out.append("<tr><th scope=\"row\" class=\"name\">" + Html.escape(name) + "</th>");
        List<String> cells = new ArrayList<>(List.of(
                String.format(Locale.ROOT, "%,d", burden.readings),
                burden.readings == 0 ? "" : Figures.duration(burden.monitored),
                String.format(Locale.ROOT, "%,d", burden.alarms)));
        for (long count : burden.byCondition) {
            cells.add(String.format(Locale.ROOT, "%,d", count));
        }
        cells.addAll(List.of(
                burden.perPatientDay(), burden.readings == 0 ? "" : Figures.duration(burden.inAlarm), burden.share()));
        for (String cell : cells) {
            out.append("<td class=\"number\">" + cell + "</td>");
        }
        out.append("</tr>\n");
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
                        .flatMap(patient -> patient.episodes().stream())
                        .filter(episode -> episode.condition() == condition)
                        .count());
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
            return patients.flatMap(patient -> patient.episodes().stream())
                    .filter(episode -> episode.condition() != Condition.SIGNAL_LOSS)
                    .count();
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
