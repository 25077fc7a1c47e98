package io.github.heartrate.demo.alerts;

import io.github.heartrate.Alert;
import io.github.heartrate.LostSignal;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import io.github.heartrate.demo.terminal.Terminal;
import io.github.heartrate.demo.text.Plural;
import io.github.heartrate.demo.text.ShownTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** An alert as one line of text for people. What it does not have is not mentioned. */
public final class AlertLine {

    private final Alert alert;
    private final ZoneId zone;

    private AlertLine(Alert alert, ZoneId zone) {
        this.alert = alert;
        this.zone = zone;
    }

    /** The line, with times in a zone. */
    public static String of(Alert alert, ZoneId zone) {
        return new AlertLine(alert, zone).text();
    }

    private String text() {
        boolean isCleared = alert.phase() == Phase.CLEARED;
        String phase = String.format("%-7s", alert.phase());
        List<String> parts = new ArrayList<>(List.of(
                shown(alert.time()),
                isCleared ? Terminal.green(phase) : Terminal.red(phase),
                String.format("%-11s", alert.condition()),
                alert.patientId()));
        alert.violation().ifPresent(violation -> parts.add("peak " + violation.peakBpm() + " bpm"));
        if (isCleared) {
            parts.add("after " + alert.duration().toSeconds() + " s");
        } else {
            alert.lostSignal().ifPresent(lost -> addLost(parts, lost));
        }
        if (alert.latched()) {
            parts.add("latched");
        }
        alert.pausedUntil().ifPresent(until -> parts.add("paused until " + shown(until)));
        return String.join("  ", parts);
    }

    /** Why nothing is heard: no data, data with a wrong clock, or the end of a run. */
    private void addLost(List<String> parts, LostSignal lost) {
        parts.add(alert.lastReading().map(last -> "last " + shown(last)).orElse("no reading yet"));
        lost.runTowards()
                .ifPresent(condition -> parts.add(Plural.of(lost.runLength(), "reading") + " towards " + condition));
        lost.newestLate()
                .ifPresent(newest ->
                        parts.add(Plural.of(lost.lateReadings(), "late reading") + ", newest " + shown(newest)));
    }

    private String shown(Reading reading) {
        return reading.bpm() + " bpm at " + shown(reading.timestamp());
    }

    private String shown(Instant time) {
        return ShownTime.format(time, zone);
    }
}
