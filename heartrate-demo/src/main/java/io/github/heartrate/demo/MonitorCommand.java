package io.github.heartrate.demo;

import com.rabbitmq.client.Connection;
import io.github.heartrate.Alert;
import io.github.heartrate.amqp.AlertConsumer;
import io.github.heartrate.amqp.Broker;
import io.github.heartrate.amqp.HeartRateAmqp;
import io.github.heartrate.amqp.PublishResult;
import io.github.heartrate.amqp.TickUse;
import io.github.heartrate.amqp.Topology;
import io.github.heartrate.demo.web.Feed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
        description = "Consumes readings from a running RabbitMQ and prints one line an alert, until Ctrl-C. Several "
                + "monitors share the work; the state is on the broker, so that one goes on where another was killed.",
        footer = {
            "",
            "Examples:",
            "  heartrate-demo monitor --verbose",
            "  heartrate-demo monitor --live --stale-after 10s --web",
            "  heartrate-demo monitor --layout queue-per-patient --patients Patient_1,Patient_2",
            "  heartrate-demo monitor --for 1m --fail-on-alarm --alerts alerts.jsonl"
        })
final class MonitorCommand implements Callable<Integer> {

    private static final Logger CONSUMER = LoggerFactory.getLogger("consumer");
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

    @Option(
            names = "--alerts",
            paramLabel = "FILE",
            description = "Write every alert to FILE, as JSON Lines if it ends in .jsonl, else as CSV.")
    private @Nullable Path alerts;

    @Mixin
    private final WebOptions web = new WebOptions();

    @Option(names = "--for", paramLabel = "DURATION", description = "End by itself after so long. Default: never.")
    private @Nullable Duration length;

    @Option(names = "--fail-on-alarm", description = "End with exit code 3 if an alarm was raised.")
    private boolean failOnAlarm;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private HeartrateDemo demo;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    private final Tally tally = new Tally();

    @Override
    public Integer call() {
        Broker source = broker.brokerOrLocal();
        Policies policies = policy.policies();
        Topology topology = layout.topology(layout.patients());
        if (!layout.isPartitioned() && !policies.byPatient().isEmpty()) {
            throw new WrongUsageException("--layout queue-per-patient carries no policies of single patients");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Interruption interruption = Interruption.ofThisThread();
                RunOutput output = new RunOutput(out, Optional.ofNullable(alerts), page(policies), demo.verbose())) {
            requireReachable(source);
            watch(source, topology, policies, output, out);
            out.println();
            if (interruption.isRequested()) {
                out.println("interrupted");
            }
            out.printf("%d readings of %d patients%n", tally.readings(), tally.patients());
            ReplayRun.print(tally, out);
            policies.unused(tally.patientIds()).forEach(spec.commandLine().getErr()::println);
            out.flush();
        }
        tally.rethrowFailure();
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
                        ZoneId.systemDefault(),
                        spec.commandLine().getOut()));
    }

    private static void requireReachable(Broker source) {
        try (Connection connection = source.connect("heartrate-demo monitor")) {
            CONSUMER.info("connected to {}", connection.getAddress());
        } catch (IOException | TimeoutException e) {
            throw BrokerOptions.failure(source, e);
        }
    }

    private void watch(Broker source, Topology topology, Policies policies, RunOutput output, PrintWriter out) {
        try (HeartRateAmqp heartRate = HeartRateAmqp.builder()
                .broker(source)
                .topology(topology)
                .policy(policies.common())
                .tickUse(live ? TickUse.TELL_TIME : TickUse.KEEP_AWAKE)
                .observer((input, outcome) -> {
                    output.judged(input, outcome);
                    tally.judged(input, outcome);
                })
                .build()) {
            output.follow(heartRate);
            heartRate.start();
            setOwnPolicies(heartRate, policies);
            try (AlertConsumer received = AlertConsumer.builder(source, alert -> received(alert, output))
                    .name("heartrate-demo")
                    .build()) {
                if (!received.awaitConsuming(START_LIMIT)) {
                    throw new UserErrorException(
                            "alerts could not be consumed within " + START_LIMIT.toSeconds() + " s");
                }
                out.println("watching " + String.join(", ", topology.readingQueues()) + " on " + source
                        + "; Ctrl-C ends it");
                out.flush();
                CountDownLatch forever = new CountDownLatch(1);
                if (length == null) {
                    forever.await();
                } else {
                    boolean unused = forever.await(length.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                CONSUMER.info("interrupted");
            }
        }
    }

    private static void setOwnPolicies(HeartRateAmqp heartRate, Policies policies) {
        policies.byPatient().forEach((patient, own) -> {
            PublishResult result = heartRate.setPolicy(patient, own).join();
            if (result != PublishResult.CONFIRMED) {
                throw new UserErrorException("the policy of " + patient + " was " + result);
            }
        });
    }

    private void received(Alert alert, RunOutput output) {
        CONSUMER.info("alert {} {} {} {}", alert.id(), alert.patientId(), alert.condition(), alert.phase());
        tally.received(alert);
        try {
            output.received(alert);
        } catch (UserErrorException e) {
            tally.fail(e);
        }
    }
}
