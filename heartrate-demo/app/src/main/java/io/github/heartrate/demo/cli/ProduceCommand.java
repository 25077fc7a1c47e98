package io.github.heartrate.demo.cli;

import com.rabbitmq.client.Connection;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.ReadingPublisher;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.Packing;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.codec.Fixed12ReadingCodec;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.codec.MessageCodec;
import io.github.heartrate.amqp.topology.Mismatch;
import io.github.heartrate.amqp.topology.Topology;
import io.github.heartrate.demo.broker.BrokerUri;
import io.github.heartrate.demo.generate.GeneratedTelemetry;
import io.github.heartrate.demo.generate.GeneratorSettings;
import io.github.heartrate.demo.options.BrokerOptions;
import io.github.heartrate.demo.options.LayoutOptions;
import io.github.heartrate.demo.options.ReadOptions;
import io.github.heartrate.demo.options.SpeedConverter;
import io.github.heartrate.demo.options.TelemetryOptions;
import io.github.heartrate.demo.replay.Pacer;
import io.github.heartrate.demo.replay.Recording;
import io.github.heartrate.demo.replay.ReplayClock;
import io.github.heartrate.demo.terminal.ExitCodes;
import io.github.heartrate.demo.terminal.Interruption;
import io.github.heartrate.demo.terminal.Progress;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.demo.terminal.WrongUsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code produce}: readings to a running RabbitMQ; the other half is {@link MonitorCommand}. */
@Command(
        name = "produce",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Publishes readings to a running RabbitMQ, for monitor in another terminal. Without a file DEMO "
                + "telemetry. The queues of the partitioned layout are made by monitor: start that first.",
        footer = {
            "",
            "Examples:",
            "  heartrate-demo produce telemetry.csv --speed 10",
            "  heartrate-demo produce --live",
            "  heartrate-demo produce telemetry.csv --format fhir",
            "  heartrate-demo produce telemetry.csv --layout queue-per-patient --speed max"
        })
final class ProduceCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "FILE", description = TelemetryOptions.FILE)
    private List<Path> files = List.of();

    @Mixin
    private final ReadOptions reading = new ReadOptions();

    @Mixin
    private final BrokerOptions broker = new BrokerOptions();

    @Mixin
    private final LayoutOptions layout = new LayoutOptions();

    @Option(
            names = "--speed",
            paramLabel = "SPEED",
            converter = SpeedConverter.class,
            defaultValue = "1",
            description = "1 is real time, 10 ten times as fast, max as fast as it goes. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets the default
    private OptionalDouble speed;

    @Option(names = "--live", description = "Give each reading the time at which it is sent, not the recorded one.")
    private boolean live;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "How each reading is written: ${COMPLETION-CANDIDATES}. Default: json, and packed where readings "
                            + "have to wait.")
    private @Nullable ReadingFormat format;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    private final LongAdder confirmed = new LongAdder();
    private final LongAdder failed = new LongAdder();

    @Override
    public Integer call() {
        if (format != null && !layout.isPartitioned()) {
            throw new WrongUsageException("--layout queue-per-patient has a format of its own, not --format " + format);
        }
        Broker target = broker.brokerOrLocal();
        try (Recording recording = recording()) {
            return publish(target, recording);
        }
    }

    private int publish(Broker target, Recording recording) {
        Topology topology = layout.topology(List.copyOf(recording.patients()), broker.name());
        try (Interruption interruption = Interruption.ofThisThread()) {
            prepare(target, topology);
            try {
                publish(target, topology, recording);
            } catch (RuntimeException e) {
                if (!interruption.isRequested()) {
                    throw e;
                }
            }
            print(interruption.isRequested());
        } catch (IOException | TimeoutException e) {
            throw BrokerUri.failure(target, e);
        }
        return failed.sum() > 0 ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    private Recording recording() {
        if (files.isEmpty()) {
            spec.commandLine().getOut().println("DEMO data. Not a medical device.");
            return Recording.of(new GeneratedTelemetry(GeneratorSettings.DEFAULT));
        }
        return TelemetryOptions.recording(files, reading, spec.commandLine().getErr());
    }

    /** The program that judges makes queues of partitions, with their state. A queue of one patient is a plain queue. */
    private void prepare(Broker target, Topology topology) throws IOException, TimeoutException {
        try (Connection connection = target.connect("heartrate-demo produce")) {
            if (!layout.isPartitioned()) {
                topology.declare(connection);
                return;
            }
            List<Mismatch> mismatches = topology.verify(connection);
            if (!mismatches.isEmpty()) {
                throw new UserErrorException(mismatches.get(0) + " (monitor makes the queues: start it first)");
            }
        }
    }

    private void publish(Broker target, Topology topology, Recording recording) {
        Log.PRODUCER.info("publishing {} readings", recording.readings());
        Pacer pacer = new Pacer(speed);
        ReplayClock recorded = new ReplayClock(speed);
        try (ReadingPublisher publisher = ReadingPublisher.builder(target, topology)
                        .name("heartrate-demo")
                        .codec(codec())
                        .packing(format == null ? Packing.WHAT_WAITS : format.packing())
                        .clock(live ? Clock.systemUTC() : recorded)
                        .build();
                Progress progress = Progress.ofCount("publishing", recording.readings(), "readings")) {
            publisher.start();
            recording.read(next -> {
                await(pacer, next);
                recorded.observe(next);
                publish(publisher, live ? new Reading(next.patientId(), now(), next.bpm()) : next);
                progress.advance();
            });
            publisher.flush();
        }
        Log.PRODUCER.info("{} readings confirmed", confirmed.sum());
    }

    private MessageCodec codec() {
        if (format != null) {
            return format.codec();
        }
        return layout.isPartitioned() ? new JsonReadingCodec() : new Fixed12ReadingCodec();
    }

    private Instant now() {
        return format == null ? Instant.now() : format.now();
    }

    private static void await(Pacer pacer, Reading next) {
        try {
            pacer.await(next);
        } catch (InterruptedException e) {
            throw new UserErrorException("interrupted", e);
        }
    }

    private void publish(ReadingPublisher publisher, Reading sent) {
        try {
            CompletableFuture<PublishResult> unused = publisher.publish(sent).whenComplete((result, failure) -> {
                (result == PublishResult.CONFIRMED ? confirmed : failed).increment();
            });
        } catch (IllegalArgumentException e) {
            throw new UserErrorException("the format has no room for a reading: " + e.getMessage(), e);
        }
        Log.PRODUCER.info("sent {} {} {}", sent.patientId(), sent.timestamp(), sent.bpm());
    }

    private void print(boolean interrupted) {
        PrintWriter out = spec.commandLine().getOut();
        if (interrupted) {
            out.println("interrupted");
        }
        out.printf(Locale.ROOT, "%d readings confirmed%n", confirmed.sum());
        if (failed.sum() > 0) {
            out.printf(Locale.ROOT, "%d readings were not confirmed%n", failed.sum());
        }
        out.flush();
    }

    /** Logging begins with its first line, not with the first look at this command. */
    private static final class Log {
        private static final Logger PRODUCER = LoggerFactory.getLogger("producer");
    }
}
