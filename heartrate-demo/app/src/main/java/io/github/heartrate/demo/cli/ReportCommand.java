package io.github.heartrate.demo.cli;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.Reading;
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
import io.github.heartrate.toolkit.analysis.PolicyAnalysis;
import io.github.heartrate.toolkit.analysis.PolicyText;
import io.github.heartrate.toolkit.report.ReadNotes;
import io.github.heartrate.toolkit.report.Report;
import io.github.heartrate.toolkit.report.ReportFeed;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
        OutputFile.requireOther(out, List.of(), alerts, policy.file());
        if (!telemetry.isEmpty()) {
            TelemetryOptions.requireOther(out, telemetry, reading);
        }
        Policies policies = policy.policies();
        List<String> notes = new ArrayList<>();
        List<Alert> given = alerts == null ? List.of() : alerts(alerts, notes);
        Page page = new Page(policies, given);
        if (!telemetry.isEmpty()) {
            page = read(telemetry, policies, given, notes);
        }
        write(page.finished(), policies, notes);
        sayWhatIsUnused(policies, page.feed.patients());
        return ExitCodes.DONE;
    }

    /** What one pass over the telemetry fills. */
    private final class Page {

        private final Report report = new Report(monitored.gap());
        private final ReportFeed feed;
        private final Optional<PolicyAnalysis> analysis;

        Page(Policies policies, List<Alert> given) {
            feed = alerts == null
                    ? ReportFeed.judging(report, policies::of)
                    : ReportFeed.withAlerts(report, policies::of, given);
            analysis = Optional.ofNullable(whatIf).map(compared -> analysis(compared, policies.common()));
        }

        Consumer<Reading> sink() {
            return analysis.<Consumer<Reading>>map(compared -> reading -> {
                        feed.accept(reading);
                        compared.accept(reading);
                    })
                    .orElse(feed);
        }

        Report finished() {
            feed.end();
            analysis.map(PolicyAnalysis::result).ifPresent(report::add);
            return report;
        }
    }

    private Page read(List<Path> files, Policies policies, List<Alert> given, List<String> notes) {
        Page[] latest = {new Page(policies, given)};
        ReadSummary read =
                TelemetryOptions.read(files, reading, spec.commandLine().getErr(), () -> {
                    latest[0] = new Page(policies, given);
                    return latest[0].sink();
                });
        notes.addAll(ReadNotes.of(source(files), read));
        return latest[0];
    }

    private void write(Report report, Policies policies, List<String> notes) {
        Report.Heading heading = new Report.Heading(
                source(),
                alerts == null ? describe(policies) : "that of " + alerts,
                isDemo(report.patients()),
                showZone.or(reading.zone()),
                notes);
        try (Writer writer = OutputFile.open(out)) {
            report.writeTo(heading, writer);
        } catch (IOException | UncheckedIOException e) {
            throw OutputFile.failure(out, e);
        }
        report.hint().ifPresent(hint -> spec.commandLine().getErr().println("hint: " + hint));
        spec.commandLine().getOut().println("report written to " + out);
    }

    private static String describe(Policies policies) {
        int own = policies.byPatient().size();
        return PolicyText.sentence(policies.common())
                + (own == 0 ? "" : "; " + Plural.of(own, "patient") + (own == 1 ? " has" : " have") + " their own");
    }

    private PolicyAnalysis analysis(WhatIfOption compared, AlarmPolicy common) {
        try {
            return compared.analysis(common, monitored.gap());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "--what-if: " + OptionWords.POLICY_WORDS.in(String.valueOf(e.getMessage())), e);
        }
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

    private boolean isDemo(Set<String> patients) {
        boolean named = !patients.isEmpty() && patients.stream().allMatch(id -> id.startsWith("DEMO"));
        return named || source().contains(".demo.");
    }
}
