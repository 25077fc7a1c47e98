package io.github.heartrate.demo.cli;

import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.topology.Mismatch;
import io.github.heartrate.amqp.topology.Topology;
import io.github.heartrate.demo.broker.BrokerUri;
import io.github.heartrate.demo.options.BrokerOptions;
import io.github.heartrate.demo.terminal.UserErrorException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@link MllpCommand} and {@link MqttCommand} have in common: where the readings go, and when it ends. */
final class BridgeRun {

    @Mixin
    private final BrokerOptions broker = new BrokerOptions();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Of the installation, as monitor was given it. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(names = "--for", paramLabel = "DURATION", description = "End by itself after so long. Default: never.")
    private @Nullable Duration length;

    /** The broker, whose queues are known to be there. */
    Broker brokerOf(Topology topology, String program) {
        Broker target = broker.brokerOrLocal();
        try (Connection connection = target.connect("heartrate-demo " + program)) {
            List<Mismatch> mismatches = topology.verify(connection);
            if (!mismatches.isEmpty()) {
                throw new UserErrorException(mismatches.get(0) + " (monitor makes the queues: start it first)");
            }
            return target;
        } catch (IOException | TimeoutException e) {
            throw BrokerUri.failure(target, e);
        }
    }

    Topology topology() {
        try {
            return Topology.partitioned(partitions).named(broker.name());
        } catch (IllegalArgumentException e) {
            throw new UserErrorException("--partitions: " + e.getMessage(), e);
        }
    }

    /** Returns on Ctrl-C, or at the end of {@code --for}. */
    void awaitEnd() {
        CountDownLatch never = new CountDownLatch(1);
        try {
            if (length == null) {
                never.await();
            } else {
                boolean unused = never.await(length.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            return; // Ctrl-C: the caller writes its summary
        }
    }
}
