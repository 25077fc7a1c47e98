package io.github.heartrate.toolkit.analysis;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A result as CSV: a header and a row a policy; a figure that does not exist is blank, durations are in seconds. */
public final class AnalysisCsv {

    private AnalysisCsv() {}

    /**
     * Writes it.
     *
     * @param result what to write
     * @return lines, each ended
     */
    public static String of(AnalysisResult result) {
        StringWriter out = new StringWriter();
        CsvWriter csv = CsvWriter.builder()
                .bufferSize(0)
                .lineDelimiter(LineDelimiter.LF)
                .build(out);
        csv.writeRecord(record(
                PolicyField.axes().stream().map(PolicyField::column),
                "alarms",
                "alarms_per_patient_day",
                "alarms_per_patient_day_median",
                "alarms_per_patient_day_p90",
                "alarms_per_patient_day_max",
                "worst_tenth_share",
                "duration_median_s",
                "duration_p90_s",
                "alarm_time_share",
                "floods",
                "re_alarms",
                "signal_losses",
                "alarms_removed",
                "episodes_missed",
                "time_added_median_s",
                "pareto_best"));
        for (PolicyFigures figures : result.policies()) {
            csv.writeRecord(record(
                    PolicyField.axes().stream().map(field -> PolicyText.number(field.figure(figures.policy()))),
                    Long.toString(figures.alarms()),
                    PolicyText.number(figures.alarmsPerPatientDay()),
                    PolicyText.number(figures.medianPerPatientDay()),
                    PolicyText.number(figures.p90PerPatientDay()),
                    PolicyText.number(figures.maxPerPatientDay()),
                    PolicyText.number(figures.worstTenthShare()),
                    seconds(figures.medianDuration()),
                    seconds(figures.p90Duration()),
                    PolicyText.number(figures.alarmTimeShare()),
                    Long.toString(figures.floods()),
                    Long.toString(figures.reAlarms()),
                    Long.toString(figures.signalLosses()),
                    Long.toString(figures.alarmsRemoved()),
                    Long.toString(figures.episodesMissed()),
                    seconds(figures.medianTimeAdded()),
                    Boolean.toString(result.isParetoBest(figures))));
        }
        return out.toString();
    }

    private static List<String> record(Stream<String> policy, String... figures) {
        return Stream.concat(policy, Stream.of(figures)).toList();
    }

    private static String seconds(Optional<Duration> duration) {
        return duration.map(known -> PolicyText.number(known.toMillis() / 1000.0))
                .orElse("");
    }
}
