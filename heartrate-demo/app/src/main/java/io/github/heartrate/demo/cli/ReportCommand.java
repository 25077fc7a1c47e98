package io.github.heartrate.demo.cli;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import io.github.heartrate.demo.alerts.AlertReader;
import io.github.heartrate.demo.options.MonitoredGapOption;
import io.github.heartrate.demo.options.OptionalValue;
import io.github.heartrate.demo.options.PolicyOptions;
import io.github.heartrate.demo.options.ReadOptions;
import io.github.heartrate.demo.options.ShowZoneOption;
import io.github.heartrate.demo.options.TelemetryOptions;
import io.github.heartrate.demo.options.WhatIfOption;
import io.github.heartrate.demo.policy.OptionWords;
import io.github.heartrate.demo.policy.Policies;
import io.github.heartrate.demo.terminal.ExitCodes;
import io.github.heartrate.demo.terminal.OutputFile;
import io.github.heartrate.demo.text.Plural;
import io.github.heartrate.toolkit.analysis.AnalysisResult;
import io.github.heartrate.toolkit.analysis.PolicyAnalysis;
import io.github.heartrate.toolkit.analysis.PolicyText;
import io.github.heartrate.toolkit.report.Report;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: telemetry, alerts or both as one HTML file. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Writes what happened as one HTML file that needs no network: curves, episodes, alarm burden.",
        footer = {
            "",
            "Examples:",
            "  heartrate-demo report telemetry.csv",
            "  heartrate-demo report telemetry.csv --alerts alerts.jsonl --out ward.html",
            "  heartrate-demo report export.zip --patient me --what-if",
            "  heartrate-demo report ward.csv.gz \\",
            "      --what-if low=45..50/5,high=100..130/10,onset=1..5"
        })
