package io.github.heartrate;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs every alert in one line: HIGH at ERROR, MEDIUM at WARN, LOW at INFO; what calls for nobody (ACKNOWLEDGED,
 * CLEARED, and what is paused) at INFO too, but for the end of an alarm that is latched. SIGNAL_LOSS says whether a run
 * was under way and how many readings came LATE since. A second line with the rates, the peak and the limit follows at
 * DEBUG. Patients are named only by {@link #namingPatients}. The episode's id is in every line; it leads to the patient if
 * you have the alerts.
 *
 * <p>Safe for use by several threads.
 */
public final class LoggingAlertListener implements AlertListener {

    private final Logger logger;
    private final boolean namesPatients;

    private LoggingAlertListener(Logger logger, boolean namesPatients) {
        this.logger = requireNonNull(logger, "logger");
        this.namesPatients = namesPatients;
    }

    /**
     * A listener that never logs a patient's id.
     *
     * @param logger where to
     * @return the listener
     */
    public static LoggingAlertListener to(Logger logger) {
        return new LoggingAlertListener(logger, false);
    }

    /**
     * The same, with the patient's id in every line: for logs that are kept as patients' data have to be. Control
     * characters in an id are shown as {@code ?}, so that an id can't begin a line of its own.
     *
     * @return a listener to the same logger
     */
    public LoggingAlertListener namingPatients() {
        return new LoggingAlertListener(logger, true);
    }

    @Override
    public void onAlert(Alert alert) {
        Level level = level(alert);
        if (logger.isEnabledForLevel(level)) {
            logger.atLevel(level)
                    .log(
                            "{} {}{}{}{}, priority {}, {} s after it was raised, alert {} of episode {}",
                            alert.condition(),
                            what(alert),
                            alert.lostSignal().map(LoggingAlertListener::known).orElse(""),
                            alert.pausedUntil()
                                    .map(until -> ", paused until " + until)
                                    .orElse(""),
                            patient(alert),
                            alert.priority(),
                            alert.duration().toSeconds(),
                            alert.id(),
                            alert.episodeId());
        }
        if (logger.isDebugEnabled()) {
            alert.violation().ifPresent(violation -> logRates(alert.id(), violation));
        }
    }

    private void logRates(String id, Violation violation) {
        List<Double> rates = violation.evidence().stream().map(Reading::bpm).toList();
        logger.debug(
                "alert {}: rates {} bpm, peak {} bpm, limit {} bpm",
                id,
                rates,
                violation.peakBpm(),
                violation.limitBpm());
    }

    private static Level level(Alert alert) {
        boolean isQuiet = alert.phase() == Phase.ACKNOWLEDGED || alert.phase() == Phase.CLEARED || alert.paused();
        if (isQuiet && !isToBeSeen(alert)) {
            return Level.INFO;
        }
        return switch (alert.priority()) {
            case LOW -> Level.INFO;
            case MEDIUM -> Level.WARN;
            case HIGH -> Level.ERROR;
        };
    }

    /** Whether it is the end of an alarm that nobody has seen. */
    private static boolean isToBeSeen(Alert alert) {
        return alert.phase() == Phase.CLEARED && alert.latched();
    }

    private static String what(Alert alert) {
        String latched = alert.latched() ? ", latched" : "";
        return switch (alert.phase()) {
            case CLEARED ->
                alert.clearReason()
                        .map(reason -> "CLEARED (" + reason + latched + ")")
                        .orElse("CLEARED");
            case REMINDER -> "REMINDER " + alert.number() + latched;
            case RAISED, ESCALATED, DEESCALATED, ACKNOWLEDGED -> alert.phase().name();
        };
    }

    private static String known(LostSignal lost) {
        String run = lost.runTowards()
                .map(condition -> ", " + lost.runLength() + " in a row towards " + condition)
                .orElse("");
        return lost.lateReadings() == 0 ? run : run + ", " + lost.lateReadings() + " readings LATE since";
    }

    private String patient(Alert alert) {
        return namesPatients ? " of " + alert.patientId().replaceAll("\\p{Cntrl}|[\\u2028\\u2029]", "?") : "";
    }
}
