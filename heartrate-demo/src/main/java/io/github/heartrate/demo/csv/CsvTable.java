package io.github.heartrate.demo.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.heartrate.Reading;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.List;

/** One pass over a CSV: its header decides the {@link Layout}, each further row gives its readings. */
final class CsvTable {

    private static final int MAX_RECORD_CHARACTERS = 1 << 22;

    private final String file;
    private final ReadSettings settings;
    private final String onlyPatient;
    private final ReadTally tally;

    CsvTable(String file, ReadSettings settings, String onlyPatient, ReadTally tally) {
        this.file = file;
        this.settings = settings;
        this.onlyPatient = onlyPatient;
        this.tally = tally;
    }

    void read(Reader in, char separator) throws IOException {
        RowCursor cursor = new RowCursor(new NumberParser(separator == ';' ? ',' : '.'));
        try (CsvReader<RowCursor> csv = CsvReader.builder()
                        .commentStrategy(CommentStrategy.NONE)
                        .fieldSeparator(separator)
                        .maxBufferSize(MAX_RECORD_CHARACTERS)
                        .allowUnclosedQuote(false)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .build(cursor, in);
                CloseableIterator<RowCursor> rows = csv.iterator()) {
            if (!rows.hasNext()) {
                throw new TelemetryException(file + ": is empty");
            }
            List<String> header = rows.next().texts();
            TimeParser times = settings.timeParser();
            boolean polar = PolarSession.isHeader(header);
            if (polar) {
                PolarSession session = PolarSession.read(file, settings.zone(), header, rows);
                header = session.sampleHeader();
                times = session.times();
            }
            Layout layout = new LayoutGuesser(file, settings, onlyPatient).guess(header, cursor.line(), !polar);
            cursor.setLayout(layout, times);
            while (rows.hasNext()) {
                handOn(rows.next(), layout);
            }
        }
    }

    private void handOn(RowCursor row, Layout layout) {
        SkipReason error = row.error();
        Instant time = row.time();
        if (error != null || time == null) {
            tally.skip(row.line(), error == null ? SkipReason.BAD_TIME : error, row.detail());
            return;
        }
        String patient = row.patient();
        for (int i = 0; i < layout.rateColumns().size(); i++) {
            if (row.isBlank(i)) {
                tally.blank();
            } else {
                String id = patient == null ? layout.patients().get(i) : patient;
                tally.accept(new Reading(id, time, row.rate(i)));
            }
        }
    }
}
