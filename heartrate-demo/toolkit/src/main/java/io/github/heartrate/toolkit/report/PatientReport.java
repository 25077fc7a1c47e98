package io.github.heartrate.toolkit.report;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.EpisodeView;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.analysis.Intervals;
import io.github.heartrate.toolkit.analysis.MonitoredTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One patient's part of a report: the curve, if there is telemetry, and the episodes. */
final class PatientReport {

    private final String patientId;
    private final MonitoredTime monitored;
    private final Episodes episodes = new Episodes();
    private Detail detail;
    private @Nullable Series series;
    private @Nullable AlarmLimits limits;
    private long implausible;

    PatientReport(String patientId, Intervals intervals, Detail detail) {
        this.patientId = patientId;
        this.monitored = new MonitoredTime(intervals);
        this.detail = detail;
        episodes.narrowTo(detail.episodes(), detail.buckets());
    }

    void add(Reading reading) {
        Series curve = series;
        if (curve == null) {
            curve = new Series(detail.buckets());
            series = curve;
        }
        curve.add(reading);
        long nanos = monitored.accepted(reading.timestamp());
        if (nanos > 0) {
            episodes.monitored(reading.timestamp(), nanos);
        }
    }

    /** Counts a reading outside of the plausible range, which has no effect. */
    void addImplausible() {
        implausible++;
    }

    long implausible() {
        return implausible;
    }

    /** Draws these limits. */
    void limits(AlarmLimits drawn) {
        limits = drawn;
    }

    void add(Alert alert) {
        episodes.add(alert);
    }

    void narrowTo(Detail narrower) {
        detail = narrower;
        if (series != null) {
            series.narrowTo(detail.buckets());
        }
        episodes.narrowTo(detail.episodes(), detail.buckets());
    }

    String patientId() {
        return patientId;
    }

    Optional<Series> series() {
        return Optional.ofNullable(series);
    }

    /** The limits to draw, from low to high: the patient's, else those that were violated. */
    List<Double> limitsBpm() {
        AlarmLimits known = limits;
        return known == null ? List.copyOf(episodes.limitsBpm()) : List.of(known.lowBpm(), known.highBpm());
    }

    /** Zero without telemetry. */
    Duration monitored() {
        return monitored.total();
    }

    /** Monitored time in a physiological alarm; one that is active at the end counts up to the last reading. */
    Duration inAlarm() {
        return episodes.inAlarm();
    }

    /** The first episodes, in order of being raised. */
    List<EpisodeView> listed() {
        return episodes.listed();
    }

    long count(Condition condition) {
        return episodes.count(condition);
    }

    long episodeCount() {
        return Stream.of(Condition.values()).mapToLong(this::count).sum();
    }

    /** How long an alarm was active; empty if it has no known end. */
    Optional<Duration> duration(EpisodeView episode) {
        return Episodes.end(episode, series().map(Series::last)).map(end -> Duration.between(episode.raisedAt(), end));
    }

    List<Bands.Band> bands() {
        return episodes.bands(series().map(Series::last));
    }

    /** The first and the last onset of an episode. */
    Stream<Instant> onsets() {
        return episodes.onsets();
    }
}
