package io.github.heartrate.demo.cli;

import io.github.heartrate.demo.generate.GeneratedTelemetry;
import io.github.heartrate.demo.generate.GeneratorSettings;
import io.github.heartrate.demo.generate.IdStyle;
import io.github.heartrate.demo.options.PolicyOptions;
import io.github.heartrate.demo.options.ReplayOptions;
import io.github.heartrate.demo.policy.Policies;
import io.github.heartrate.demo.replay.Recording;
import io.github.heartrate.demo.terminal.ClosedOutputException;
import io.github.heartrate.demo.terminal.ExitCodes;
import io.github.heartrate.demo.text.Converters;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line of the demo. Exit codes: 0 done, 1 what was asked for failed, 2 wrong usage, 3 an alarm was raised
 * and {@code --fail-on-alarm} given. Errors are one line; {@code --verbose} adds the stack trace. Every option can come
 * from the environment, see {@link EnvironmentDefaults}.
 */
@Command(
        name = "heartrate-demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Sends heart-rate readings through an AMQP broker and prints the alerts.",
            "Without a command it generates DEMO telemetry for five patients.",
            "Not a medical device."
        },
        footer = {
            "",
            "Every option can also come from the environment: --max-gap from HEARTRATE_MAX_GAP.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 an alarm was raised and",
            "--fail-on-alarm given, 130 ended by Ctrl-C, 143 by SIGTERM,",
            "141 nobody reads what it prints.",
            "",
            "Examples:",
            "  heartrate-demo",
            "  heartrate-demo generate --out telemetry.csv",
            "  heartrate-demo replay telemetry.csv --alerts alerts.jsonl",
            "  heartrate-demo replay --help",
            "  source <(heartrate-demo generate-completion)"
        })
public final class DemoCommand implements Callable<Integer> {

    @Mixin
    private final PolicyOptions policy = new PolicyOptions();

    @Mixin
    private final ReplayOptions options = new ReplayOptions();

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show runs of readings as they build up, and the stack traces of errors.")
    private boolean verbose;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    private DemoCommand() {}

    boolean verbose() {
        return verbose;
    }

    /** Runs a command; its exit code. */
    public static int execute(String[] arguments) {
        try {
            return commandLine(System.getenv(), List.of(arguments)).execute(arguments);
        } catch (ClosedOutputException e) {
            return ExitCodes.NOBODY_READS; // of a help text
        }
    }

    public static CommandLine commandLine() {
        return commandLine(System.getenv());
    }

    public static CommandLine commandLine(Map<String, String> environment) {
        return commandLine(environment, Subcommands.NAMES_OF_ALL);
    }

    /** With the options of those commands only that the words name, or of all if they are asked for. */
    private static CommandLine commandLine(Map<String, String> environment, Collection<String> words) {
        DemoCommand demo = new DemoCommand();
        EnvironmentDefaults defaults = new EnvironmentDefaults(environment);
        Complaints complaints = new Complaints(defaults, demo::verbose);
        return WholeWords.setAt(
                        ArgumentCheck.setAt(Converters.registeredAt(Subcommands.addTo(new CommandLine(demo), words))))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setDefaultValueProvider(defaults)
                .setExecutionStrategy(parsed -> {
                    CommandLine root = parsed.commandSpec().commandLine();
                    defaults.slips(root).forEach(root.getErr()::println);
                    return new RunLast().execute(parsed);
                })
                .setParameterExceptionHandler(complaints)
                .setExecutionExceptionHandler(complaints);
    }

    @Override
    public Integer call() {
        Policies policies = policy.policies();
        PrintWriter out = spec.commandLine().getOut();
        options.broker().broker();
        options.alerts();
        GeneratorSettings demo = GeneratorSettings.DEFAULT.withIds(IdStyle.NAMED);
        out.printf("DEMO data: %d generated patients. Not a medical device.%n", demo.patients());
        return new ReplayRun(options, policies, out, ZoneOffset.UTC, verbose)
                .run(() -> generated(demo, policies), true);
    }

    private Recording generated(GeneratorSettings demo, Policies policies) {
        Recording recording = Recording.of(new GeneratedTelemetry(demo)); // holds nothing that is to be closed
        policies.unused(recording.patients()).forEach(spec.commandLine().getErr()::println);
        return recording;
    }
}
