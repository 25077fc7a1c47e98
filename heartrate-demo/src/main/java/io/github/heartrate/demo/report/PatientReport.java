package io.github.heartrate.demo.report;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One patient's part of a report: the curve, if there is telemetry, and the episodes in order of being raised. */
record PatientReport(
        String patientId, Optional<Series> series, Optional<AlarmLimits> limits, List<EpisodeRecord> episodes) {

    private static final double SECONDS_A_DAY = Duration.ofDays(1).toSeconds();

    PatientReport {
        episodes = List.copyOf(episodes);
    }

    /** The limits to draw, from low to high: the patient's, else those that were violated. */
    List<Double> limitsBpm() {
        return limits.map(known -> List.of(known.lowBpm(), known.highBpm()))
                .orElseGet(() -> episodes.stream()
                        .map(episode -> episode.notice().limitBpm())
                        .filter(limit -> !limit.isNaN())
                        .distinct()
                        .sorted()
                        .toList());
    }

    /** From the first to the last reading; zero without telemetry. */
    Duration monitored() {
        return series.map(s -> Duration.between(s.first(), s.last())).orElse(Duration.ZERO);
    }

    /** Time in a physiological alarm; one that is active at the end counts up to the last reading. */
    Duration inAlarm() {
        Duration total = Duration.ZERO;
        for (EpisodeRecord episode : episodes) {
            if (episode.condition() != Condition.SIGNAL_LOSS) {
                total = total.plus(duration(episode).orElse(Duration.ZERO));
            }
        }
        return total;
    }

    /** How long an alarm was active; empty if it has no known end. */
    Optional<Duration> duration(EpisodeRecord episode) {
        return end(episode).map(end -> Duration.between(episode.raisedAt(), end));
    }

    Optional<Instant> end(EpisodeRecord episode) {
        return episode.cleared().isPresent()
                ? episode.cleared().map(alert -> alert.time())
                : series.map(Series::last).filter(last -> !last.isBefore(episode.raisedAt()));
    }

    static double days(Duration duration) {
        return duration.toMillis() / 1_000.0 / SECONDS_A_DAY;
    }
}
