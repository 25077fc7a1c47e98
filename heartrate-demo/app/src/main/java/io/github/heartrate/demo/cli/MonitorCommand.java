package io.github.heartrate.demo.cli;

import com.rabbitmq.client.Connection;
import io.github.heartrate.Alert;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.AlertConsumer;
import io.github.heartrate.amqp.AlertRefusedException;
import io.github.heartrate.amqp.HeartRateAmqp;
import io.github.heartrate.amqp.TimeSource;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.topology.Topology;
import io.github.heartrate.demo.broker.BrokerUri;
import io.github.heartrate.demo.options.AlertsOption;
import io.github.heartrate.demo.options.BrokerOptions;
import io.github.heartrate.demo.options.LayoutOptions;
import io.github.heartrate.demo.options.LeapLimitOption;
import io.github.heartrate.demo.options.PolicyOptions;
import io.github.heartrate.demo.options.ShowZoneOption;
import io.github.heartrate.demo.options.WebOptions;
import io.github.heartrate.demo.policy.Policies;
import io.github.heartrate.demo.replay.HeldReadings;
import io.github.heartrate.demo.replay.LateReadings;
import io.github.heartrate.demo.replay.Repeats;
import io.github.heartrate.demo.replay.RunOutput;
import io.github.heartrate.demo.replay.Summary;
import io.github.heartrate.demo.replay.Tally;
import io.github.heartrate.demo.replay.WardSession;
import io.github.heartrate.demo.terminal.ExitCodes;
import io.github.heartrate.demo.terminal.Interruption;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.demo.terminal.WrongUsageException;
import io.github.heartrate.toolkit.ward.Feed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code monitor}: judges what {@link ProduceCommand} or anybody else publishes, and prints the alerts. */
@Command(
        name = "monitor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Consumes readings from a running RabbitMQ and prints one line per alert, until Ctrl-C. Several monitors share "
                    + "the work; the state is on the broker, so that one goes on where another was killed.",
            "The default policy tells nobody about silence: for live use begin with --live --preset bedside."
        },
        footer = {
            "",
            "Examples:",
            "  heartrate-demo monitor --verbose",
            "  heartrate-demo monitor --live --preset bedside --web",
            "  heartrate-demo monitor --layout queue-per-patient \\",
            "      --patients Patient_1,Patient_2",
            "  heartrate-demo monitor --for 10s --fail-on-alarm --alerts alerts.jsonl"
        })
final class MonitorCommand implements Callable<Integer> {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    @Mixin
    private final BrokerOptions broker = new BrokerOptions();

    @Mixin
    private final LayoutOptions layout = new LayoutOptions();

    @Mixin
    private final PolicyOptions policy = new PolicyOptions();

    @Option(
            names = "--live",
            description =
                    "The readings carry today's time: notice who falls silent, remind in time, forget after a day. "
                            + "Not for recordings, whose patients would all seem silent.")
    private boolean live;

    @Mixin
    private final LeapLimitOption leapLimit = new LeapLimitOption();

    @Mixin
    private final AlertsOption alerts = new AlertsOption();

    @Mixin
    private final ShowZoneOption showZone = new ShowZoneOption();

    @Mixin
    private final WebOptions web = new WebOptions();

    @Option(names = "--for", paramLabel = "DURATION", description = "End by itself after so long. Default: never.")
    private @Nullable Duration length;

    @Option(names = "--fail-on-alarm", description = "End with exit code 3 if an alarm was raised.")
    private boolean failOnAlarm;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private DemoProgram program;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    private final Tally tally = new Tally();
    private final AtomicReference<@Nullable UserErrorException> failure = new AtomicReference<>();
    private final CountDownLatch failed = new CountDownLatch(1);
    private volatile Optional<LateReadings> late = Optional.empty();
    private volatile Optional<HeldReadings> held = Optional.empty();

    @Override
    public Integer call() {
        Broker source = broker.brokerOrLocal();
        Policies policies = policy.policies();
        Topology topology = layout.topology(layout.patients(), broker.name());
        if (!layout.isPartitioned() && !policies.byPatient().isEmpty()) {
            throw new WrongUsageException("--layout queue-per-patient carries no policies of single patients");
        }
        Optional<Path> alertFile = alerts.file();
        PrintWriter out = spec.commandLine().getOut();
        try (Interruption interruption = Interruption.ofThisThread();
                RunOutput output = new RunOutput(out, showZone.or(ZoneOffset.UTC), program.verbose())) {
            alertFile.ifPresent(file -> output.addTo(file, alerts.as()));
            page(policies).ifPresent(output::showOn);
            requireReachable(source);
            watch(source, topology, policies, output, out);
            out.println();
            if (interruption.isRequested()) {
                out.println("interrupted");
            }
            out.println(Summary.readings(tally));
            Summary.print(tally, out);
            late.flatMap(LateReadings::summary).ifPresent(out::println);
            output.printRepeated();
            policies.unused(tally.patientIds()).forEach(spec.commandLine().getErr()::println);
            out.flush();
        }
        UserErrorException why = failure.get();
        if (why != null) {
            throw why;
        }
        return failOnAlarm && tally.anyRaised() ? ExitCodes.ALARM_RAISED : ExitCodes.DONE;
    }

