package io.github.heartrate.toolkit.files.internal.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import io.github.heartrate.toolkit.telemetry.internal.text.MalformedTextException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The rows of a CSV as text, for exports whose columns have one meaning. */
public final class CsvRows {

    private CsvRows() {}

    /**
     * A row.
     *
     * @param line where it begins
     * @param cells as they are
     */
    public record Row(long line, List<String> cells) {

        /** Copies the cells. */
        public Row {
            cells = List.copyOf(cells);
        }

        /** Without white space around it; blank if the row is too short. */
        public String cell(int column) {
            return column < cells.size() ? cells.get(column).strip() : "";
        }
    }

    /** The first rows; what is wrong with them is told when they are read. */
    public static List<Row> first(Content content, int most) {
        List<Row> first = new ArrayList<>();
        try (Reader text = content.headText();
                Stream<Head.Row> rows = CsvTable.rows(text, content.separator())) {
            rows.limit(most).forEach(row -> first.add(new Row(row.line(), row.cells())));
        } catch (CsvParseException | UncheckedIOException | IOException e) {
            return first;
        }
        return first;
    }

    /** Reads all rows. */
    public static void read(Content content, String file, Consumer<Iterator<Row>> reader) throws IOException {
        long[] line = {1};
        try (Reader text = content.text();
                Stream<Head.Row> rows = CsvTable.rows(text, content.separator())) {
            reader.accept(rows.map(row -> {
                        line[0] = row.line();
                        return new Row(row.line(), row.cells());
                    })
                    .iterator());
        } catch (CsvParseException | UncheckedIOException e) {
            if (e.getCause() instanceof MalformedTextException malformed) {
                throw new TelemetryException(file + ": line " + line[0] + ", " + malformed.getMessage(), e);
            }
            throw e;
        }
    }
}
