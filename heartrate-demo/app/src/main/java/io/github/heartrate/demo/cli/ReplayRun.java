package io.github.heartrate.demo.cli;

import io.github.heartrate.amqp.Broker;
import io.github.heartrate.demo.broker.BrokerUri;
import io.github.heartrate.demo.broker.EmbeddedBroker;
import io.github.heartrate.demo.options.ReplayOptions;
import io.github.heartrate.demo.policy.Policies;
import io.github.heartrate.demo.replay.Recording;
import io.github.heartrate.demo.replay.Replay;
import io.github.heartrate.demo.replay.RunOutput;
import io.github.heartrate.demo.replay.Summary;
import io.github.heartrate.demo.replay.Tally;
import io.github.heartrate.demo.replay.WardSession;
import io.github.heartrate.demo.terminal.ExitCodes;
import io.github.heartrate.demo.terminal.Interruption;
import io.github.heartrate.demo.terminal.Progress;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.demo.text.Plural;
import io.github.heartrate.toolkit.ward.Feed;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One replay on the command line: the broker, the output, the summary, the exit code. */
final class ReplayRun {

    private final ReplayOptions options;
    private final Policies policies;
    private final PrintWriter out;
    private final ZoneId zone;
    private final boolean verbose;
    private long started = System.nanoTime();

    /** Times are shown in this zone unless the options name another. */
    ReplayRun(ReplayOptions options, Policies policies, PrintWriter out, ZoneId zone, boolean verbose) {
        this.options = options;
        this.policies = policies;
        this.out = out;
        this.zone = zone;
        this.verbose = verbose;
    }

    int run(Recording recording, boolean demo) {
        try (Interruption interruption = Interruption.ofThisThread();
                RunOutput output = new RunOutput(out, options.shownZone(zone), verbose)) {
            options.alerts().ifPresent(output::addTo);
            options.web()
                    .address()
                    .map(address -> WardSession.open(
                            address,
                            policies,
                            recording.patients(),
                            demo,
                            Feed.replay(options.speed()),
                            options.shownZone(zone),
                            out))
                    .ifPresent(output::showOn);
            Tally tally = run(recording, output, interruption);
            return options.failOnAlarm() && tally.anyRaised() ? ExitCodes.ALARM_RAISED : ExitCodes.DONE;
        }
    }

    /** On Ctrl-C the embedded broker goes down too, so that whatever fails then is no failure. */
    private Tally run(Recording recording, RunOutput output, Interruption interruption) {
        Tally tally = new Tally();
        try (Progress progress = Progress.ofCount("replaying", recording.readings(), "readings")) {
            output.showIn(progress);
            replay(recording, output, tally, () -> {
                progress.finish();
                print(tally, output, false);
                output.stayOnThePage();
            });
        } catch (RuntimeException e) {
            boolean unused = Thread.interrupted(); // what is still to be written must be
            if (!interruption.isRequested()) {
                throw e;
            }
            print(tally, output, true);
        }
        return tally;
    }

    private void replay(Recording recording, RunOutput output, Tally tally, Runnable atEnd) {
        Optional<Broker> given = options.broker().broker();
        if (given.isPresent()) {
            replay(given.get(), false, recording, output, tally, atEnd);
            return;
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            replay(broker.broker(), true, recording, output, tally, atEnd);
        }
    }

    private void replay(
            Broker broker, boolean isOwn, Recording recording, RunOutput output, Tally tally, Runnable atEnd) {
        started = System.nanoTime();
        try {
            new Replay(broker, isOwn, options.speed(), policies, output, tally).run(recording, atEnd);
        } catch (IOException | TimeoutException e) {
            throw BrokerUri.failure(broker, e);
        } catch (InterruptedException e) {
            throw new UserErrorException("interrupted", e);
        }
    }

    private void print(Tally tally, RunOutput output, boolean interrupted) {
        double seconds = (System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1);
        out.println();
        if (interrupted) {
            out.println("interrupted");
        }
        out.printf(
                Locale.ROOT,
                "%s in %.1f s (%s/s)%n",
                Summary.readings(tally),
                seconds,
                Plural.of(Math.round(tally.readings() / seconds), "reading"));
        Summary.print(tally, out);
        output.printRepeated();
        out.flush();
    }
}
