package io.github.heartrate.demo.cli;

import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.topology.Topology;
import io.github.heartrate.demo.terminal.ExitCodes;
import io.github.heartrate.demo.terminal.Interruption;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.demo.text.Plural;
import io.github.heartrate.toolkit.bridge.MqttBridge;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mqtt}: brings what MQTT devices publish to {@link MonitorCommand}. */
@Command(
        name = "mqtt",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Brings what MQTT devices publish to vitals/PATIENT/hr on a running RabbitMQ to monitor, until Ctrl-C. The broker "
                    + "needs its MQTT plug-in: rabbitmq-plugins enable rabbitmq_mqtt.",
            "A message is JSON with timestamp and bpm. What cannot be read is parked with its reason."
        },
        footer = {"", "Examples:", "  heartrate-demo mqtt"})
final class MqttCommand implements Callable<Integer> {

    private static final long START_LIMIT_SECONDS = 30;

    @Mixin
    private final BridgeRun run = new BridgeRun();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Topology topology = run.topology();
        try (Interruption interruption = Interruption.ofThisThread()) {
            Broker target = run.brokerOf(topology, "mqtt");
            MqttBridge bridge = new MqttBridge(target, topology);
            try (bridge) {
                bridge.start();
                if (!bridge.awaitConsuming(TimeUnit.SECONDS.toMillis(START_LIMIT_SECONDS))) {
                    throw new UserErrorException(
                            bridge.queue() + " could not be consumed within " + START_LIMIT_SECONDS + " s");
                }
                out.println("bringing vitals/PATIENT/hr from " + bridge.queue() + " to the partitions on " + target
                        + "; Ctrl-C ends it");
                out.flush();
                run.awaitEnd();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (interruption.isRequested()) {
                out.println("interrupted");
            }
            out.println(Plural.of(bridge.published(), "reading") + " confirmed, "
                    + Plural.of(bridge.parked(), "message") + " parked");
            out.flush();
        }
        return ExitCodes.DONE;
    }
}
