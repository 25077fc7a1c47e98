package io.github.heartrate.demo.replay;

import io.github.heartrate.PatientStatus;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import io.github.heartrate.demo.text.DurationConverter;
import io.github.heartrate.demo.text.Plural;
import io.github.heartrate.demo.text.ShownTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Notices a patient whose readings go on before those that an earlier run has judged, as when a recording is sent a second
 * time. The state on the broker remembers the first time, so that nothing would be shown and nobody would know why. Safe
 * for use by several threads.
 */
public final class LateReadings {

    private static final int SHOWN = 3;
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final Function<String, Optional<PatientStatus>> statuses;
    private final String reset;
    private final ZoneId zone;
    private final Consumer<String> notices;
    private final Set<String> begun = new HashSet<>();
    private int patients;

    /**
     * Has seen nobody yet.
     *
     * @param statuses how patients stand
     * @param reset how to type the command that lets all begin anew
     * @param zone of the times shown
     * @param notices told of each line
     */
    public LateReadings(
            Function<String, Optional<PatientStatus>> statuses, String reset, ZoneId zone, Consumer<String> notices) {
        this.statuses = statuses;
        this.reset = reset;
        this.zone = zone;
        this.notices = notices;
    }

    /** A reading was judged: the first one of each patient tells. */
    public synchronized void judged(Reading reading, Verdict verdict) {
        if (!begun.add(reading.patientId()) || verdict != Verdict.LATE) {
            return;
        }
        patients++;
        if (patients > SHOWN) {
            return;
        }
        statuses.apply(reading.patientId())
                .flatMap(PatientStatus::lastReading)
                .ifPresent(last -> notices.accept(notice(reading, last.timestamp())));
        if (patients == 1) {
            notices.accept("  readings of an earlier run have no effect; \"heartrate-demo " + reset
                    + "\" lets monitor begin anew");
        }
    }

    private String notice(Reading reading, Instant last) {
        Duration age = Duration.between(reading.timestamp(), last);
        Duration shown = age.compareTo(A_SECOND) < 0 ? age : age.truncatedTo(ChronoUnit.SECONDS);
        return reading.patientId() + " was judged up to " + ShownTime.format(last, zone) + "; the reading of "
                + ShownTime.format(reading.timestamp(), zone) + " is "
                + DurationConverter.text(shown) + " older";
    }

    /** One line if there were more patients than were named. */
    public synchronized Optional<String> summary() {
        return patients > SHOWN
                ? Optional.of("readings of " + Plural.of(patients, "patient") + " began before what was judged earlier")
                : Optional.empty();
    }
}
