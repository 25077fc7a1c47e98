package io.github.heartrate.toolkit.files.internal.table;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.PatientIds;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.steps.PatientTrack;
import java.nio.CharBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The row under the parser. Until a {@link Layout} is set it keeps a row as text (that is the header); from then on it
 * reads each cell right out of the parser's buffer, and makes no text but for a bad cell. One object for all rows.
 */
final class RowCursor extends AbstractBaseCsvCallbackHandler<RowCursor> {

    private static final int IGNORED = -1;
    private static final int TIME = -2;
    private static final int PATIENT = -3;
    private static final int DATE = -4;
    private static final int ITEM = -5;
    private static final int UNIT = -6;
    private static final int SOURCE = -7;
    private static final int WATCHED = -8;

    /** Research data are shifted up to the year 2211; what is beyond these years is no time. */
    private static final long FIRST_SECOND =
            Instant.parse("1900-01-01T00:00:00Z").getEpochSecond();

    private static final long END_SECOND = Instant.parse("2300-01-01T00:00:00Z").getEpochSecond();

    private final PatientIds patientIds;
    private final List<String> texts = new ArrayList<>();

    private @Nullable Layout layout;
    private @Nullable TimeReading times;
    private int[] roles = {};
    private Layout.@Nullable Filter[] filters = {};
    private boolean isFiltered;
    private boolean isJoined;
    private @Nullable RateCells rates;
    private @Nullable LocalHours hours;
    private @Nullable UnreadColumns unread;
    private PatientTrack[] columnPatients = {};
    private final TimeCell timeCell = new TimeCell();
    private @Nullable String item;
    private String source = "";

    private long linesBefore;
    private long line;
    private @Nullable PatientTrack patient;
    private @Nullable Instant time;
    private @Nullable SkipReason error;
    private String detail = "";
    private boolean isLeftOut;
    private boolean isAmbiguous;
    private @Nullable String otherItem;

    RowCursor(PatientIds patientIds) {
        this.patientIds = patientIds;
    }

    void setLayout(
            Layout newLayout,
            TimeReading timeReading,
            RateCells rateCells,
            LocalHours localHours,
            UnreadColumns watched) {
        layout = newLayout;
        times = timeReading;
        rates = rateCells;
        hours = localHours;
        unread = watched;
        roles = new int[newLayout.header().size()];
        Arrays.fill(roles, IGNORED);
        roles[newLayout.timeColumn()] = TIME;
        setRole(newLayout.itemColumn(), ITEM);
        setRole(newLayout.dateColumn(), DATE);
        isJoined = newLayout.dateColumn() != Layout.NONE;
        setRole(newLayout.patientColumn(), PATIENT);
        setRole(newLayout.unitColumn(), UNIT);
        setRole(newLayout.sourceColumn(), SOURCE);
        newLayout.unread().stream().filter(watched::watches).forEach(column -> setRole(column, WATCHED));
        for (int i = 0; i < newLayout.rateColumns().size(); i++) {
            roles[newLayout.rateColumns().get(i)] = i;
        }
        filters = new Layout.@Nullable Filter[roles.length];
        newLayout.filters().forEach(each -> filters[each.column()] = each);
        isFiltered = !newLayout.filters().isEmpty();
        columnPatients = newLayout.patients().stream().map(patientIds::intern).toArray(PatientTrack[]::new);
    }

    private void setRole(int column, int role) {
        if (column != Layout.NONE) {
            roles[column] = role;
        }
    }

    /** Says how many lines of the file stand before the text that is parsed next. */
    void beginAfter(long lines) {
        linesBefore = lines;
    }

    long line() {
        return line;
    }

    /** The cells as text, for a row that was read before there was a layout. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    /** Why the row gives no reading; null if it does. */
    @Nullable
    SkipReason error() {
        return error;
    }

    String detail() {
        return detail;
    }

    @Nullable
    Instant time() {
        return time;
    }

    /** Whether a filter leaves the row out. */
    boolean isLeftOut() {
        return isLeftOut;
    }

    /** Whether the row measures what the rows before it do; the first one says what. */
    boolean isSameItem() {
        if (otherItem != null && item == null) {
            item = otherItem;
            return true;
        }
        return otherItem == null;
    }

    /** What the rows before measure, and what this one does. */
    Set<String> items() {
        return new LinkedHashSet<>(List.of(String.valueOf(item), String.valueOf(otherItem)));
    }

    /** The date as it is written, of a time that could not be read. */
    String badDate() {
        return timeCell.first();
    }

    /** Whether the time is one that comes twice, as clocks were put back. */
    boolean isAmbiguous() {
        return isAmbiguous;
    }

    /** Whose a rate is. */
    PatientTrack patient(int rate) {
        return patient == null ? columnPatients[rate] : patient;
    }

