package io.github.heartrate.toolkit.ward;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.EpisodeView;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import io.github.heartrate.Violation;
import io.github.heartrate.toolkit.display.Figures;
import io.github.heartrate.toolkit.ward.WardFrame.Counts;
import io.github.heartrate.toolkit.ward.WardFrame.PastView;
import io.github.heartrate.toolkit.ward.WardFrame.TileView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ward as a page shows it: a bed for each patient in the order of admission, fed with readings, their outcomes and
 * alerts. An alert is taken in once, by its id, so it may come with an outcome and again from a queue.
 *
 * <p>Memory is bounded: so many tiles, points, notices, past episodes, and patients without a tile, of whom the active
 * alarms are kept. Every change has a version, so that a page can
 * ask for what changed since. Safe for use by several threads; no call waits for a page.
 */
public final class Ward {

    /** The version of a page that knows nothing. */
    static final long NOTHING = -1;

    static final int MAX_TILES = 500;
    static final int MAX_UNDRAWN = 10_000;
    static final int MAX_UNDRAWN_ALARMS = 100;
    static final int MAX_PAST = 200;
    private static final int MAX_KNOWN_ALERTS = 20_000;
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration STALE = Duration.ofSeconds(15);

    private final Settings settings;
    private final InstantSource clock;
    private final Map<String, Bed> beds = new LinkedHashMap<>();
    private final UndrawnBeds undrawn = new UndrawnBeds(MAX_UNDRAWN, MAX_UNDRAWN_ALARMS);
    private final Set<String> knownAlerts = new LinkedHashSet<>();
    private final Deque<Past> past = new ArrayDeque<>();
    private final Map<Condition, Long> episodes = new EnumMap<>(Condition.class);
    private @Nullable Instant latestReading;
    private @Nullable Instant endedAt;
    private long readings;
    private long ignored;
    private long version;
    private long fullSince;

    /**
     * Opens an empty ward.
     *
     * @param settings what the page says about itself
     * @param clock what time it is on the ward
     */
    public Ward(Settings settings, InstantSource clock) {
        this.settings = requireNonNull(settings, "settings");
        this.clock = requireNonNull(clock, "clock");
        for (Condition condition : Condition.values()) {
            episodes.put(condition, 0L);
        }
    }

    /**
     * What the page says about itself.
     *
     * @param title above the page
     * @param demo whether the readings are generated
     * @param feed where the readings come from
     * @param zone of the times shown
     * @param policy of patients that were not admitted under one of their own
     */
    public record Settings(String title, boolean demo, Feed feed, ZoneId zone, AlarmPolicy policy) {}

    /**
     * Gives a patient a bed, with a tile if one is left, or a known patient another policy.
     *
     * @param patientId whose
     * @param policy whose limits are shown
     */
    public synchronized void admit(String patientId, AlarmPolicy policy) {
        version++;
        bed(patientId).ifPresent(bed -> bed.setPolicy(policy, version));
    }

    /**
     * Frees a patient's bed, and with it the tile, for the next one.
     *
     * @param patientId whose; unknown ones are no error
     */
    public synchronized void discharge(String patientId) {
        version++;
        undrawn.remove(patientId, version);
        if (beds.remove(patientId) != null) {
            fullSince = version;
        }
    }

    /**
     * Takes in a reading and what came of it, the alerts included.
     *
     * @param reading of any patient; a patient not admitted is
     * @param outcome the monitor's
     * @param status the patient's after it
     */
    public synchronized void observe(Reading reading, Outcome outcome, PatientStatus status) {
        version++;
        if (outcome.verdict() == Verdict.ACCEPTED) {
            readings++;
            if (latestReading == null || reading.timestamp().isAfter(latestReading)) {
                latestReading = reading.timestamp();
            }
            bed(reading.patientId()).ifPresent(bed -> bed.accept(reading, status, WINDOW, version));
        } else {
            ignored++;
        }
        outcome.alerts().forEach(this::observe);
        Stream.concat(status.activeAlarms().stream(), status.latchedAlarms().stream())
                .forEach(this::takeOver);
        pausedUntil(reading.patientId(), status.pausedUntil(), reading.timestamp());
    }

    /**
     * Takes in a pause of a patient's alerts, or its end.
     *
     * @param pause one that the monitor has accepted; to be told in the order in which it did
     */
    public synchronized void observe(Input.Pause pause) {
        version++;
        Optional<Instant> until = Optional.of(pause.until()).filter(end -> end.isAfter(pause.timestamp()));
        pausedUntil(pause.patientId(), until, pause.timestamp());
    }

    private void pausedUntil(String patientId, Optional<Instant> until, Instant at) {
        Bed drawn = beds.get(patientId);
        if (drawn == null) {
            undrawn.pausedUntil(patientId, until, at, version);
        } else {
            drawn.pausedUntil(until, at, version);
        }
    }

