package io.github.heartrate.toolkit.report;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.analysis.MonitoredTime;
import io.github.heartrate.toolkit.analysis.PolicyAnalysis;
import io.github.heartrate.toolkit.analysis.PolicyField;
import io.github.heartrate.toolkit.analysis.PolicyGrid;
import io.github.heartrate.toolkit.analysis.PolicyText;
import io.github.heartrate.toolkit.report.Report.Heading;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Reports of a real monitor's alerts. Readings are written {@code "72 104x3"}, one a second. */
final class Reports {

    static final Instant START = Instant.parse("2026-01-01T08:00:00Z");

    private Reports() {}

    static Report of(AlarmPolicy policy, List<String> patients, String rates) {
        Report report = new Report(MonitoredTime.DEFAULT_GAP);
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(policy).build();
        for (String patient : patients) {
            Instant time = START;
            for (String rate : rates.split(" ", -1)) {
                String[] parts = rate.split("x", -1);
                for (int i = 0; i < (parts.length == 1 ? 1 : Integer.parseInt(parts[1])); i++) {
                    time = time.plusSeconds(1);
                    feed(report, monitor, policy, new Reading(patient, time, Double.parseDouble(parts[0])));
                }
            }
        }
        return report;
    }

    static Report empty(Duration monitoredGap) {
        return new Report(monitoredGap);
    }

    static Heading heading(String source) {
        return new Heading(source, PolicyText.sentence(AlarmPolicy.DEFAULT), false, ZoneOffset.UTC, List.of());
    }

    static Heading wardHeading(AlarmPolicy common) {
        return new Heading(
                "ward.demo.csv",
                PolicyText.sentence(withExtremes(common)),
                true,
                ZoneOffset.UTC,
                List.of("2 rows were skipped."));
    }

    private static AlarmPolicy withExtremes(AlarmPolicy common) {
        return common.toBuilder()
                .limits(AlarmLimits.ADULT.withExtremes(40, 130))
                .build();
    }

    /** Three patients for an hour, one of them with a gap, a fourth known by an alert alone, and two what-if matrices. */
    static Report ward(AlarmPolicy common) {
        AlarmPolicy policy = withExtremes(common);
        Report report = new Report(MonitoredTime.DEFAULT_GAP);
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(policy).build();
        PolicyAnalysis whatIf = new PolicyAnalysis(grid(policy), policy, MonitoredTime.DEFAULT_GAP);
        Random random = new Random(3);
        for (int bed = 1; bed <= 3; bed++) {
            for (int second = 0; second < 3_600; second++) {
                if (bed == 2 && second > 2_000 && second < 2_500) {
                    continue;
                }
                double bpm = 65 + 6 * bed + 5 * Math.sin(second / 140.0 + bed) + 2 * random.nextGaussian();
                if ((second / 60) % 17 == 3 * bed) {
                    bpm = bed == 1 ? 44 + bpm % 4 : 108 + bpm % 40;
                }
                Reading reading = new Reading("DEMO-" + bed, START.plusSeconds(second), Math.round(bpm * 10) / 10.0);
                feed(report, monitor, policy, reading);
                whatIf.accept(reading);
            }
        }
        Outcome outcome = null;
        for (int i = 0; i < 3; i++) {
            outcome = monitor.accept(new Reading("DEMO-4", START.plusSeconds(i), 104));
        }
        outcome.alerts().forEach(report::add);
        report.add(whatIf.result());
        return report;
    }

    /** Long names, episodes of several days, and three pairs of maps of 72 policies each. */
    static Report large() {
        Report report = empty(MonitoredTime.DEFAULT_GAP);
        AlarmPolicy policy = AlarmPolicy.DEFAULT;
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(policy).build();
        PolicyAnalysis whatIf = new PolicyAnalysis(
                PolicyGrid.of(
                                policy,
                                Map.of(
                                        PolicyField.LOW, List.of(40.0, 45.0, 50.0),
                                        PolicyField.HIGH, List.of(100.0, 110.0, 120.0, 130.0),
                                        PolicyField.EXTREME_LOW, List.of(30.0),
                                        PolicyField.EXTREME_HIGH, List.of(150.0),
                                        PolicyField.ONSET, List.of(1, 2, 3, 4, 5, 6),
                                        PolicyField.CLEAR, List.of(1, 2, 3)))
                        .policies(),
                policy,
                MonitoredTime.DEFAULT_GAP);
        for (String patient : List.of("Patient_1", "Maria Magdalena von und zu Hohenlohe-Langenburg, bed 17")) {
            for (int i = 0; i < 4_000; i++) {
                Reading reading = new Reading(patient, START.plusSeconds(100L * i), i % 10 < 4 ? 104 + i % 40 : 72);
                feed(report, monitor, policy, reading);
                whatIf.accept(reading);
            }
        }
        report.add(whatIf.result());
        return report;
    }

    private static List<AlarmPolicy> grid(AlarmPolicy base) {
        return PolicyGrid.of(
                        base,
                        Map.of(
                                PolicyField.LOW, List.of(45.0, 50.0),
                                PolicyField.HIGH, List.of(100.0, 110.0),
                                PolicyField.EXTREME_LOW, List.of(40.0),
                                PolicyField.EXTREME_HIGH, List.of(130.0),
                                PolicyField.ONSET, List.of(1, 3, 60)))
                .policies();
    }

    private static void feed(Report report, HeartRateMonitor monitor, AlarmPolicy policy, Reading reading) {
        monitor.accept(reading).alerts().forEach(report::add);
        report.add(reading, Optional.of(policy.limits()));
    }
}
