#!/usr/bin/env bash
# openehr-rm 3.13.0 (Archie): times are ordered by whole seconds, and rates by their bare numbers.
#
# Expected: DvDateTime keeps the fraction of a second, and both types are Comparable. So a sorted map by time keeps all
#   readings, and the highest of some rates is the highest. Rates in different units are refused, or converted.
# Happens: compareTo of 45.1 s and 45.9 s is 0, although equals is false. A sorted map keeps one reading per second: the
#   first time, with the last rate. 2 Hz, which is 120 /min, is less than 49 /min, so the highest of both is 49 /min.
# Why it matters: beat-to-beat rates of a newborn come more than twice per second. Half of them vanish, and those left
#   have the time of another beat. A tachycardia in Hz is below every limit.
# Instead: sort by DvDateTime.getValue() as an instant, and compare magnitudes only after the units.
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
      <groupId>com.nedap.healthcare.archie</groupId>
      <artifactId>openehr-rm</artifactId>
      <version>3.13.0</version>
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
import com.nedap.archie.rm.datavalues.quantity.DvQuantity;
import com.nedap.archie.rm.datavalues.quantity.datetime.DvDateTime;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

public class Main {
    public static void main(String[] args) {
        System.out.println("openehr-rm 3.13.0");
        DvDateTime early = new DvDateTime("2026-01-01T12:00:45.1Z");
        DvDateTime late = new DvDateTime("2026-01-01T12:00:45.9Z");
        System.out.println("45.1 s and 45.9 s: compareTo " + early.compareTo(late) + ", equals " + early.equals(late));
        TreeMap<DvDateTime, Integer> beats = new TreeMap<>();
        int bpm = 181;
        for (String second : List.of("45.1", "45.4", "45.7", "46.0")) {
            beats.put(new DvDateTime("2026-01-01T12:00:" + second + "Z"), bpm++);
        }
        System.out.print("four readings, 181 to 184 bpm, in a sorted map:");
        beats.forEach((time, rate) -> System.out.print(" " + time.getValue() + "=" + rate));
        System.out.println();
        DvQuantity hertz = new DvQuantity("Hz", 2.0, 1L);
        DvQuantity perMinute = new DvQuantity("/min", 49.0, 1L);
        DvQuantity highest = Collections.max(List.of(hertz, perMinute));
        System.out.println("the highest of 2 Hz and 49 /min: " + highest.getMagnitude() + " " + highest.getUnits());
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
openehr-rm 3.13.0
45.1 s and 45.9 s: compareTo 0, equals false
four readings, 181 to 184 bpm, in a sorted map: 2026-01-01T12:00:45.100Z=183 2026-01-01T12:00:46Z=184
the highest of 2 Hz and 49 /min: 49.0 /min
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: two of four readings are gone, and 120 /min is below 49 /min."
