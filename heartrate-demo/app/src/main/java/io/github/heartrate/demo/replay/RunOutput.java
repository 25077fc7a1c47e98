package io.github.heartrate.demo.replay;

import io.github.heartrate.Alert;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import io.github.heartrate.amqp.HeartRateAmqp;
import io.github.heartrate.demo.alerts.AlertFile;
import io.github.heartrate.demo.alerts.AlertLine;
import io.github.heartrate.demo.alerts.AlertsAs;
import io.github.heartrate.demo.terminal.Progress;
import io.github.heartrate.demo.text.Plural;
import io.github.heartrate.demo.text.ShownTime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where a run shows what happens: one line per alert, a file of alerts, the ward page; with {@code --verbose} also one line
 * per reading of a run that builds up. Safe for use by several threads.
 */
public final class RunOutput implements AutoCloseable {

    private final PrintWriter out;
    private final ZoneId zone;
    private final boolean verbose;
    private volatile Optional<AlertFile> file = Optional.empty();
    private volatile Optional<WardSession> page = Optional.empty();
    private volatile Function<String, Optional<PatientStatus>> statuses = patient -> Optional.empty();
    private volatile Runnable onReading = () -> {};
    private volatile Supplier<String> lineStart = () -> "";

    public RunOutput(PrintWriter out, ZoneId zone, boolean verbose) {
        this.out = out;
        this.zone = zone;
        this.verbose = verbose;
    }

    /** Adds the alerts to a file, too, which is closed with this. */
    public void addTo(Path alerts, AlertsAs as) {
        file = Optional.of(AlertFile.open(alerts, as, out));
    }

    /** Shows the run on a page, too, which is closed with this. */
    public void showOn(WardSession ward) {
        page = Optional.of(ward);
    }

    /** Says whose inputs and alerts these are; before the first. */
    public void follow(HeartRateAmqp instance) {
        follow(instance::status);
        page.ifPresent(ward -> ward.follow(instance));
    }

    /** Says how patients stand. */
    void follow(Function<String, Optional<PatientStatus>> known) {
        statuses = known;
    }

    public void showIn(Progress progress) {
        onReading = progress::advance;
        lineStart = progress::lineStart;
    }

    /** An input was judged, here; told on its partition's thread. Asks how the patient stands only if that is shown. */
    public void judged(Input input, Outcome outcome) {
        if (input instanceof Reading reading) {
            boolean isPrinted = verbose && outcome.verdict() == Verdict.ACCEPTED;
            if (isPrinted || page.isPresent()) {
                statuses.apply(reading.patientId()).ifPresent(status -> {
                    if (isPrinted) {
                        printRun(reading, status);
                    }
                    page.ifPresent(ward -> ward.judged(reading, outcome, status));
                });
            }
            onReading.run();
        }
        page.ifPresent(ward -> ward.judged(input, outcome));
    }

    /** Alerts came, from the program that judged them. They are in the file before they are shown. */
    public void received(List<Alert> alerts) {
        file.ifPresent(target -> target.write(alerts));
        for (Alert alert : alerts) {
            println(AlertLine.of(alert, zone));
            page.ifPresent(ward -> ward.received(alert));
        }
    }

    /** Says how many alerts the file held before. */
    public void printRepeated() {
        file.filter(target -> target.repeated() > 0)
                .ifPresent(target -> println(Plural.of(target.repeated(), "alert") + " of this run not added: "
                        + target.path() + " holds them"));
    }

    private void printRun(Reading reading, PatientStatus status) {
        status.run()
                .ifPresent(run -> println(String.format(
                        "%s  %-7s  %-11s  %s  %s bpm",
                        shown(reading.timestamp()),
                        run.count() + "/" + run.onsetCount(),
                        run.condition(),
                        reading.patientId(),
                        reading.bpm())));
    }

    private String shown(Instant time) {
        return ShownTime.format(time, zone);
    }

    public void println(String line) {
        synchronized (out) {
            out.println(lineStart.get() + line);
            out.flush();
        }
    }

    /** With a ward page: leaves it up until the thread is interrupted or the JVM ends. */
    public void stayOnThePage() {
        page.ifPresent(ward -> ward.stayUntilInterrupted(out));
    }

    @Override
    public void close() {
        page.ifPresent(WardSession::close);
        file.ifPresent(AlertFile::close);
    }
}