final class ReportCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "FILE", description = TelemetryOptions.FILE)
    private List<Path> telemetry = List.of();

    @Mixin
    private final ReadOptions reading = new ReadOptions();

    @Mixin
    private final PolicyOptions policy = new PolicyOptions();

    @Option(
            names = "--alerts",
            paramLabel = "FILE",
            description = "A file of alerts that --alerts of a run wrote. Default: the telemetry's, by the policy.")
    private @Nullable Path alerts;

    @Option(
            names = "--what-if",
            paramLabel = "POLICIES",
            arity = "0..1",
            fallbackValue = WhatIfOption.DEFAULT,
            preprocessor = OptionalValue.Policies.class,
            converter = WhatIfOption.Converter.class,
            description = "Add heat maps of what other policies would have made of the telemetry. Default: "
                    + WhatIfOption.DEFAULT + ".")
    private @Nullable WhatIfOption whatIf;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "report.html",
            description = "Where to write. Default: report.html.")
    @SuppressWarnings("NullAway.Init") // picocli sets the default
    private Path out;

    @Mixin
    private final MonitoredGapOption monitored = new MonitoredGapOption();

    @Mixin
    private final ShowZoneOption showZone = new ShowZoneOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (telemetry.isEmpty() && (alerts == null || whatIf != null)) {
            throw new ParameterException(
                    spec.commandLine(), "a FILE" + (whatIf == null ? " or --alerts" : "") + " must be given");
        }
        OutputFile.requireOther(out, telemetry, alerts, policy.file());
        Policies policies = policy.policies();
        List<String> notes = new ArrayList<>();
        List<Reading> readings = telemetry.isEmpty() ? List.of() : readings(telemetry, notes);
        List<Alert> given = alerts == null ? List.of() : alerts(alerts, notes);
        Report report = new Report(
                new Report.Heading(
                        source(),
                        alerts == null ? describe(policies) : "that of " + alerts,
                        isDemo(readings, given),
                        showZone.or(reading.zone()),
                        notes),
                monitored.gap());
        fill(report, policies, readings, given);
        if (whatIf != null) {
            report.add(whatIf(whatIf, policies.common(), readings));
        }
        try (Writer writer = OutputFile.open(out)) {
            report.writeTo(writer);
        } catch (IOException | UncheckedIOException e) {
            throw OutputFile.failure(out, e);
        }
        report.hint().ifPresent(hint -> spec.commandLine().getErr().println("hint: " + hint));
        spec.commandLine().getOut().println("report written to " + out);
        return ExitCodes.DONE;
    }

    private List<Reading> readings(List<Path> files, List<String> notes) {
        List<Reading> readings = new ArrayList<>();
        ReadSummary read =
                TelemetryOptions.read(files, reading, spec.commandLine().getErr(), () -> {
                    readings.clear();
                    return readings::add;
                });
        if (read.skippedRows() > 0) {
            boolean one = read.skippedRows() == 1;
            notes.add(read.skippedRows() + (one ? " row of " : " rows of ") + source(files) + " could not be read and "
                    + (one ? "is" : "are") + " not in this report.");
        }
        return readings;
    }

    private static String describe(Policies policies) {
        int own = policies.byPatient().size();
        return PolicyText.sentence(policies.common())
                + (own == 0 ? "" : "; " + Plural.of(own, "patient") + (own == 1 ? " has" : " have") + " their own");
    }

    private AnalysisResult whatIf(WhatIfOption compared, AlarmPolicy common, List<Reading> readings) {
        try {
            PolicyAnalysis analysis = compared.analysis(common, monitored.gap());
            readings.forEach(analysis::accept);
            return analysis.result();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--what-if: " + OptionWords.POLICY_WORDS.in(String.valueOf(e.getMessage())), e);
        }
    }

    /** Alerts that were given stand for themselves; else the policy makes them. */
    private void fill(Report report, Policies policies, List<Reading> readings, List<Alert> given) {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(policies.common())
                .leapLimit(AlarmPolicy.UNLIMITED)
                .build();
        Set<String> patients = new HashSet<>();
        for (Reading each : readings) {
            if (patients.add(each.patientId())) {
                policies.change(each).ifPresent(monitor::apply);
            }
            Outcome outcome = monitor.accept(each);
            if (outcome.verdict() == Verdict.ACCEPTED) {
                report.add(
                        each,
                        alerts == null
                                ? Optional.of(policies.of(each.patientId()).limits())
                                : Optional.empty());
            }
            if (alerts == null) {
                outcome.alerts().forEach(report::add);
            }
        }
        given.forEach(report::add);
        sayWhatIsUnused(policies, patients);
    }

    private void sayWhatIsUnused(Policies policies, Set<String> patients) {
        PrintWriter err = spec.commandLine().getErr();
        if (alerts != null && whatIf == null && policy.areGiven()) {
            err.println("note: the alarms are those of " + alerts + "; the options of a policy have no effect on them");
        } else {
            policies.unused(patients).forEach(err::println);
        }
    }

    private List<Alert> alerts(Path file, List<String> notes) {
        List<Alert> alerts = new ArrayList<>();
        AlertReader.read(file, alerts::add).complaint().ifPresent(complaint -> {
            spec.commandLine().getErr().println(file + ": " + complaint);
            notes.add(file.getFileName() + ": " + complaint + ".");
        });
        return alerts;
    }

    private String source() {
        String alertsFile = alerts == null ? "" : String.valueOf(alerts.getFileName());
        return telemetry.isEmpty()
                ? alertsFile
                : source(telemetry) + (alertsFile.isEmpty() ? "" : " and " + alertsFile);
    }

    private static String source(List<Path> files) {
        String first = String.valueOf(files.get(0).getFileName());
        return files.size() == 1 ? first : first + " and " + Plural.of(files.size() - 1, "other file");
    }

    private boolean isDemo(List<Reading> readings, List<Alert> given) {
        List<String> patients = Stream.concat(
                        readings.stream().map(Reading::patientId),
                        given.stream().map(Alert::patientId))
                .distinct()
                .toList();
        boolean named = !patients.isEmpty() && patients.stream().allMatch(id -> id.startsWith("DEMO"));
        return named || source().contains(".demo.");
    }
}
