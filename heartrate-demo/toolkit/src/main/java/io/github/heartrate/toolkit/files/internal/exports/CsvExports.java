package io.github.heartrate.toolkit.files.internal.exports;

import io.github.heartrate.toolkit.files.internal.table.CsvRows;
import io.github.heartrate.toolkit.files.internal.table.CsvRows.Row;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.ReadSettings;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** All kinds of exports as CSV; a file is of the first kind that it matches. */
public final class CsvExports {

    private static final int FIRST_ROWS = 200;

    private static final List<CsvKind> KNOWN = List.of(
            new PolarSession(),
            new SamsungCsv(),
            new EmpaticaE4(),
            new GoogleFitDay(),
            new Withings(),
            new GoogleHeartRate(),
            new FitbitTable(),
            new Zepp(),
            new MiFitness(),
            new Gadgetbridge(),
            new OuraCsv(),
            new HealthKitCsv(),
            new HealthAutoExportCsv());

    private CsvExports() {}

    /** Reads a file of a known kind; false if it is of none, or if the user names the columns of an ordinary table. */
    public static boolean read(Content content, Pass pass) throws IOException {
        List<Row> first = CsvRows.first(content, FIRST_ROWS);
        Optional<CsvKind> kind = first.isEmpty()
                ? Optional.empty()
                : KNOWN.stream().filter(each -> each.matches(first)).findFirst();
        if (kind.isEmpty() || (kind.get().isTable() && namesColumns(pass.settings()))) {
            return false;
        }
        CsvRows.read(content, pass.file(), rows -> kind.get().read(first, rows, pass));
        return true;
    }

    private static boolean namesColumns(ReadSettings settings) {
        return settings.patientColumn().isPresent()
                || settings.timeColumn().isPresent()
                || settings.bpmColumn().isPresent()
                || !settings.where().isEmpty();
    }
}
