#!/usr/bin/env bash
# HAPI HL7 v2 2.6.0 (hapi-structures): a Terser path finds the heart rate in a message of v2.5 and null in one of v2.6.
#
# Expected: "/.OBX-5" is the value of the first OBX of the message. The two messages differ in the version alone, and
#   v2.6 is meant to be compatible with v2.5.
# Happens: in v2.5 the path gives 72. In v2.6 it gives null, without an error. The dot searches the structure of the
#   message, not its text: from v2.6 on a place for an OBX belongs to the patient, before the ones of the order. That
#   place is empty, and an empty segment is what the search finds.
# Why it matters: monitors send v2.6 (the IHE profile PCD-01 asks for it). Code that was written for a hospital with
#   v2.5 reads null from them, and null usually means "no value was measured".
# Instead: name the group as well, "/.OBSERVATION(0)/OBX-5", or walk all segments.
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
      <artifactId>hapi-structures-v25</artifactId>
      <version>2.6.0</version>
    </dependency>
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
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.util.Terser;

class Main {
    public static void main(String[] args) throws Exception {
        System.out.println("HAPI HL7 v2 2.6.0");
        for (String version : new String[] {"2.5", "2.6"}) {
            String text = "MSH|^~\\&|MONITOR|W3|EHR|H|20260101120000+0000||ORU^R01^ORU_R01|1|P|" + version + "\r"
                    + "PID|1||12345^^^H^MR||Doe^Jo\r"
                    + "OBR|1|||8867-4^Heart rate^LN\r"
                    + "OBX|1|NM|8867-4^Heart rate^LN|1|72|/min|50-100||||F|||20260101120000+0000\r";
            Message message;
            try (var context = new DefaultHapiContext()) {
                message = context.getPipeParser().parse(text);
            }
            var terser = new Terser(message);
            for (String path : new String[] {"/.OBX-5", "/.OBSERVATION(0)/OBX-5"}) {
                System.out.println("v" + version + ", " + path + ": " + terser.get(path));
            }
            var found = new Terser(message).getFinder().findSegment("OBX", 0);
            System.out.println("v" + version + ", the first OBX found belongs to " + found.getParent().getName());
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
v2.5, /.OBX-5: 72
v2.5, /.OBSERVATION(0)/OBX-5: 72
v2.5, the first OBX found belongs to OBSERVATION
v2.6, /.OBX-5: null
v2.6, /.OBSERVATION(0)/OBX-5: 72
v2.6, the first OBX found belongs to PATIENT
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: the path of v2.5 reads nothing in v2.6."