    /**
     * Takes over an alarm of which no alert told, since it was raised before the ward was opened, or elsewhere. It counts
     * for none that was raised here; one that is known, or over and done with, changes nothing but what is known of a lost
     * signal.
     *
     * @param alarm as the monitor has it, active or latched; its patient is admitted
     */
    public synchronized void takeOver(PatientStatus.ActiveAlarm alarm) {
        Alert alert = alarm.alert();
        Bed drawn = beds.get(alert.patientId());
        boolean known = drawn == null ? undrawn.knows(alert) : drawn.knows(alert);
        if (known) {
            refresh(drawn, alert);
            return;
        }
        if (past.stream().anyMatch(entry -> entry.episodeId.equals(alert.episodeId()))) {
            return;
        }
        version++;
        bed(alert.patientId())
                .ifPresentOrElse(bed -> bed.takeOver(alarm, version), () -> undrawn.takeOver(alarm, version));
    }

    private void refresh(@Nullable Bed drawn, Alert current) {
        long next = version + 1;
        boolean isNews = drawn == null ? undrawn.refresh(current, next) : drawn.refresh(current, next);
        if (isNews) {
            version = next;
        }
    }

    /**
     * Takes in an alert.
     *
     * @param alert of any patient; one that is known already changes nothing
     */
    public synchronized void observe(Alert alert) {
        if (!knownAlerts.add(alert.id())) {
            return;
        }
        if (knownAlerts.size() > MAX_KNOWN_ALERTS) {
            var oldest = knownAlerts.iterator();
            oldest.next();
            oldest.remove();
        }
        version++;
        if (alert.phase() == Phase.RAISED) {
            episodes.merge(alert.condition(), 1L, Long::sum);
        }
        Optional<Bed> bed = bed(alert.patientId());
        List<EpisodeView> done =
                bed.map(drawn -> drawn.accept(alert, version)).orElseGet(() -> undrawn.accept(alert, version));
        for (EpisodeView episode : done) {
            episode.cleared().ifPresent(cleared -> remember(bed.map(Bed::number).orElse(null), episode, cleared));
        }
    }

    private void remember(@Nullable Integer bed, EpisodeView episode, Alert cleared) {
        PastView view = new PastView(
                bed,
                episode.patientId(),
                episode.condition(),
                episode.highestPriority(),
                Figures.millis(episode.raisedAt()),
                Figures.millis(cleared.time()),
                episode.violation().map(Violation::peakBpm).orElse(null),
                cleared.clearReason().map(Enum::name).orElse(""),
                episode.acknowledgedBy().orElse(null));
        past.addLast(new Past(version, episode.episodeId(), view));
        if (past.size() > MAX_PAST) {
            past.removeFirst();
        }
    }

    /** Tells the pages that no more readings will come. The ward's clock stands still at the time of the last one. */
    public synchronized void end() {
        if (endedAt == null) {
            endedAt = latestReading == null ? clock.instant() : latestReading;
        }
        version++;
    }

    /** Whether a patient has a bed here, with a tile or without. */
    synchronized boolean hasPatient(String patientId) {
        return beds.containsKey(patientId) || undrawn.has(patientId);
    }

    synchronized boolean hasEnded() {
        return endedAt != null;
    }

    /** The alert that a page showed of an alarm; empty if the alarm is over or has changed much since. */
    synchronized Optional<Alert> notice(String episodeId, String eventId) {
        return beds.values().stream()
                .flatMap(bed -> bed.notice(episodeId, eventId).stream())
                .findFirst()
                .or(() -> undrawn.notice(episodeId, eventId));
    }

    synchronized Instant now() {
        return endedAt == null ? clock.instant() : endedAt;
    }

    synchronized long version() {
        return version;
    }

    /** What changed after a version, or everything for {@link #NOTHING}. */
    synchronized WardFrame since(long known) {
        boolean full = known < fullSince;
        long after = full ? NOTHING : known;
        List<TileView> tiles = new ArrayList<>();
        for (Bed bed : beds.values()) {
            if (bed.version() > after) {
                tiles.add(bed.since(after, STALE));
            }
        }
        Instant now = now();
        return new WardFrame(
                version,
                full,
                Figures.millis(now),
                settings.title(),
                Figures.zone(settings.zone()),
                offsetSeconds(now),
                settings.demo(),
                settings.feed(),
                endedAt != null,
                WINDOW.toSeconds(),
                new Counts(beds.size() + undrawn.patients(), readings, ignored, new EnumMap<>(episodes)),
                tiles,
                undrawn.version() > after ? undrawn.view() : null,
                past.stream()
                        .filter(entry -> entry.version > after)
                        .map(Past::view)
                        .toList());
    }

    /** As for the farthest moment that a page can show. */
    private int offsetSeconds(Instant now) {
        Instant shown = Instant.ofEpochMilli(Figures.millis(now));
        return settings.zone().getRules().getOffset(shown).getTotalSeconds();
    }

    /** Empty if no tile is left for the patient. */
    private Optional<Bed> bed(String patientId) {
        Bed bed = beds.get(patientId);
        if (bed == null) {
            if (beds.size() >= MAX_TILES) {
                undrawn.add(patientId, version);
                return Optional.empty();
            }
            bed = new Bed(freeNumber(), patientId, settings.policy(), undrawn.remove(patientId, version), version);
            beds.put(patientId, bed);
        }
        return Optional.of(bed);
    }

    private int freeNumber() {
        Set<Integer> taken = beds.values().stream().map(Bed::number).collect(Collectors.toSet());
        int number = 1;
        while (taken.contains(number)) {
            number++;
        }
        return number;
    }

    private record Past(long version, String episodeId, PastView view) {}
}
