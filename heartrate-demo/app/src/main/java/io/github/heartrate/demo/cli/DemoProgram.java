package io.github.heartrate.demo.cli;

import io.github.heartrate.demo.terminal.ClosedOutputException;
import io.github.heartrate.demo.terminal.ExitCodes;
import io.github.heartrate.demo.text.Converters;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

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
public class DemoProgram {

    private static final int LAST = 1;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            order = LAST,
            description = "Show runs of readings as they build up, and the stack traces of errors.")
    private boolean verbose;

    DemoProgram() {}

    boolean verbose() {
        return verbose;
    }

    /** Runs a command; its exit code. */
    public static int execute(String[] arguments) {
        try {
            return commandLine(System.getenv(), List.of(arguments)).execute(arguments);
        } catch (ClosedOutputException e) {
            return ExitCodes.NOBODY_READS; // of a help text
        } catch (OutOfMemoryError e) { // what filled the memory is let go of here
            System.err.println("error: out of memory; give Java more, such as java -Xmx2g -jar heartrate-demo.jar");
            return ExitCodes.FAILED;
        }
    }

    /** All commands with all their options, whatever the environment holds. */
    public static CommandLine commandLine() {
        DemoProgram program = new DemoCommand();
        return prepared(Subcommands.addAll(new CommandLine(program)), program, new EnvironmentDefaults(Map.of()));
    }

    /** What these words need of the commands and options. A variable of the environment may be meant for any option. */
    static CommandLine commandLine(Map<String, String> environment, List<String> words) {
        EnvironmentDefaults defaults = new EnvironmentDefaults(environment);
        boolean isOne = !defaults.areGiven() && !words.isEmpty() && Subcommands.standsAlone(words.get(0));
        DemoProgram program = isOne ? new DemoProgram() : new DemoCommand();
        CommandLine root = new CommandLine(program);
        if (isOne) {
            Subcommands.addOne(root, words.get(0));
        } else if (defaults.areGiven()) {
            Subcommands.addAll(root);
        } else {
            Subcommands.addAll(root, words);
        }
        return prepared(root, program, defaults);
    }

    private static CommandLine prepared(CommandLine root, DemoProgram program, EnvironmentDefaults defaults) {
        Complaints complaints = new Complaints(defaults, program::verbose);
        return WholeWords.setAt(ArgumentCheck.setAt(Converters.registeredAt(root)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setDefaultValueProvider(defaults)
                .setExecutionStrategy(parsed -> {
                    defaults.slips(root).forEach(root.getErr()::println);
                    return new RunLast().execute(parsed);
                })
                .setParameterExceptionHandler(complaints)
                .setExecutionExceptionHandler(complaints);
    }
}
