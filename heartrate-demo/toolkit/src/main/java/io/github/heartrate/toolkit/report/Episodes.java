package io.github.heartrate.toolkit.report;

import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.EpisodeView;
import io.github.heartrate.Phase;
import io.github.heartrate.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One patient's episodes in bounded memory: all are counted, the first ones are kept to be listed, and those that lie
 * close together become one band of the chart. An episode is live until it is over and the next one of its condition
 * begins, since a latched alarm may be acknowledged when it is over. Not safe for use by several threads.
 */
final class Episodes {

    private static final Comparator<EpisodeView> BY_TIME = Comparator.comparing(EpisodeView::raisedAt);

    private final List<EpisodeView> live = new ArrayList<>();
    private final List<EpisodeView> listed = new ArrayList<>();
    private final Bands bands = new Bands();
    private final NavigableSet<Double> limitsBpm = new TreeSet<>();
    private final Map<Condition, Long> counts = new EnumMap<>(Condition.class);
    private @Nullable Instant firstOnset;
    private @Nullable Instant lastOnset;
    private Duration inAlarm = Duration.ZERO;
    private int maxListed = Integer.MAX_VALUE;
    private boolean mayBeAlarm;

    void add(Alert alert) {
        mayBeAlarm = true;
        boolean isKnown = isOfOne(alert, live) || (alert.phase() != Phase.RAISED && isOfOne(alert, listed));
        if (!isKnown) {
            settle(alert.condition());
            begin(EpisodeView.from(alert));
        }
    }

    private static boolean isOfOne(Alert alert, List<EpisodeView> episodes) {
        for (int i = episodes.size() - 1; i >= 0; i--) {
            if (episodes.get(i).episodeId().equals(alert.episodeId())) {
                episodes.set(i, episodes.get(i).with(alert));
                return true;
            }
        }
        return false;
    }

    private void begin(EpisodeView episode) {
        live.add(episode);
        counts.merge(episode.condition(), 1L, Long::sum);
        Instant onset = episode.onset();
        firstOnset = firstOnset == null || onset.isBefore(firstOnset) ? onset : firstOnset;
        lastOnset = lastOnset == null || onset.isAfter(lastOnset) ? onset : lastOnset;
        episode.notice().violation().map(Violation::limitBpm).ifPresent(limitsBpm::add);
    }

    /** Those of a condition that are over are dealt with. */
    private void settle(Condition condition) {
        for (Iterator<EpisodeView> each = live.iterator(); each.hasNext(); ) {
            EpisodeView episode = each.next();
            Optional<Alert> cleared = episode.cleared();
            if (episode.condition() == condition && cleared.isPresent()) {
                each.remove();
                listed.add(episode);
                bands.add(episode, cleared.get().time());
            }
        }
        if (listed.size() > 2L * maxListed) {
            drop();
        }
    }

    private void drop() {
        if (listed.size() > maxListed) {
            listed.sort(BY_TIME);
            listed.subList(maxListed, listed.size()).clear();
        }
    }

    /** Keeps at most so many to be listed, and so many bands of a chart. */
    void narrowTo(int mostListed, int mostBands) {
        maxListed = mostListed;
        drop();
        bands.narrowTo(mostBands);
    }

    /** Monitored time passes: it counts for each alarm that is active in it. */
    void monitored(Instant to, long nanos) {
        if (!mayBeAlarm) {
            return;
        }
        mayBeAlarm = false;
        for (EpisodeView episode : live) {
            if (episode.condition() != Condition.SIGNAL_LOSS) {
                inAlarm = inAlarm.plus(overlap(episode, to.minusNanos(nanos), to));
                mayBeAlarm |= episode.cleared().isEmpty()
                        || episode.cleared().get().time().isAfter(to);
            }
        }
    }

    private static Duration overlap(EpisodeView episode, Instant from, Instant to) {
        Instant start = episode.raisedAt().isAfter(from) ? episode.raisedAt() : from;
        Instant end = episode.cleared().map(Alert::time).filter(to::isAfter).orElse(to);
        return start.isBefore(end) ? Duration.between(start, end) : Duration.ZERO;
    }

    Duration inAlarm() {
        return inAlarm;
    }

    long count(Condition condition) {
        return counts.getOrDefault(condition, 0L);
    }

    /** The first ones, in order of being raised. */
    List<EpisodeView> listed() {
        return Stream.concat(listed.stream(), live.stream())
                .sorted(BY_TIME)
                .limit(maxListed)
                .toList();
    }

    /** What is shaded in a chart, up to its end. */
    List<Bands.Band> bands(Optional<Instant> end) {
        Bands all = bands.copy();
        for (EpisodeView episode : live) {
            end(episode, end).ifPresent(last -> all.add(episode, last));
        }
        return all.list();
    }

    /** When an episode ended; empty if it has no known end. */
    static Optional<Instant> end(EpisodeView episode, Optional<Instant> lastReading) {
        return episode.cleared().isPresent()
                ? episode.cleared().map(Alert::time)
                : lastReading.filter(last -> !last.isBefore(episode.raisedAt()));
    }

    NavigableSet<Double> limitsBpm() {
        return limitsBpm;
    }

    /** The first and the last onset. */
    Stream<Instant> onsets() {
        return Stream.ofNullable(firstOnset).flatMap(first -> Stream.of(first, lastOnset == null ? first : lastOnset));
    }
}
