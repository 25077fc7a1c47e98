package io.github.heartrate.toolkit.files.internal.table;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.PatientIds;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import io.github.heartrate.toolkit.telemetry.internal.text.MalformedTextException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A CSV: its first rows decide the {@link Layout}, and all of them what those leave open; then each row gives its
 * readings. A row that contradicts what was decided ends the reading.
 */
public final class CsvTable {

    private static final int MAX_RECORD_CHARACTERS = 1 << 22;
    private static final int MAX_HEAD_ROWS = 5_000;

    private final Pass pass;
    private final String file;
    private final ReadSettings settings;

    /** For one file. */
    public CsvTable(Pass pass) {
        this.pass = pass;
        this.file = pass.file();
        this.settings = pass.settings();
    }

    /** Reads it. */
    public void read(Content content) throws IOException {
        char separator = Preamble.separator(content.beginning());
        Head head = head(content, separator);
        RowCursor cursor = new RowCursor(pass.patients());
        try (CsvReader<RowCursor> csv = csv(separator).build(cursor, content.text());
                CloseableIterator<RowCursor> rows = csv.iterator()) {
            if (!rows.hasNext()) {
                throw new TelemetryException(file + ": is empty");
            }
            List<String> header = rows.next().texts();
            while (Preamble.isBefore(header) && rows.hasNext()) {
                header = rows.next().texts();
            }
            Head known = new Head(Preamble.names(header), cursor.line(), head.rows(), head.isWhole());
            Layout layout = new LayoutGuesser(pass, known).guess();
            TimeReading times = new TimeGuesser(file, settings).guess(known, layout, () -> again(content, separator));
            boolean namesNoPatients = !layout.hasPatientColumn()
                    && !layout.isWide()
                    && settings.patient().isEmpty();
            if (namesNoPatients) {
                new MergedPatients(file, known, layout, times.parser()).refuse();
            }
            pass.readAs(patients -> layout.text(patients, times.text()));
            UnreadColumns unread = namesNoPatients
                    ? UnreadColumns.of(file, known, layout, pass.followsSources())
                    : UnreadColumns.none(layout);
            PlainShape shape = new PlainShape(layout, times, settings.missing(), separator, content.charset());
            read(content, cursor, rows, known, shape, unread);
        } catch (CsvParseException | UncheckedIOException e) {
            if (e.getCause() instanceof MalformedTextException malformed) {
                throw new TelemetryException(file + ": line " + cursor.line() + ", " + malformed.getMessage(), e);
            }
            throw e;
        }
    }

    private void read(
            Content content,
            RowCursor cursor,
            CloseableIterator<RowCursor> rows,
            Head head,
            PlainShape shape,
            UnreadColumns unread)
            throws IOException {
        Layout layout = shape.layout();
        RateCells rates = new RateCells(shape.numbers(), settings.missing(), layout);
        LocalHours hours = LocalHours.of(head, layout, shape.times());
        cursor.setLayout(layout, shape.times(), rates, hours, unread);
        TableRows readings = new TableRows(pass, head, layout, shape.times(), rates, unread);
        Chunks chunks =
                shape.isPlain(unread) ? Chunks.below(head.line(), content, shape.separator(), pass.cores()) : null;
        if (chunks == null) {
            readings.read(rows);
        } else {
            new ChunkedRows(pass, shape, cursor, readings, hours).read(chunks);
        }
        readings.end();
    }

    /** The first rows; what is wrong with them is told when they are read. */
    private static Head head(Content content, char separator) throws IOException {
        List<Head.Row> rows = new ArrayList<>();
        boolean isWhole = content.isShort();
        try (Reader text = content.headText();
                Stream<Head.Row> all = rows(text, separator)) {
            all.limit(MAX_HEAD_ROWS + 1L).forEach(rows::add);
        } catch (CsvParseException | UncheckedIOException e) {
            isWhole = false;
        }
        boolean hasMore = rows.size() > MAX_HEAD_ROWS;
        if (!isWhole && !hasMore && !rows.isEmpty()) {
            rows.remove(rows.size() - 1);
        }
        int header = 0;
        while (header < rows.size() - 1 && Preamble.isBefore(rows.get(header).cells())) {
            header++;
        }
        List<Head.Row> below = rows.isEmpty() ? rows : rows.subList(header + 1, rows.size());
        return new Head(List.of(), 0, below, isWhole && !hasMore);
    }

    private static Stream<Head.Row> again(Content content, char separator) {
        try {
            return rows(content.textAgain(), separator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All rows as text, the header too. */
    static Stream<Head.Row> rows(Reader text, char separator) {
        RowCursor cursor = new RowCursor(new PatientIds());
        CsvReader<RowCursor> csv = csv(separator).build(cursor, text);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(csv.iterator(), Spliterator.ORDERED), false)
                .map(row -> new Head.Row(row.line(), row.texts()))
                .onClose(() -> close(csv));
    }

    /** Makes parsers of tables. */
    static CsvReader.CsvReaderBuilder csv(char separator) {
        return CsvReader.builder()
                .commentStrategy(CommentStrategy.NONE)
                .fieldSeparator(separator)
                .maxBufferSize(MAX_RECORD_CHARACTERS)
                .allowUnclosedQuote(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE);
    }

    private static void close(CsvReader<?> csv) {
        try {
            csv.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
