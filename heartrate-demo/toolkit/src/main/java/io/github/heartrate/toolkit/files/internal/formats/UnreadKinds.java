package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a file is that is not read, and how to get at the rates in it. */
final class UnreadKinds {

    private static final Map<String, String> XML = Map.of(
            "sml",
            "a training of Suunto (SML); export it as FIT",
            "openambitlog",
            "a training of a Suunto Ambit; export it as FIT",
            "pwx",
            "a training of TrainingPeaks (PWX); export it as FIT or TCX",
            "activity",
            "a training of Sigma (SLF); export it as FIT, TCX or GPX",
            "polar-exercise-data",
            "a training of Polar's older software; export it as HRM, or as TCX from Polar Flow",
            "kml",
            "a track for maps (KML), without heart rates; export the training as FIT, TCX or GPX",
            "clinicaldocument",
            "a clinical document (CDA); Apple's heart rates are in export.xml beside it",
            "html",
            "a web page (HTML): most likely a login or a preview was saved, so download the file itself");

    private UnreadKinds() {}

    /** A sentence on a file that holds no text or a known kind of text without rates; empty for what may be a table. */
    static Optional<String> whatIs(Content content, Pass pass) {
        if (content.isEmpty()) {
            return Optional.of("is empty");
        }
        String head = new String(content.head(), StandardCharsets.ISO_8859_1);
        Optional<String> binary = BinaryKinds.whatIs(content, head);
        if (binary.isPresent()) {
            return binary;
        }
        int control = content.binaryAt();
        if (control >= 0) {
            return Optional.of(ofUnknownBytes(pass.file(), control));
        }
        String beginning = content.beginning();
        if (beginning.isEmpty()) {
            return Optional.of("holds nothing but white space at its beginning");
        }
        if (beginning.startsWith("<")) {
            return Optional.of(ofMarkup(content, beginning));
        }
        return ofText(beginning, pass);
    }

    private static String ofUnknownBytes(String file, int control) {
        String text = "is no text: a control character at byte " + control;
        return file.toLowerCase(Locale.ROOT).endsWith(".dat")
                ? text + "; signals of PhysioNet (WFDB) end so: compute rates with its tools, such as wfdb for Python, "
                        + "and save them as timestamp,bpm"
                : text;
    }

    private static String ofMarkup(Content content, String beginning) {
        if (beginning.regionMatches(true, 0, "<!doctype html", 0, 14)
                || beginning.regionMatches(true, 0, "<html", 0, 5)) {
            return "is " + XML.get("html");
        }
        if (beginning.startsWith("<stata_dta>")) {
            return "is a data file of Stata; save it as CSV there";
        }
        String root = Xml.root(content).orElse("");
        String known = XML.get(root.toLowerCase(Locale.ROOT));
        if (known != null) {
            return "is " + known;
        }
        return "is XML, but of no kind that is read (Apple Health, TCX, GPX): "
                + (root.isEmpty() ? "without a root element" : Cells.shown(root));
    }

    private static Optional<String> ofText(String beginning, Pass pass) {
        if (beginning.startsWith("version https://git-lfs.github.com/spec/")) {
            return Optional.of("is a Git LFS pointer and not the file itself: fetch it with git lfs pull");
        }
        if (beginning.matches("(\\.\\./|/)[^\\n]*annex/objects/[\\s\\S]*")) {
            return Optional.of("is a git-annex pointer and not the file itself: fetch it with git annex get");
        }
        if (beginning.startsWith("{\\rtf")) {
            return Optional.of("is a text document (RTF); save the table in it as CSV");
        }
        if (WfdbHeader.matches(beginning)) {
            return Optional.of(
                    "is the header of signals of PhysioNet (WFDB); compute rates with its tools, such as wfdb "
                            + "for Python, and save them as timestamp,bpm");
        }
        return SummaryTable.whatIs(beginning, pass.settings());
    }

    /** The header of a record: its name, how many signals and how often, then a line per signal with its file. */
    private static final class WfdbHeader {

        static boolean matches(String beginning) {
            String[] lines = beginning
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .limit(2)
                    .toArray(String[]::new);
            return lines.length == 2
                    && lines[0].matches("[\\w./-]+ \\d{1,3}( \\d[\\d.()/]*){1,2}( .*)?")
                    && lines[1].matches("[\\w.~/-]+ \\d{1,3}(x\\d+)?([:+]\\d+)* .*");
        }
    }
}
