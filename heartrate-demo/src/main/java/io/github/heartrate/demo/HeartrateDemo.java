package io.github.heartrate.demo;

import com.rabbitmq.client.ConnectionFactory;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.AmqpException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line of the demo. Exit codes: 0 done, 1 what was asked for failed, 2 wrong usage. Errors are one line;
 * {@code --verbose} adds the stack trace.
 */
@Command(
        name = "heartrate-demo",
        mixinStandardHelpOptions = true,
        versionProvider = HeartrateDemo.Version.class,
        sortOptions = false,
        description = {
            "Sends heart-rate readings through an AMQP broker and prints the alerts.",
            "Without a command it generates DEMO telemetry for five patients. Not a medical device."
        })
public final class HeartrateDemo implements Runnable {

    private static final int DEMO_PATIENTS = 5;
    private static final int DEMO_READINGS_EACH = 600;
    private static final long DEMO_SEED = 42;
    private static final int SHOWN_BAD_ROWS = 5;

    @Mixin
    private final ReplayOptions options = new ReplayOptions();

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show stack traces of errors.")
    private boolean verbose;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    private HeartrateDemo() {}

    /**
     * Runs the demo and ends the JVM with its exit code.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        HeartrateDemo demo = new HeartrateDemo();
        return new CommandLine(demo)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, result) -> {
                    command.getErr().println(describe(failure));
                    if (demo.verbose) {
                        failure.printStackTrace(command.getErr());
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    private static String describe(Throwable failure) {
        if (failure instanceof UserErrorException || failure instanceof AmqpException) {
            return "error: " + failure.getMessage();
        }
        return "error: " + failure;
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("DEMO data: %d generated patients. Not a medical device.%n", DEMO_PATIENTS);
        replay(options, DemoTelemetry.generate(DEMO_PATIENTS, DEMO_READINGS_EACH, DEMO_SEED), out);
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Replays a CSV: long (patient_id,timestamp,bpm) or wide ([index,]Time_Stamp,PATIENT...).")
    void replay(
            @Parameters(paramLabel = "FILE", description = "The telemetry.") Path file,
            @Option(
                            names = "--zone",
                            paramLabel = "ZONE",
                            defaultValue = "Z",
                            description = "Zone of times that have none. Default: UTC.")
                    ZoneId zone,
            @Option(names = "--strict", description = "Stop at the first bad row.") boolean strict,
            @Mixin ReplayOptions replayOptions) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int[] shown = {0};
        Consumer<String> report = message -> {
            if (shown[0]++ < SHOWN_BAD_ROWS) {
                err.println("skipped: " + message);
            }
        };
        CsvTelemetry.Telemetry telemetry =
                new CsvTelemetry(file, zone.equals(ZoneOffset.UTC) ? ZoneOffset.UTC : zone, strict, report).read();
        replay(replayOptions, telemetry.readings(), out);
        if (telemetry.skippedRows() > 0) {
            out.printf("%d bad rows skipped%n", telemetry.skippedRows());
        }
    }

    private static void replay(ReplayOptions options, List<Reading> readings, PrintWriter out) {
        Optional<ConnectionFactory> given = options.broker();
        Optional<AlertFile> file = options.alerts().map(AlertFile::open);
        try {
            Consumer<Alert> onAlert = alert -> {
                out.println(line(alert));
                out.flush();
                file.ifPresent(target -> target.write(alert));
            };
            Replay.Summary summary;
            if (given.isPresent()) {
                summary = run(new Replay(given.get(), options.speed(), onAlert), given.get(), readings);
            } else {
                try (EmbeddedBroker broker = EmbeddedBroker.start()) {
                    ConnectionFactory factory = ReplayOptions.connectionFactory(broker.uri());
                    summary = run(new Replay(factory, options.speed(), onAlert), factory, readings);
                }
            }
            print(summary, out);
        } finally {
            file.ifPresent(AlertFile::close);
        }
    }

    private static Replay.Summary run(Replay replay, ConnectionFactory broker, List<Reading> readings) {
        try {
            return replay.run(readings);
        } catch (IOException | TimeoutException e) {
            Throwable cause = e.getCause() != null ? e.getCause() : e;
            String why = cause.getMessage() != null ? cause.getMessage() : cause.toString();
            throw new UserErrorException("broker " + broker.getHost() + ":" + broker.getPort() + ": " + why, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserErrorException("interrupted", e);
        }
    }

    private static String line(Alert alert) {
        String text = String.format(
                Locale.ROOT,
                "%s  %-7s  %-11s  %s  peak %s bpm",
                alert.time(),
                alert.phase(),
                alert.condition(),
                alert.patientId(),
                alert.peakBpm());
        return alert.phase() == Phase.CLEARED
                ? text + "  after " + alert.duration().toSeconds() + " s"
                : text;
    }

    private static void print(Replay.Summary summary, PrintWriter out) {
        out.println();
        out.printf(
                Locale.ROOT,
                "%d readings of %d patients in %.1f s (%.0f readings/s)%n",
                summary.readings(),
                summary.patients(),
                summary.seconds(),
                summary.readings() / summary.seconds());
        for (Condition condition : Condition.values()) {
            out.printf(
                    "%-11s  %d raised, %d cleared%n",
                    condition, summary.count(condition, Phase.RAISED), summary.count(condition, Phase.CLEARED));
        }
        if (summary.late() + summary.duplicates() > 0) {
            out.printf("%d late and %d repeated readings had no effect%n", summary.late(), summary.duplicates());
        }
        out.flush();
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = HeartrateDemo.class.getPackage().getImplementationVersion();
            return new String[] {"heartrate-demo " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
