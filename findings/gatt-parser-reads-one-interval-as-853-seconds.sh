#!/usr/bin/env bash
# bluetooth-gatt-parser 1.9.4: of several R-R intervals in one Bluetooth message only the first is read, and as 853
#   seconds.
#
# Expected: the Heart Rate Measurement (0x2A37) carries as many R-R intervals as fit, in units of 1/1024 s. A parser
#   made for the standard characteristics gives all of them, 853 as 0.833 s, and says whether the strap touches the
#   skin.
# Happens: the parser gives the first interval of three. Its value is the raw 853 and its unit "second". The other two
#   are dropped without an error. The two bits for skin contact appear in no field: a reading without contact looks like
#   one with.
# Why it matters: at 100 bpm and one message per second two of three messages have two intervals, so four of ten beats
#   are missing, and each measure of variability is wrong. A strap in the drawer goes on with "readings".
# Instead: decode the bytes yourself: flags first, then the rate, the energy if bit 3 is set, then pairs of bytes to the
#   end.
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
      <groupId>org.sputnikdev</groupId>
      <artifactId>bluetooth-gatt-parser</artifactId>
      <version>1.9.4</version>
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
import java.util.HexFormat;
import org.sputnikdev.bluetooth.gattparser.BluetoothGattParserFactory;

class Main {
    public static void main(String[] args) throws Exception {
        System.out.println("bluetooth-gatt-parser 1.9.4, characteristic 2A37");
        read("72 bpm, intervals 853, 832, 848", "1048550340035003");
        read("72 bpm, skin contact", "0648");
        read("72 bpm, no skin contact", "0448");
    }

    private static void read(String meaning, String hex) throws Exception {
        var response = BluetoothGattParserFactory.getDefault().parse("2A37", HexFormat.of().parseHex(hex));
        System.out.println(hex + " (" + meaning + ")");
        response.getFieldHolders().forEach(holder -> System.out.println("  " + holder.getField().getName() + ": "
                + holder.getRawValue() + ", unit " + holder.getField().getUnit()));
    }
}
JAVA
# The library reads its specifications with a library that looks into classes of the JDK.
opens=()
for package in java.base/java.util java.base/java.lang.reflect java.base/java.text java.desktop/java.awt.font; do
  opens+=(--add-opens "$package=ALL-UNNAMED")
done
seen=$(java "${opens[@]}" -cp 'lib/*' Main.java 2>err.log) || {
  cat err.log >&2
  exit 1
}
recorded=$(
  cat <<'TEXT'
bluetooth-gatt-parser 1.9.4, characteristic 2A37
1048550340035003 (72 bpm, intervals 853, 832, 848)
  Heart Rate Measurement Value (uint8): 72, unit org.bluetooth.unit.period.beats_per_minute
  RR-Interval: 853, unit org.bluetooth.unit.time.second
0648 (72 bpm, skin contact)
  Heart Rate Measurement Value (uint8): 72, unit org.bluetooth.unit.period.beats_per_minute
0448 (72 bpm, no skin contact)
  Heart Rate Measurement Value (uint8): 72, unit org.bluetooth.unit.period.beats_per_minute
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: one interval of three, and in the wrong unit."
