package io.github.heartrate.toolkit.report;

import io.github.heartrate.EpisodeView;
import io.github.heartrate.Priority;
import io.github.heartrate.toolkit.display.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is shaded in the chart of one patient. If there are too many bands, those that lie closest together become one,
 * with the higher priority; so memory is bounded. Not safe for use by several threads.
 */
final class Bands {

    private List<Band> bands = new ArrayList<>();
    private int most = Integer.MAX_VALUE;
    private long joinedWithinMillis = 1;

    /** From the onset, in milliseconds since 1970. */
    record Band(long onset, long raised, long cleared, Priority priority) {

        private Band and(Band later) {
            return new Band(
                    onset,
                    raised,
                    Math.max(cleared, later.cleared),
                    priority.compareTo(later.priority) >= 0 ? priority : later.priority);
        }
    }

    void add(EpisodeView episode, Instant end) {
        bands.add(new Band(
                Figures.millis(episode.onset()),
                Figures.millis(episode.raisedAt()),
                Figures.millis(end),
                episode.highestPriority()));
        if (bands.size() > 2L * most) {
            join();
        }
    }

    void narrowTo(int bandsAtMost) {
        most = bandsAtMost;
        join();
    }

    private void join() {
        if (bands.size() <= most) {
            return;
        }
        bands.sort(Comparator.comparingLong(Band::onset));
        while (bands.size() > most) {
            joinedWithinMillis *= 2;
            List<Band> fewer = new ArrayList<>();
            for (Band band : bands) {
                int last = fewer.size() - 1;
                if (last >= 0 && band.onset() - fewer.get(last).cleared() < joinedWithinMillis) {
                    fewer.set(last, fewer.get(last).and(band));
                } else {
                    fewer.add(band);
                }
            }
            bands = fewer;
        }
    }

    Bands copy() {
        Bands copy = new Bands();
        copy.bands = new ArrayList<>(bands);
        return copy;
    }

    List<Band> list() {
        return List.copyOf(bands);
    }
}
