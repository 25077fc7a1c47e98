package io.github.heartrate.demo.cli;

import io.github.heartrate.amqp.codec.BatchCodec;
import io.github.heartrate.demo.bench.Bench;
import io.github.heartrate.demo.bench.BenchLoad;
import io.github.heartrate.demo.bench.BenchResult;
import io.github.heartrate.demo.broker.RunBroker;
import io.github.heartrate.demo.options.BrokerOptions;
import io.github.heartrate.demo.terminal.ExitCodes;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.demo.text.DurationConverter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: how many readings a second, and how long from a reading to its alert. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description =
                "Measures from publisher to alert through a broker: readings a second, and the time from a reading "
                        + "to its alert. Every patient has three high readings and a calm one in turn.",
        footer = {
            "",
            "With --rate the time counts from when a reading was due, not from when it was sent, so that what waits "
                    + "behind a stall is counted too. A rate of which less than 95 percent was judged was not kept: the result "
                    + "says so.",
            "",
            "Examples:",
            "  heartrate-demo bench",
            "  heartrate-demo bench --rate 2000 --length 20s --format markdown",
            "  heartrate-demo bench --batch 100 --broker amqp://guest:guest@localhost:5672"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the defaults
final class BenchCommand implements Callable<Integer> {

    /** How the result is written. */
    enum Format {
        TEXT,
        MARKDOWN,
        JSON;

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    private final BrokerOptions broker = new BrokerOptions();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Readings a second; 0 for as many as go. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Readings of a partition in one batch; 1 publishes them one by one, and those that wait for the "
                            + "broker are packed. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--codec",
            paramLabel = "CODEC",
            defaultValue = "json",
            description =
                    "Of single readings: ${COMPLETION-CANDIDATES}; batches are packed. Default: ${DEFAULT-VALUE}.")
    private BenchLoad.Codec codec;

    @Option(names = "--patients", paramLabel = "N", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
    private int patients;

    @Option(
            names = "--length",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "How long to measure. Default: ${DEFAULT-VALUE}.")
    private Duration length;

    @Option(
            names = "--warm-up",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description = "Before that, unmeasured. Default: ${DEFAULT-VALUE}.")
    private Duration warmUp;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: text.")
    private Format format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        BenchLoad load = load();
        PrintWriter out = spec.commandLine().getOut();
        BenchResult result =
                run(load, format == Format.TEXT ? out : spec.commandLine().getErr());
        out.print(
                switch (format) {
                    case TEXT -> result.text();
                    case MARKDOWN -> result.markdown();
                    case JSON -> result.json();
                });
        out.flush();
        return ExitCodes.DONE;
    }

    private BenchLoad load() {
        require(rate >= 0, "--rate must not be negative: " + rate);
        require(
                batch >= 1 && batch <= BatchCodec.MAX_READINGS,
                "--batch must be from 1 to " + BatchCodec.MAX_READINGS + ": " + batch);
        require(patients >= 1, "--patients must be at least 1: " + patients);
        require(
                !length.isZero() && !length.isNegative(),
                "--length must be positive: " + DurationConverter.text(length));
        require(!warmUp.isNegative(), "--warm-up must not be negative: " + DurationConverter.text(warmUp));
        require(
                batch == 1 || codec == BenchLoad.Codec.PACKED || !isTyped("--codec"),
                "--codec json is of single readings, but --batch " + batch + " packs them");
        return new BenchLoad(rate, batch, batch > 1 ? BenchLoad.Codec.PACKED : codec, patients, warmUp, length);
    }

    private boolean isTyped(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private BenchResult run(BenchLoad load, PrintWriter lines) {
        try (RunBroker target = broker.forOneRun()) {
            return new Bench(load, lines).run(target);
        } catch (InterruptedException e) {
            throw new UserErrorException("interrupted", e);
        }
    }
}
