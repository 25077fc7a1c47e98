package io.github.heartrate.toolkit.files.internal.table;

import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.cells.TimeParser;
import io.github.heartrate.toolkit.telemetry.internal.steps.PatientTrack;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether a table without a known column of patients merges several of them: a column that is not read is called like an
 * id and has values that come again, or its values set in order what is not in order without them.
 */
final class MergedPatients {

    private static final String LIKE_AN_ID = ".*(id|no|nr|num|number|name|code|initials)|(bed|cot|room|bay|ward).*";

    /** One row in so many may be out of order; chosen here. */
    private static final long ONE_IN = 10;

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
        List<Integer> unread = layout.unread().stream().filter(this::comesAgain).toList();
        long merged = outOfOrder(row -> "");
        List<String> suspects = unread.stream()
                .filter(column -> isCalledLikeAnId(column)
                        || (merged * ONE_IN > head.rows().size()
                                && outOfOrder(row -> row.cell(column)) * ONE_IN < merged))
                .map(head::shown)
                .toList();
        if (!suspects.isEmpty()) {
            throw new TelemetryException(file + ": no column is known to name patients, but this may be one: "
                    + String.join(", ", suspects)
                    + "; say it with --patient-column, or with --patient that all readings are of one");
        }
    }

    private boolean comesAgain(int column) {
        long distinct = head.distinct(column).size();
        return distinct > 1 && distinct * 2 <= head.values(column).count();
    }

    private boolean isCalledLikeAnId(int column) {
        return head.simplified(column).matches(LIKE_AN_ID);
    }

    /** How many rows do not go on in time after the one before of the same group. */
    private long outOfOrder(Function<Head.Row, String> group) {
        Map<String, PatientTrack> tracks = new HashMap<>();
        return head.rows().stream()
                .filter(row -> !layout.leavesOut(row))
                .filter(row -> {
                    Instant time = time(row);
                    PatientTrack track = tracks.computeIfAbsent(group.apply(row), PatientTrack::new);
                    PatientTrack.Step step = time == null
                            ? PatientTrack.Step.ONWARD
                            : track.next(
                                    time, row.cell(layout.rateColumns().get(0)).hashCode());
                    return step != PatientTrack.Step.ONWARD;
                })
                .count();
    }

    private @Nullable Instant time(Head.Row row) {
        String date = layout.dateColumn() == Layout.NONE ? "" : row.cell(layout.dateColumn()) + " ";
        char[] text = (date + row.cell(layout.timeColumn())).toCharArray();
        return times.parse(text, 0, text.length);
    }
}
