package io.github.heartrate.demo.cli;

import io.github.heartrate.demo.options.PolicyOptions;
import io.github.heartrate.demo.options.ReplayOptions;
import io.github.heartrate.demo.options.TelemetryOptions;
import io.github.heartrate.demo.policy.Policies;
import io.github.heartrate.demo.replay.Recording;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code replay}: a file of telemetry through a broker into alerts. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Sends the readings of a file through an AMQP broker and prints the alerts that come back.",
        footer = {
            "",
            "Examples:",
            "  heartrate-demo replay telemetry.csv",
            "  heartrate-demo replay telemetry.csv --speed 10 --alerts alerts.csv",
            "  heartrate-demo replay export.zip --patient me --low 45 --high 120 --onset 5",
            "  heartrate-demo replay ward.csv.gz --zone Europe/Rome --fail-on-alarm"
        })
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private final TelemetryOptions telemetry = new TelemetryOptions();

    @Mixin
    private final PolicyOptions policy = new PolicyOptions();

    @Mixin
    private final ReplayOptions options = new ReplayOptions();

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private DemoProgram program;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Policies policies = policy.policies();
        options.broker().broker();
        options.alerts();
        try (Recording recording = telemetry.recording(err)) {
            policies.unused(recording.patients()).forEach(err::println);
            return new ReplayRun(options, policies, out, telemetry.zone(), program.verbose())
                    .run(() -> recording, false);
        }
    }
}
