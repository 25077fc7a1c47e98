package io.github.heartrate.toolkit.ward;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.EpisodeView;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.PatientStatus.RunStatus;
import io.github.heartrate.Priority;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.display.Figures;
import io.github.heartrate.toolkit.ward.WardFrame.RunView;
import io.github.heartrate.toolkit.ward.WardFrame.TileView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One patient's bed: the latest reading, the strip chart's points, the active alarms. Guarded by the {@link Ward}. */
final class Bed {

    private static final int MAX_POINTS = 1_200;
    private static final double MILLIS_A_SECOND = 1_000;

    private final int number;
    private final String patientId;
    private final PatientAlarms alarms;
    private final Deque<Point> points = new ArrayDeque<>();
    private AlarmPolicy policy;
    private @Nullable Reading latest;
    private @Nullable RunView run;
    private long version;

    Bed(int number, String patientId, AlarmPolicy policy, PatientAlarms alarms, long version) {
        this.number = number;
        this.patientId = patientId;
        this.policy = policy;
        this.alarms = alarms;
        this.version = version;
    }

    long version() {
        return version;
    }

    int number() {
        return number;
    }

    void setPolicy(AlarmPolicy newPolicy, long newVersion) {
        policy = newPolicy;
        version = newVersion;
    }

    void accept(Reading reading, PatientStatus status, Duration window, long newVersion) {
        latest = reading;
        policy = status.policy();
        run = run(status);
        version = newVersion;
        points.addLast(new Point(newVersion, reading.timestamp(), reading.bpm()));
        while (points.size() > MAX_POINTS
                || Duration.between(points.getFirst().time, reading.timestamp()).compareTo(window) > 0) {
            points.removeFirst();
        }
    }

    private static @Nullable RunView run(PatientStatus status) {
        if (status.run().isEmpty()) {
            return null;
        }
        RunStatus run = status.run().get();
        boolean escalates = run.priority() == Priority.HIGH;
        return new RunView(
                run.count(),
                run.onsetCount(),
                AlarmText.violation(run.condition(), status.policy().limits(), escalates));
    }

    /** Takes in an alert. The episodes that are over and done with by it. */
    List<EpisodeView> accept(Alert alert, long newVersion) {
        version = newVersion;
        return alarms.accept(alert);
    }

    void pausedUntil(Optional<Instant> until, Instant at, long newVersion) {
        if (alarms.pausedUntil(until, at)) {
            version = newVersion;
        }
    }

    /** Takes the newest word on a known alarm. Whether it says anything new. */
    boolean refresh(Alert current, long newVersion) {
        boolean isNews = alarms.refresh(current);
        if (isNews) {
            version = newVersion;
        }
        return isNews;
    }

    boolean knows(Alert alert) {
        return alarms.knows(alert);
    }

    void takeOver(PatientStatus.ActiveAlarm alarm, long newVersion) {
        version = newVersion;
        alarms.takeOver(alarm);
    }

    Optional<Alert> notice(String episodeId, String eventId) {
        return alarms.notice(episodeId, eventId);
    }

    TileView since(long known, Duration staleByDefault) {
        Duration stale = policy.staleAfter().compareTo(staleByDefault) < 0 ? policy.staleAfter() : staleByDefault;
        List<double[]> added = new ArrayList<>();
        for (Point point : points) {
            if (point.version > known) {
                added.add(new double[] {Figures.millis(point.time) / MILLIS_A_SECOND, point.bpm});
            }
        }
        return new TileView(
                number,
                patientId,
                latest == null ? null : latest.bpm(),
                latest == null ? null : Figures.millis(latest.timestamp()),
                policy.limits().lowBpm(),
                policy.limits().highBpm(),
                finite(policy.limits().extremeLowBpm()),
                finite(policy.limits().extremeHighBpm()),
                stale.toMillis(),
                stale.toMillis(),
                run,
                alarms.pause(),
                alarms.episodes().stream()
                        .map(episode -> alarms.view(episode, Optional.of(policy.limits())))
                        .toList(),
                added);
    }

    private static @Nullable Double finite(double bpm) {
        return Double.isFinite(bpm) ? bpm : null;
    }

    private record Point(long version, Instant time, double bpm) {}
}
