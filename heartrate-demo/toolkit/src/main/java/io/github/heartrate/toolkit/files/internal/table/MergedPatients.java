package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.cells.TimeParser;
import io.github.heartrate.toolkit.telemetry.internal.steps.PatientTrack;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the first rows of a table without a known column of patients merge several of them: a column that is not read is
 * called like an id and has values that come again, or its values set in order what is not in order without them. What
 * comes after the first rows is for {@link UnreadColumns}.
 */
final class MergedPatients {

    private static final String LIKE_AN_ID = ".*(id|no|nr|num|number|name|code|initials|label)"
            + "|(bed|cot|room|bay|ward|who|person|subj|patient|participant|volunteer|proband|athlete|client|resident"
            + "|infant|baby|child|animal|case|user|member|rider|runner|player).*";

    private static final String NO_ID = ".*valid|paid|void|grid|fluid";

    /** One row in so many may be out of order; chosen here. */
    private static final long ONE_IN = 10;

    /** A column with more values than these is not looked at further, so that memory is bounded; chosen here. */
    private static final int MOST_GROUPS = 10_000;

    private final String file;
    private final Head head;
    private final Layout layout;
    private final TimeParser times;

    MergedPatients(String file, Head head, Layout layout, TimeParser times) {
        this.file = file;
        this.head = head;
        this.layout = layout;
        this.times = times;
    }

    /** Refuses the table if it seems to. */
    void refuse() {
        Grouped all = grouped(Layout.NONE);
        List<String> suspects = layout.unread().stream()
                .filter(column -> (comesAgain(column) && isCalledLikeAnId(head, column))
                        || grouped(column).setInOrder(all))
                .map(head::shown)
                .toList();
        if (!suspects.isEmpty()) {
            throw refusal(file, String.join(", ", suspects));
        }
    }

    static TelemetryException refusal(String file, String suspects) {
        return new TelemetryException(file + ": no column is known to name patients, but this may be one: " + suspects
                + "; say it with --patient-column, or with --patient that all readings are of one");
    }

    private boolean comesAgain(int column) {
        long distinct = head.distinct(column).size();
        return distinct > 1 && distinct * 2 <= head.values(column).count();
    }

    static boolean isCalledLikeAnId(Head head, int column) {
        String name = head.simplified(column);
        return name.matches(LIKE_AN_ID) && !name.matches(NO_ID);
    }

    private Grouped grouped(int column) {
        Grouped grouped = new Grouped();
        for (Head.Row row : head.rows()) {
            Instant time = layout.leavesOut(row) ? null : time(row);
            if (time != null) {
                String group = column == Layout.NONE ? "" : row.cell(column);
                grouped.accept(
                        group, time, row.cell(layout.rateColumns().get(0)).hashCode());
            }
        }
        return grouped;
    }

    private @Nullable Instant time(Head.Row row) {
        char[] text = row.time(layout).toCharArray();
        return times.parse(text, 0, text.length);
    }

    /** Readings by the values of a column: how many do not go on in time after the one before of the same value. */
    static final class Grouped {

        private final Map<String, PatientTrack> tracks = new HashMap<>();
        private long rows;
        private long outOfOrder;
        private boolean isFull;

        void accept(String group, Instant time, double bpm) {
            rows++;
            PatientTrack track = tracks.get(group);
            if (track == null) {
                isFull |= tracks.size() >= MOST_GROUPS;
                if (isFull) {
                    return;
                }
                track = new PatientTrack(group);
                tracks.put(group, track);
            }
            if (track.next(time, bpm) != PatientTrack.Step.ONWARD) {
                outOfOrder++;
            }
        }

        int count() {
            return tracks.size();
        }

        /** Whether its values set in order what is not in order without them. */
        boolean setInOrder(Grouped all) {
            boolean comesAgain = tracks.size() > 1 && tracks.size() * 2L <= rows;
            return !isFull && comesAgain && all.outOfOrder * ONE_IN > all.rows && outOfOrder * ONE_IN < all.outOfOrder;
        }
    }
}
