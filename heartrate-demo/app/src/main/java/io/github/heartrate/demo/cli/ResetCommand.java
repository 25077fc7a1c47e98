package io.github.heartrate.demo.cli;

import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.demo.broker.BrokerUri;
import io.github.heartrate.demo.broker.StoredState;
import io.github.heartrate.demo.options.BrokerOptions;
import io.github.heartrate.demo.terminal.ExitCodes;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.demo.text.Plural;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reset}: lets {@link MonitorCommand} begin anew. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Lets monitor begin anew: deletes what it knows of the patients, which is on the broker, and the queues of "
                    + "readings. So a recording can be judged again, or with another number of partitions.",
            "All monitors must have ended. Parked messages stay. Nothing is kept of the layout queue-per-patient, which "
                    + "needs no reset."
        },
        footer = {"", "Examples:", "  heartrate-demo reset", "  heartrate-demo reset --yes"})
final class ResetCommand implements Callable<Integer> {

    @Mixin
    private final BrokerOptions broker = new BrokerOptions();

    @Option(names = "--yes", description = "Delete also readings that are not judged and alerts that nobody received.")
    private boolean yes;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    @Override
    public Integer call() {
        Broker target = broker.brokerOrLocal();
        try (Connection connection = target.connect("heartrate-demo reset")) {
            reset(target, new StoredState(connection, broker.name()));
            return ExitCodes.DONE;
        } catch (IOException | TimeoutException e) {
            throw BrokerUri.failure(target, e);
        } catch (InterruptedException e) {
            throw new UserErrorException("interrupted", e);
        }
    }

    private void reset(Broker target, StoredState state) throws IOException, TimeoutException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        int partitions = state.partitions();
        if (partitions == 0) {
            out.println("nothing to reset on " + target);
            return;
        }
        state.requireNoConsumers();
        StoredState.Unread unread = state.unread();
        if (!unread.isEmpty() && !yes) {
            throw new UserErrorException(target + " holds " + unread + "; " + broker.reset()
                    + " --yes deletes them, and monitor would still judge them");
        }
        state.delete();
        out.println("deleted on " + target + ": the readings and the state of " + Plural.of(partitions, "partition")
                + (unread.isEmpty() ? "" : ", with " + unread) + "; monitor begins anew");
    }
}
