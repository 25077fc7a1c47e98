#!/usr/bin/env bash
# univocity-parsers 2.9.1: the automatic format takes the colon of a time for the delimiter.
#
# Expected: detectFormatAutomatically() finds the comma in lines like 2026-01-01T12:00:00Z,72. All rows have one comma,
#   and a comma is the first delimiter that a CSV reader thinks of.
# Happens: without a header line the colon wins, which occurs twice per row. The row is read as three columns:
#   "2026-01-01T12", "00", "00Z,72". There is no error and no warning. With a header line "time,bpm" the comma is found.
#   A list of heart rates with a decimal comma, "12:00:00;72,5", is split at the colon as well.
# Why it matters: devices append readings to a file without a header, or a file is cut after the header was read. The
#   second column, where the rate is expected, is now the minute: "00" is a number, so a program reads 0 bpm and raises
#   an asystole.
# Instead: detectFormatAutomatically(',', ';', '\t') names the delimiters that may be chosen, or set the delimiter.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.univocity</groupId>
      <artifactId>univocity-parsers</artifactId>
      <version>2.9.1</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
  -DoutputDirectory=lib >mvn.log 2>&1 || {
  cat mvn.log >&2
  exit 1
}
cat >Main.java <<'JAVA'
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.StringReader;
import java.util.Arrays;

class Main {
    public static void main(String[] args) {
        System.out.println("univocity-parsers 2.9.1");
        String rows = "2026-01-01T12:00:00Z,72\n2026-01-01T12:00:01Z,73\n2026-01-01T12:00:02Z,74\n";
        read("no header", rows);
        read("no header, delimiters named", rows, ',', ';', '\t');
        read("header", "time,bpm\n" + rows);
        read("no header, decimal comma", "2026-01-01 12:00:00;72,5\n2026-01-01 12:00:01;73,0\n");
    }

    private static void read(String what, String csv, char... delimiters) {
        CsvParserSettings settings = new CsvParserSettings();
        settings.detectFormatAutomatically(delimiters);
        CsvParser parser = new CsvParser(settings);
        var rows = parser.parseAll(new StringReader(csv));
        System.out.println(what + ": delimiter " + parser.getDetectedFormat().getDelimiterString() + "  last row "
                + Arrays.toString(rows.get(rows.size() - 1)));
    }
}
JAVA
seen=$(java -cp 'lib/*' Main.java)
recorded=$(
  cat <<'TEXT'
univocity-parsers 2.9.1
no header: delimiter :  last row [2026-01-01T12, 00, 02Z,74]
no header, delimiters named: delimiter ,  last row [2026-01-01T12:00:02Z, 74]
header: delimiter ,  last row [2026-01-01T12:00:02Z, 74]
no header, decimal comma: delimiter :  last row [2026-01-01 12, 00, 01;73,0]
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: the second column is the minute, not the heart rate."
