#!/usr/bin/env bash
# org.fhir:ucum 1.0.10: converting a rate rounds it to as many digits as it was written with.
#
# Expected: a library with its own decimal type converts units exactly, or to 15 digits and more. 72.4 /min are 1.20667
#   Hz, and 1.67 Hz are 100.2 /min.
# Happens: the result keeps as many digits as the input has. 72.4 /min become 1.21 Hz, which are 72.6 /min. 72.40 /min
#   become 1.207 Hz. 1.67 Hz become 100 /min. Whole numbers are spared, since they count as exact: 101 /min get 31
#   digits. So the way a number is written decides, and a test with 72 or 100 shows nothing.
# Why it matters: 100.2 is above the limit of 100, and after the conversion it is not. Suunto watches store Hz, averages
#   have one digit after the point, and there and back is off by 0.2 bpm.
# Instead: multiply or divide by 60 yourself. If you have to use the library, add zeros to the number first.
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
      <groupId>org.fhir</groupId>
      <artifactId>ucum</artifactId>
      <version>1.0.10</version>
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
import org.fhir.ucum.Decimal;
import org.fhir.ucum.UcumEssenceService;

class Main {
    public static void main(String[] args) throws Exception {
        var ucum = new UcumEssenceService(Main.class.getResourceAsStream("/ucum-essence.xml"));
        System.out.println("org.fhir:ucum 1.0.10");
        for (String rate : new String[] {"72", "72.4", "72.40", "72.400000000", "60.5", "101"}) {
            Decimal hertz = ucum.convert(new Decimal(rate), "/min", "Hz");
            Decimal back = ucum.convert(hertz, "Hz", "/min");
            System.out.println(rate + " /min = " + hertz.asDecimal() + " Hz = " + back.asDecimal() + " /min");
        }
        for (String hertz : new String[] {"1.67", "1.6700"}) {
            System.out.println(hertz + " Hz = " + ucum.convert(new Decimal(hertz), "Hz", "/min").asDecimal() + " /min");
        }
    }
}
JAVA
seen=$(java -cp 'lib/*' Main.java)
recorded=$(
  cat <<'TEXT'
org.fhir:ucum 1.0.10
72 /min = 1.2 Hz = 72 /min
72.4 /min = 1.21 Hz = 72.6 /min
72.40 /min = 1.207 Hz = 72.42 /min
72.400000000 /min = 1.2066666667 Hz = 72.400000002 /min
60.5 /min = 1.01 Hz = 60.6 /min
101 /min = 1.683333333333333333333333333334 Hz = 101.0000000000000000000000000000 /min
1.67 Hz = 100 /min
1.6700 Hz = 100.20 /min
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: the digits of the input decide about the rate."
