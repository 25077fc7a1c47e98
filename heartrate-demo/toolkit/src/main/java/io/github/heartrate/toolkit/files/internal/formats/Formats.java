package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.files.internal.exports.CsvExports;
import io.github.heartrate.toolkit.files.internal.table.CsvTable;
import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.io.IOException;
import java.util.List;

/** All kinds of files that are read. A file is of the first kind that it matches; what is left is a table. */
public final class Formats {

    private static final List<Format> KNOWN =
            List.of(new AppleHealth(), new Fit(), new Tcx(), new Gpx(), new PolarHrm(), new JsonFile());

    private Formats() {}

    /** Reads a file, whatever kind it is of; one of no kind is refused, with a sentence on what it is. */
    public static void read(Content content, Pass pass) throws IOException {
        for (Format format : KNOWN) {
            if (format.matches(content)) {
                format.read(content, pass);
                return;
            }
        }
        if (CsvExports.read(content, pass)) {
            return;
        }
        UnreadKinds.whatIs(content, pass).ifPresent(kind -> {
            throw new NoTelemetryException(pass.file() + ": " + kind);
        });
        new CsvTable(pass).read(content);
    }
}