    private Optional<WardSession> page(Policies policies) {
        return web.address()
                .map(address -> WardSession.open(
                        address,
                        policies,
                        layout.patients(),
                        false,
                        live ? Feed.LIVE : Feed.RECEIVED,
                        showZone.or(ZoneOffset.UTC),
                        spec.commandLine().getOut()));
    }

    private static void requireReachable(Broker source) {
        try (Connection connection = source.connect("heartrate-demo monitor")) {
            Log.CONSUMER.info("connected to {}", connection.getAddress());
        } catch (IOException | TimeoutException e) {
            throw BrokerUri.failure(source, e);
        }
    }

    private void watch(Broker source, Topology topology, Policies policies, RunOutput output, PrintWriter out) {
        Repeats repeats = new Repeats(layout.partitionOf(topology), tally::dropped);
        try (HeartRateAmqp heartRate = HeartRateAmqp.builder()
                .broker(source)
                .topology(topology)
                .policy(policies.common())
                .leapLimit(leapLimit.limit())
                .timeSource(live ? TimeSource.TICKS : TimeSource.READINGS)
                .metrics(repeats)
                .observer((input, outcome) -> judged(input, outcome, repeats, output))
                .build()) {
            output.follow(heartRate);
            late = Optional.of(
                    new LateReadings(heartRate::status, broker.reset(), showZone.or(ZoneOffset.UTC), output::println));
            held = Optional.of(new HeldReadings(showZone.or(ZoneOffset.UTC), output::println));
            heartRate.start();
            setOwnPolicies(heartRate, policies);
            try (AlertConsumer received = AlertConsumer.builder(source, alert -> received(alert, output))
                    .queue(topology.alertsQueue())
                    .name("heartrate-demo")
                    .build()) {
                received.start();
                if (!received.awaitConsuming(START_LIMIT)) {
                    throw new UserErrorException(
                            "alerts could not be consumed within " + START_LIMIT.toSeconds() + " s");
                }
                out.println("watching " + String.join(", ", topology.readingQueues()) + " on " + source
                        + "; Ctrl-C ends it");
                out.flush();
                if (length == null) {
                    failed.await();
                } else {
                    boolean unused = failed.await(length.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Log.CONSUMER.info("interrupted");
            }
        }
    }

    private static void setOwnPolicies(HeartRateAmqp heartRate, Policies policies) {
        policies.byPatient().forEach((patient, own) -> {
            Input.ChangePolicy change = new Input.ChangePolicy(patient, own, Instant.now());
            PublishResult result = heartRate.publisher().publish(change).join();
            if (result != PublishResult.CONFIRMED) {
                throw new UserErrorException("the policy of " + patient + " was " + result);
            }
        });
    }

    /** What the broker delivers again is neither shown nor counted again. */
    private void judged(Input input, Outcome outcome, Repeats repeats, RunOutput output) {
        if (input instanceof Reading reading && !repeats.isFirst(reading)) {
            return;
        }
        tally.judged(input, outcome);
        try {
            if (input instanceof Reading reading) {
                late.ifPresent(notices -> notices.judged(reading, outcome.verdict()));
                held.ifPresent(notices -> notices.judged(reading, outcome.verdict()));
            }
            output.judged(input, outcome);
        } catch (UserErrorException e) {
            end(e);
        }
    }

    private void end(UserErrorException e) {
        failure.compareAndSet(null, e);
        failed.countDown();
    }

    /** Acknowledged once it is in the file and on the screen; one that can't be stays on the broker and ends the run. */
    private void received(Alert alert, RunOutput output) {
        Log.CONSUMER.info("alert {} {} {} {}", alert.id(), alert.patientId(), alert.condition(), alert.phase());
        try {
            output.received(List.of(alert));
            tally.received(alert);
        } catch (UserErrorException e) {
            end(e);
            throw new AlertRefusedException("not written or not shown", e);
        }
    }

    /** Logging begins with its first line, not with the first look at this command. */
    private static final class Log {
        private static final Logger CONSUMER = LoggerFactory.getLogger("consumer");
    }
}
