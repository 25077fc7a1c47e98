package io.github.heartrate.toolkit.files.internal.table;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.heartrate.toolkit.files.internal.table.TimeReading.OrderSeen;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.PatientIds;
import io.github.heartrate.toolkit.telemetry.DateOrder;
import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.cells.NumberParser;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import io.github.heartrate.toolkit.telemetry.internal.text.MalformedTextException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        char separator = content.separator();
        Head head = head(content, separator);
        RowCursor cursor = new RowCursor(pass.patients(), new NumberParser(separator == ';' ? ',' : '.'));
        try (CsvReader<RowCursor> csv = csv(separator, cursor, content.text());
                CloseableIterator<RowCursor> rows = csv.iterator()) {
            if (!rows.hasNext()) {
                throw new TelemetryException(file + ": is empty");
            }
            List<String> header = rows.next().texts();
            Head known = new Head(stripped(header), cursor.line(), head.rows(), head.isWhole());
            Layout layout = new LayoutGuesser(pass, known).guess(true);
            TimeReading times = new TimeGuesser(file, settings).guess(known, layout, () -> again(content, separator));
            if (!layout.hasPatientColumn()
                    && !layout.isWide()
                    && settings.patient().isEmpty()) {
                new MergedPatients(file, known, layout, times.parser()).refuse();
            }
            pass.readAs(patients -> layout.text(patients, times.text()));
            read(cursor, rows, layout, times);
        } catch (CsvParseException | UncheckedIOException e) {
            if (e.getCause() instanceof MalformedTextException malformed) {
                throw new TelemetryException(file + ": line " + cursor.line() + ", " + malformed.getMessage(), e);
            }
            throw e;
        }
    }

    private void read(RowCursor cursor, CloseableIterator<RowCursor> rows, Layout layout, TimeReading times) {
        cursor.setLayout(layout, times);
        while (rows.hasNext()) {
            handOn(rows.next(), layout, times);
        }
    }

    private void handOn(RowCursor row, Layout layout, TimeReading times) {
        if (row.isLeftOut()) {
            pass.omit(Omission.FILTERED);
            return;
        }
        SkipReason error = row.error();
        Instant time = row.time();
        if (error != null || time == null) {
            refuseTheOtherOrder(row, layout, times);
            pass.skip(row.line(), error == null ? SkipReason.BAD_TIME : error, row.detail());
            return;
        }
        if (row.isAmbiguous()) {
            pass.ambiguous();
        }
        for (int i = 0; i < layout.rateColumns().size(); i++) {
            RowCursor.SkippedRate bad = row.badRate(i);
            if (bad != null) {
                pass.skip(row.line(), bad.reason(), bad.detail());
            } else if (row.isBlank(i)) {
                pass.omit(Omission.BLANK);
            } else if (row.isSameItem()) {
                pass.accept(row.patient(i), time, row.rate(i));
            } else {
                throw LayoutGuesser.mixed(file, layout.name(layout.itemColumn()), row.items());
            }
        }
    }

    private void refuseTheOtherOrder(RowCursor row, Layout layout, TimeReading times) {
        OrderSeen seen = times.orderSeen();
        DateOrder order = row.error() == SkipReason.BAD_TIME ? SlashDate.shownBy(row.badDate()) : null;
        if (seen != null && order != null && order != seen.order()) {
            int column = layout.dateColumn() == Layout.NONE ? layout.timeColumn() : layout.dateColumn();
            throw seen.contradiction(file, layout.name(column), new OrderSeen(order, row.line(), row.badDate()));
        }
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
        List<Head.Row> below = rows.isEmpty() ? rows : rows.subList(1, rows.size());
        return new Head(List.of(), 0, below, isWhole && !hasMore);
    }

    private static Optional<Stream<Head.Row>> again(Content content, char separator) {
        try {
            return content.textAgain().map(text -> rows(text, separator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All rows as text, the header too. */
    static Stream<Head.Row> rows(Reader text, char separator) {
        RowCursor cursor = new RowCursor(new PatientIds(), new NumberParser('.'));
        CsvReader<RowCursor> csv = csv(separator, cursor, text);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(csv.iterator(), Spliterator.ORDERED), false)
                .map(row -> new Head.Row(row.line(), row.texts()))
                .onClose(() -> close(csv));
    }

    private static CsvReader<RowCursor> csv(char separator, RowCursor cursor, Reader text) {
        return CsvReader.builder()
                .commentStrategy(CommentStrategy.NONE)
                .fieldSeparator(separator)
                .maxBufferSize(MAX_RECORD_CHARACTERS)
                .allowUnclosedQuote(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(cursor, text);
    }

    private static void close(CsvReader<?> csv) {
        try {
            csv.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> stripped(List<String> header) {
        return header.stream().map(String::strip).toList();
    }
}
