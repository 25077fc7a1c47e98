package io.github.heartrate.demo;

import io.github.heartrate.AlarmKind;
import io.github.heartrate.Alert;
import io.github.heartrate.Disposition;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.HeartRateAmqp;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a run shows what happens: a line an alert, a file of alerts, the ward page; with {@code --verbose} also a line a
 * reading of a run that builds up. Safe for use by several threads.
 */
final class RunOutput implements AutoCloseable {

    private final PrintWriter out;
    private final Optional<AlertFile> file;
    private final Optional<WardSession> page;
    private final boolean verbose;
    private volatile @Nullable HeartRateAmqp heartRate;
    private volatile Runnable onReading = () -> {};
    private volatile Supplier<String> lineStart = () -> "";

    RunOutput(PrintWriter out, Optional<Path> alerts, Optional<WardSession> page, boolean verbose) {
        this.out = out;
        this.file = alerts.map(AlertFile::open);
        this.page = page;
        this.verbose = verbose;
    }

    /** Says whose inputs and alerts these are; before the first. */
    void follow(HeartRateAmqp instance) {
        heartRate = instance;
        page.ifPresent(ward -> ward.follow(instance));
    }

    void showIn(Progress progress) {
        onReading = progress::advance;
        lineStart = progress::lineStart;
    }

    /** An input was judged, here; told on its partition's thread. */
    void judged(Input input, Outcome outcome) {
        HeartRateAmqp instance = heartRate;
        if (instance != null && input instanceof Reading reading) {
            Optional<PatientStatus> status =
                    verbose || page.isPresent() ? instance.status(reading.patientId()) : Optional.empty();
            if (verbose && outcome.disposition() == Disposition.ACCEPTED) {
                status.ifPresent(known -> printRun(reading, known));
            }
            status.ifPresent(known -> page.ifPresent(ward -> ward.judged(reading, outcome, known)));
            onReading.run();
        }
        page.ifPresent(ward -> ward.judged(input, outcome));
    }

    /** An alert came, from whoever judged it. */
    void received(Alert alert) {
        println(line(alert));
        page.ifPresent(ward -> ward.received(alert));
        file.ifPresent(target -> target.write(alert));
    }

    private void printRun(Reading reading, PatientStatus status) {
        status.runTowards()
                .ifPresent(condition -> println(String.format(
                        "%s  %-7s  %-11s  %s  %s bpm",
                        reading.timestamp(),
                        status.runLength() + "/" + status.policy().onsetCount(),
                        condition,
                        reading.patientId(),
                        reading.bpm())));
    }

    private static String line(Alert alert) {
        String phase = String.format("%-7s", alert.phase());
        String text = String.format(
                "%s  %s  %-11s  %s",
                alert.time(),
                alert.phase() == Phase.CLEARED ? Terminal.green(phase) : Terminal.red(phase),
                alert.condition(),
                alert.patientId());
        if (alert.kind() == AlarmKind.PHYSIOLOGICAL) {
            text += "  peak " + alert.peakBpm() + " bpm";
        }
        return alert.phase() == Phase.CLEARED
                ? text + "  after " + alert.duration().toSeconds() + " s"
                : text;
    }

    private void println(String line) {
        synchronized (out) {
            out.println(lineStart.get() + line);
            out.flush();
        }
    }

    /** With a ward page: leaves it up until the thread is interrupted or the JVM ends. */
    void stayOnThePage() {
        page.ifPresent(ward -> ward.stayUntilInterrupted(out));
    }

    @Override
    public void close() {
        page.ifPresent(WardSession::close);
        file.ifPresent(AlertFile::close);
    }
}
