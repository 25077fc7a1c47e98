#!/usr/bin/env bash
# LinuxForHealth hl7v2-fhir-converter 1.1.0: a lower limit in HL7 v2 becomes the upper limit in FHIR.
#
# Expected: OBX-7 has three forms in HL7 v2: "60-100", ">60" for a lower limit alone and "<100" for an upper one alone.
#   In FHIR they are low and high, low, and high. Three rates in one OBX-5, separated by "~", are three values, or the
#   result tells that some are missing. A structured number (SN) of "90 - 140" is a range, and "<> 0" is not 0.
# Happens: every limit that stands alone becomes "high". 72 bpm with the limit ">60" is above "high 60", and 45 bpm is
#   within it. Of "72~190~75" the value is 72, with the interpretation "High". "90 - 140" is the value 90, and "<> 0"
#   is the value 0 without a comparator. No exception is thrown. "60-100", "<100" and the value ">200" are right.
# Why it matters: a rule that compares the value with the limits of its own Observation takes a healthy rate for a
#   tachycardia and misses every bradycardia. Of a rate that went up to 140 or 190 bpm the calm beginning is left.
# Instead: the text of OBX-7 is kept as referenceRange.text. Read the limits from there. Look for "~", "-" and "<>" in
#   OBX-5 before the converter, and make one message of each rate.
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
      <groupId>io.github.linuxforhealth</groupId>
      <artifactId>hl7v2-fhir-converter</artifactId>
      <version>v1.1.0</version>
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
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.linuxforhealth.hl7.HL7ToFHIRConverter;
import java.io.IOException;

public class Main {
    private static final HL7ToFHIRConverter CONVERTER = new HL7ToFHIRConverter();

    public static void main(String[] arguments) throws IOException {
        System.out.println("hl7v2-fhir-converter 1.1.0; OBX-2, OBX-5, OBX-7, OBX-8: value; limits; interpretation");
        tell("NM", "72", "60-100", "N");
        tell("NM", "72", "<100", "N");
        tell("NM", "72", ">60", "N");
        tell("NM", "45", ">60", "L");
        tell("NM", "72~190~75", "60-100", "H");
        tell("SN", ">^200", "60-100", "H");
        tell("SN", "<>^0", "60-100", "N");
        tell("SN", "^90^-^140", "60-100", "H");
    }

    private static void tell(String type, String value, String limits, String flag) throws IOException {
        var message = String.join(
                "\r",
                "MSH|^~\\&|MONITOR|WARD|RECORD|WARD|20260101120000+0000||ORU^R01|1|P|2.6",
                "PID|1||1^^^WARD^MR||A^B",
                "OBR|1|||8867-4^Heart rate^LN|||20260101120000+0000",
                "OBX|1|" + type + "|8867-4^Heart rate^LN||" + value + "|/min|" + limits + "|" + flag
                        + "|||F|||20260101120000+0000",
                "");
        for (JsonNode entry : new ObjectMapper().readTree(CONVERTER.convert(message)).get("entry")) {
            JsonNode observation = entry.get("resource");
            if (observation.get("resourceType").asText().equals("Observation")) {
                JsonNode quantity = observation.path("valueQuantity");
                JsonNode range = observation.path("referenceRange").path(0);
                JsonNode meaning = observation.path("interpretation").path(0).path("coding").path(0);
                System.out.println(type + " " + value + " " + limits + " " + flag + ": "
                        + quantity.path("comparator").asText() + quantity.path("value") + "; low "
                        + range.path("low").path("value").asText("-") + " high "
                        + range.path("high").path("value").asText("-") + "; " + meaning.path("display").asText("-"));
            }
        }
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
hl7v2-fhir-converter 1.1.0; OBX-2, OBX-5, OBX-7, OBX-8: value; limits; interpretation
NM 72 60-100 N: 72; low 60 high 100; Normal
NM 72 <100 N: 72; low - high 100; Normal
NM 72 >60 N: 72; low - high 60; Normal
NM 45 >60 L: 45; low - high 60; Low
NM 72~190~75 60-100 H: 72; low 60 high 100; High
SN >^200 60-100 H: >200; low 60 high 100; High
SN <>^0 60-100 N: 0; low 60 high 100; Normal
SN ^90^-^140 60-100 H: 90; low 60 high 100; High
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: the lower limit is the upper one."
