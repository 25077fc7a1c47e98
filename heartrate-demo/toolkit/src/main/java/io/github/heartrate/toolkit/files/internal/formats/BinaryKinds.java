package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that are known by their first bytes. */
final class BinaryKinds {

    private static final String UNPACK = " archive; unpack it first";
    private static final String SAVE = "; save the table in it as CSV with the columns timestamp and bpm";
    private static final String COMPUTE =
            ": signals and no rates; compute rates from the ECG or the pulse wave and save "
                    + "them as CSV with the columns timestamp and bpm";
    private static final String PICTURE = "a picture; a file of the numbers in it is needed";

    /** What begins with some bytes at some place; the characters are bytes. */
    private record Magic(int at, String bytes, String what) {}

    private static final List<Magic> KNOWN = List.of(
            new Magic(0, "PAR1", "a Parquet file" + SAVE + ", as pandas or DuckDB do"),
            new Magic(0, "\u0089HDF\r\n\u001a\n", "an HDF5 file (or MATLAB's, or NetCDF)" + SAVE),
            new Magic(0, "MATLAB ", "a MATLAB file" + SAVE),
            new Magic(0, "CDF\u0001", "a NetCDF file" + SAVE),
            new Magic(0, "\u0093NUMPY", "an array of NumPy" + SAVE),
            new Magic(0, "ARROW1", "an Arrow file" + SAVE),
            new Magic(0, "RDX2\n", "a data file of R" + SAVE),
            new Magic(0, "RDX3\n", "a data file of R" + SAVE),
            new Magic(0, "X\n\0\0\0", "a data file of R" + SAVE),
            new Magic(0, "$FL2", "a data file of SPSS" + SAVE),
            new Magic(0, "$FL3", "a data file of SPSS" + SAVE),
            new Magic(0, "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "an Excel workbook (.xls)" + SAVE),
            new Magic(0, "%PDF", "a PDF; it shows rates, but a file of the numbers is needed"),
            new Magic(0, "\u0004\"M\u0018", "an LZ4" + UNPACK),
            new Magic(0, "(\u00b5/\u00fd", "a Zstandard" + UNPACK),
            new Magic(0, "\u00fd7zXZ\0", "an xz" + UNPACK),
            new Magic(0, "BZh", "a bzip2" + UNPACK),
            new Magic(0, "7z\u00bc\u00af'\u001c", "a 7z" + UNPACK),
            new Magic(0, "Rar!\u001a\u0007", "a RAR" + UNPACK),
            new Magic(0, "\u001f\u009d", "a compress (.Z)" + UNPACK),
            new Magic(0, "\u001f\u008b", "gzip within gzip, several times; unpack it first"),
            new Magic(257, "ustar", "a tar" + UNPACK),
            new Magic(0, "\u00ffBIOSEMI", "a BDF recording" + COMPUTE),
            new Magic(128, "DICM", "a DICOM file; a file of the rates in it is needed"),
            new Magic(0, "\u0089PNG", PICTURE),
            new Magic(0, "\u00ff\u00d8\u00ff", PICTURE),
            new Magic(0, "GIF8", PICTURE),
            new Magic(8, "WEBP", PICTURE),
            new Magic(4, "ftyphei", PICTURE),
            new Magic(0, "II*\0", PICTURE),
            new Magic(0, "MM\0*", PICTURE),
            new Magic(4, "ftyp", "a film; a file of the numbers in it is needed"));

    private static final Pattern EDF = Pattern.compile("0 {7}.{160}[\\d.: ]{16}\\d+ *(EDF\\+[CD])?.*", Pattern.DOTALL);

    private static final Pattern SAMPLES_TABLE =
            Pattern.compile("CREATE TABLE \"?(\\w*ACTIVITY_SAMPLE)\"? *\\([^;]*?HEART_RATE", Pattern.CASE_INSENSITIVE);

    private BinaryKinds() {}

    /**
     * A sentence; empty for other files.
     *
     * @param head the first bytes as characters
     */
    static Optional<String> whatIs(Content content, String head) {
        if (content.isZip()) {
            return Optional.of(ofArchive(head));
        }
        if (head.startsWith("SQLite format 3\0")) {
            return Optional.of(ofDatabase(head));
        }
        if (head.length() >= 256 && EDF.matcher(head.substring(0, 256)).matches()) {
            return Optional.of("is an EDF recording" + COMPUTE);
        }
        return KNOWN.stream()
                .filter(magic -> head.startsWith(magic.bytes(), magic.at()))
                .findFirst()
                .map(magic -> "is " + magic.what());
    }

    private static String ofArchive(String head) {
        if (head.contains("xl/")) {
            return "is an Excel workbook" + SAVE;
        }
        if (head.contains("opendocument.spreadsheet")) {
            return "is a LibreOffice table" + SAVE;
        }
        if (head.contains("[Content_Types].xml") || head.contains("opendocument")) {
            return "is an office document" + SAVE;
        }
        return "is a zip archive within another file, or from standard input or a pipe; unpack it first";
    }

    private static String ofDatabase(String head) {
        if (head.contains("heart_rate_record_series_table")) {
            return query(
                    "Health Connect's",
                    "SELECT epoch_millis AS timestamp, beats_per_minute AS bpm FROM heart_rate_record_series_table "
                            + "ORDER BY epoch_millis");
        }
        Matcher samples = SAMPLES_TABLE.matcher(head);
        if (samples.find()) {
            return query(
                    "Gadgetbridge's",
                    "SELECT TIMESTAMP AS timestamp, HEART_RATE AS bpm FROM " + samples.group(1)
                            + " WHERE HEART_RATE NOT IN (-1, 0, 255) ORDER BY TIMESTAMP");
        }
        return "is an SQLite database; save the rates in it as CSV with the columns timestamp and bpm, as sqlite3 -csv "
                + "-header does";
    }

    private static String query(String whose, String select) {
        return "is " + whose + " SQLite database; save its rates with: sqlite3 -csv -header FILE \"" + select
                + "\" > rates.csv";
    }
}
