package io.github.heartrate.toolkit.report;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.Condition;
import io.github.heartrate.EpisodeView;
import io.github.heartrate.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One patient's part of a report: the curve, if there is telemetry, and the episodes in order of being raised. */
record PatientReport(
        String patientId,
        Optional<Series> series,
        MonitoredStretches stretches,
        Optional<AlarmLimits> limits,
        List<EpisodeView> episodes) {

    PatientReport {
        episodes = List.copyOf(episodes);
    }

    /** The limits to draw, from low to high: the patient's, else those that were violated. */
    List<Double> limitsBpm() {
        return limits.map(known -> List.of(known.lowBpm(), known.highBpm()))
                .orElseGet(() -> episodes.stream()
                        .flatMap(episode -> episode.notice().violation().stream())
                        .map(Violation::limitBpm)
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** Zero without telemetry. */
    Duration monitored() {
        return stretches.total();
    }

    /** Monitored time in a physiological alarm; one that is active at the end counts up to the last reading. */
    Duration inAlarm() {
        Duration total = Duration.ZERO;
        for (EpisodeView episode : episodes) {
            Optional<Instant> end = end(episode);
            if (episode.condition() != Condition.SIGNAL_LOSS && end.isPresent()) {
                total = total.plus(stretches.between(episode.raisedAt(), end.get()));
            }
        }
        return total;
    }

    /** How long an alarm was active; empty if it has no known end. */
    Optional<Duration> duration(EpisodeView episode) {
        return end(episode).map(end -> Duration.between(episode.raisedAt(), end));
    }

    Optional<Instant> end(EpisodeView episode) {
        return episode.cleared().isPresent()
                ? episode.cleared().map(alert -> alert.time())
                : series.map(Series::last).filter(last -> !last.isBefore(episode.raisedAt()));
    }
}
