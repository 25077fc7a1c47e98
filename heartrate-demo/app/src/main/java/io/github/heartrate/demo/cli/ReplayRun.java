package io.github.heartrate.demo.cli;

import io.github.heartrate.demo.broker.RunBroker;
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
import io.github.heartrate.demo.text.Plural;
import io.github.heartrate.toolkit.ward.Feed;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

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

    /**
     * Runs it. An embedded broker starts while the recording is made. On Ctrl-C it goes down too, so that whatever fails
     * then is no failure.
     *
     * @param recordings asked once
     * @return the exit code
     */
    int run(Supplier<Recording> recordings, boolean demo) {
        Tally tally = new Tally();
        try (Interruption interruption = Interruption.ofThisThread();
                RunOutput output = new RunOutput(out, options.shownZone(zone), verbose)) {
            options.alerts().ifPresent(file -> output.addTo(file, options.alertsAs()));
            try (RunBroker broker = options.broker().forOneRun()) {
                Recording recording = recordings.get();
                page(recording, demo).ifPresent(output::showOn);
                replay(recording, broker, output, tally);
            } catch (RuntimeException e) {
                boolean unused = Thread.interrupted(); // what is still to be written must be
                if (!interruption.isRequested()) {
                    throw e;
                }
                print(tally, output, true);
            }
        }
        return options.failOnAlarm() && tally.anyRaised() ? ExitCodes.ALARM_RAISED : ExitCodes.DONE;
    }

    private void replay(Recording recording, RunBroker broker, RunOutput output, Tally tally) {
        try (Progress progress = Progress.ofCount("replaying", recording.readings(), "readings")) {
            output.showIn(progress);
            Replay replay = new Replay(broker, options.speed(), policies, output, tally);
            broker.awaitStart();
            started = System.nanoTime();
            replay.run(recording, () -> {
                progress.finish();
                print(tally, output, false);
                output.stayOnThePage();
            });
        }
    }

    private Optional<WardSession> page(Recording recording, boolean demo) {
        return options.web()
                .address()
                .map(address -> WardSession.open(
                        address,
                        policies,
                        recording.patients(),
                        demo,
                        Feed.replay(options.speed()),
                        options.shownZone(zone),
                        out));
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
