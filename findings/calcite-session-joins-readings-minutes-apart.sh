#!/usr/bin/env bash
# Apache Calcite 1.42.0: SESSION puts readings that are minutes apart into one episode, and cuts those seconds apart.
#
# Expected: SESSION with an interval of 30 seconds and a key joins the readings of a patient as long as the next one
#   comes within 30 seconds, and begins a new window after a longer gap. The reference says that within a session the
#   distances of rows are less than the interval. So high readings at 0, 20 and 300 s are two episodes.
# Happens: 0 and 300 s are in one window, and the reading at 20 s has a window of its own in the middle of it. Two
#   readings 100 s apart are one window. Five readings 20 s apart are two windows that overlap. The same readings seven
#   seconds later are grouped in another way. Nothing is told. Three close readings are right, so a small test shows
#   nothing.
# Why it matters: episodes of tachycardia are counted and measured with such windows. Two short ones become one of five
#   minutes, and a long one becomes two. The time of day decides, so a repeated study gives other episodes.
# Instead: mark each reading that comes more than 30 s after the last one with LAG and sum the marks, as in the last
#   column.
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
      <groupId>org.apache.calcite</groupId>
      <artifactId>calcite-core</artifactId>
      <version>1.42.0</version>
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.StringJoiner;

public class Main {
    private static final String SESSION = "select bpm, second_of, \"window_start\", \"window_end\" from table(session("
            + "(%s), descriptor(taken), descriptor(patient), interval '30' second)) order by second_of";
    private static final String LAG = "select bpm, second_of, sum(begins) over (order by second_of) from ("
            + "select bpm, second_of,"
            + " case when second_of - lag(second_of) over (order by second_of) <= 30 then 0 else 1 end as begins"
            + " from (%s)) order by second_of";

    public static void main(String[] arguments) throws SQLException {
        System.out.println("calcite-core 1.42.0, high readings at seconds, interval 30 s; windows: SESSION | with LAG");
        try (var calcite = DriverManager.getConnection("jdbc:calcite:")) {
            tell(calcite, "12:00:00", 0);
            tell(calcite, "12:00:00", 0, 20);
            tell(calcite, "12:00:00", 0, 20, 40);
            tell(calcite, "12:00:00", 0, 20, 40, 60, 80);
            tell(calcite, "12:00:00", 0, 100);
            tell(calcite, "12:00:00", 0, 20, 300);
            tell(calcite, "12:00:07", 0, 20, 300);
            tell(calcite, "12:00:00", 0, 20, 40, 300, 320, 340);
            tell(calcite, "12:00:07", 0, 20, 40, 300, 320, 340);
        }
    }

    private static void tell(Connection calcite, String start, int... seconds) throws SQLException {
        var rows = new StringJoiner(", ");
        var names = new StringJoiner(" ");
        for (int second : seconds) {
            rows.add("('A', timestampadd(second, " + second + ", timestamp '2026-01-01 " + start + "'), 120, " + second
                    + ")");
            names.add(String.valueOf(second));
        }
        String readings = "select * from (values " + rows + ") as r(patient, taken, bpm, second_of)";
        System.out.println(start + ", " + names + ": " + windows(calcite, SESSION.formatted(readings)) + " | "
                + windows(calcite, LAG.formatted(readings)));
    }

    private static String windows(Connection calcite, String sql) throws SQLException {
        var windows = new LinkedHashMap<String, List<Integer>>();
        try (var statement = calcite.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                var window = new StringBuilder();
                for (int column = 3; column <= rows.getMetaData().getColumnCount(); column++) {
                    window.append(' ').append(rows.getString(column));
                }
                windows.computeIfAbsent(window.toString(), key -> new ArrayList<>()).add(rows.getInt(2));
            }
        }
        return windows.values().toString();
    }
}
JAVA
javac -nowarn -cp 'lib/*' -d classes Main.java
seen=$(java -cp 'classes:lib/*' Main 2>err.log) || {
  cat err.log >&2
  exit 1
}
recorded=$(
  cat <<'TEXT'
calcite-core 1.42.0, high readings at seconds, interval 30 s; windows: SESSION | with LAG
12:00:00, 0: [[0]] | [[0]]
12:00:00, 0 20: [[0, 20]] | [[0, 20]]
12:00:00, 0 20 40: [[0, 20, 40]] | [[0, 20, 40]]
12:00:00, 0 20 40 60 80: [[0, 60, 80], [20, 40]] | [[0, 20, 40, 60, 80]]
12:00:00, 0 100: [[0, 100]] | [[0], [100]]
12:00:00, 0 20 300: [[0, 300], [20]] | [[0, 20], [300]]
12:00:07, 0 20 300: [[0, 300], [20]] | [[0, 20], [300]]
12:00:00, 0 20 40 300 320 340: [[0, 320, 340], [20, 40], [300]] | [[0, 20, 40], [300, 320, 340]]
12:00:07, 0 20 40 300 320 340: [[0, 40, 320, 340], [20], [300]] | [[0, 20, 40], [300, 320, 340]]
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: readings minutes apart are one episode."
