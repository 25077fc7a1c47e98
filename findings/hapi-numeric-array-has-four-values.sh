#!/usr/bin/env bash
# HAPI HL7 v2 2.6.0 (hapi-structures-v26): of six heart rates in a numeric array, getComponents() gives four.
#
# Expected: NA is HL7's series of numbers, "a variable number of them, parted by ^". An OBX-5 of six rates has six
#   components, and if the class could not hold them, the parser would say so.
# Happens: the class NA has four fields, since the standard's table names Value1 to Value4 before it says "and so on".
#   The message is valid. getComponents() and getNa1_Value1 to getNa4_Value4 give 72, 75, 78 and 118. The rates 121 and 124
#   are in getExtraComponents(), where HAPI keeps what a sender has added to a type.
# Why it matters: three rates in a row above 100 bpm are one such rate for the reader. No alarm is raised, and nothing is
#   logged. A monitor that sends a minute in one array loses more than nine tenths of it.
# Instead: read getComponents() and then all of getExtraComponents(), or split encode() of the field yourself.
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
      <groupId>ca.uhn.hapi</groupId>
      <artifactId>hapi-structures-v26</artifactId>
      <version>2.6.0</version>
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
import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.model.v26.datatype.NA;
import ca.uhn.hl7v2.model.v26.message.ORU_R01;

class Main {
    public static void main(String[] args) throws Exception {
        System.out.println("HAPI HL7 v2 2.6.0");
        String text = "MSH|^~\\&|MONITOR|W3|EHR|H|20260101120000+0000||ORU^R01^ORU_R01|1|P|2.6\r"
                + "PID|1||12345^^^H^MR||Doe^Jo\r"
                + "OBR|1|||8867-4^Heart rate^LN\r"
                + "OBX|1|NA|8867-4^Heart rate^LN|1|72^75^78^118^121^124|/min|50-100||||F|||20260101120000+0000\r";
        try (var context = new DefaultHapiContext()) {
            var message = (ORU_R01) context.getPipeParser().parse(text);
            var obx = message.getPATIENT_RESULT().getORDER_OBSERVATION().getOBSERVATION().getOBX();
            var array = (NA) obx.getObservationValue(0).getData();
            System.out.print("getComponents():");
            for (var each : array.getComponents()) {
                System.out.print(" " + each.encode());
            }
            var extra = array.getExtraComponents();
            System.out.print("\ngetExtraComponents():");
            for (int i = 0; i < extra.numComponents(); i++) {
                System.out.print(" " + extra.getComponent(i).getData());
            }
            System.out.println("\nencode(): " + obx.getObservationValue(0).encode());
        }
    }
}
JAVA
seen=$(java -cp 'lib/*' Main.java 2>err.log) || {
  cat err.log >&2
  exit 1
}
recorded=$(
  cat <<'TEXT'
HAPI HL7 v2 2.6.0
getComponents(): 72 75 78 118
getExtraComponents(): 121 124
encode(): 72^75^78^118^121^124
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: four of six rates are components, and the message is valid."