    /** Where the reading is from; blank if the row does not say. */
    String source() {
        return source;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = linesBefore + startingLineNumber;
        texts.clear();
        error = null;
        time = null;
        patient = null;
        isLeftOut = false;
        isAmbiguous = false;
        otherItem = null;
        timeCell.clear();
        if (rates != null) {
            rates.begin();
        }
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        if (layout == null) {
            texts.add(new String(buffer, offset, length));
            return;
        }
        int end = offset + length;
        if (index >= roles.length) {
            if (Cells.skipSpaces(buffer, offset, end) < end) {
                fail(SkipReason.WRONG_COLUMNS, "more than the header's " + roles.length + " columns");
            }
            return;
        }
        if (quoted && isOverSeveralLines(buffer, offset, end)) {
            fail(
                    SkipReason.BROKEN_QUOTE,
                    column(index) + "a quoted value runs over several lines (is a quote missing?): "
                            + shown(buffer, offset, end));
            return;
        }
        if (isFiltered && !isLeftOut) {
            Layout.Filter filter = filters[index];
            isLeftOut = filter != null && !filter.keeps(buffer, offset, end);
        }
        int role = roles[index];
        if (role >= 0 && rates != null) {
            rates.read(role, buffer, offset, end);
        } else if (role == TIME) {
            time(index, buffer, offset, end);
        } else if (role == PATIENT) {
            patient(index, buffer, offset, end);
        } else if (role == DATE) {
            int from = Cells.skipSpaces(buffer, offset, end);
            timeCell.date(buffer, from, Cells.dropSpaces(buffer, from, end));
        } else if (role != IGNORED) {
            other(role, index, buffer, offset, end);
        }
    }

    private void other(int role, int index, char[] buffer, int offset, int end) {
        if (role == ITEM) {
            item(buffer, offset, end);
        } else if (role == UNIT && rates != null) {
            rates.unit(buffer, offset, end);
        } else if (role == SOURCE) {
            source(buffer, offset, end);
        } else if (role == WATCHED && unread != null) {
            unread.cell(index, buffer, offset, end);
        }
    }

    private void source(char[] buffer, int offset, int end) {
        int from = Cells.skipSpaces(buffer, offset, end);
        int to = Cells.dropSpaces(buffer, from, end);
        if (!Cells.equal(source, buffer, from, to)) {
            source = Cells.isMissing(CharBuffer.wrap(buffer, from, to - from))
                    ? ""
                    : new String(buffer, from, to - from);
        }
    }

    private void time(int index, char[] buffer, int offset, int end) {
        int from = Cells.skipSpaces(buffer, offset, end);
        int to = Cells.dropSpaces(buffer, from, end);
        if (isJoined) {
            timeCell.time(buffer, from, to);
            return;
        }
        time = parsed(buffer, from, to);
        if (time == null) {
            timeCell.time(buffer, from, to);
            failTime(index, timeCell.text());
        }
    }

    private @Nullable Instant parsed(char[] buffer, int from, int to) {
        if (times == null || from == to) {
            return null;
        }
        times.clock().begin();
        Instant parsed = times.parser().parse(buffer, from, to);
        isAmbiguous = times.clock().overlap() != null;
        if (parsed == null) {
            return null;
        }
        return isTime(parsed.getEpochSecond()) ? parsed : null;
    }

    /** Whether a time is of the years in which recordings are. */
    static boolean isTime(long second) {
        return second >= FIRST_SECOND && second < END_SECOND;
    }

    private void failTime(int index, String text) {
        String why = times != null && times.clock().neverWas()
                ? "no such time in " + times.clock().zone() + ", where clocks were put forward: "
                : "not a time: ";
        fail(SkipReason.BAD_TIME, column(index) + why + Cells.shown(text));
    }

    /** A time that comes twice is the one that keeps the order of the file. */
    private void settle(Instant first) {
        if (hours == null || error != null) {
            return;
        }
        PatientTrack track = patient == null ? columnPatients[0] : patient;
        if (layout != null && layout.sourceColumn() != Layout.NONE) {
            track = patientIds.intern(track.id() + Pass.SOURCE_MARK + source);
        }
        time = hours.settle(track, first);
        if (time == null) {
            fail(
                    SkipReason.BAD_TIME,
                    "a time that comes twice as clocks were put back, in a file that is in no order of time that would "
                            + "say which one it is");
        }
    }

    private void patient(int index, char[] buffer, int offset, int end) {
        String fault = PatientIds.fault(buffer, offset, end);
        if (fault != null) {
            fail(SkipReason.NO_PATIENT, column(index) + "patientId " + fault + ": " + shown(buffer, offset, end));
            return;
        }
        patient = patientIds.intern(buffer, offset, end);
    }

    private void item(char[] buffer, int offset, int end) {
        int from = Cells.skipSpaces(buffer, offset, end);
        int to = Cells.dropSpaces(buffer, from, end);
        if (item == null || !Cells.equal(item, buffer, from, to)) {
            otherItem = new String(buffer, from, to - from);
        }
    }

    /** The first error of a row is the one that is told. */
    private void fail(SkipReason reason, String text) {
        if (error == null) {
            error = reason;
            detail = text;
        }
    }

    private String column(int index) {
        return "column " + (layout == null ? index + 1 : layout.name(index)) + ", ";
    }

    static String shown(char[] buffer, int from, int to) {
        return Cells.shown(CharBuffer.wrap(buffer, from, to - from));
    }

    private static boolean isOverSeveralLines(char[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n' || buffer[i] == '\r') {
                return true;
            }
        }
        return false;
    }

    @Override
    protected RowCursor buildRecord() {
        if (layout != null && error == null && getFieldCount() < roles.length) {
            fail(SkipReason.WRONG_COLUMNS, "expected " + roles.length + " columns: " + getFieldCount());
        }
        if (layout != null && isJoined && error == null) {
            char[] joined = timeCell.joined();
            time = parsed(joined, 0, joined.length);
            if (time == null) {
                failTime(layout.timeColumn(), timeCell.text());
            }
        }
        if (time != null && !isLeftOut) {
            settle(time);
        }
        return this;
    }
}
