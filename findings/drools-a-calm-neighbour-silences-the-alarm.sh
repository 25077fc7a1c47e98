#!/usr/bin/env bash
# drools 10.2.0: within one pair of parentheses, a constant filters before the window and a variable after it.
#
# Expected: what stands in HR(...) says which readings the window holds. So Patient($p : id) with HR(patient == $p) over
#   window:length(3) holds the last three readings of each patient, just as HR(patient == "A") holds those of A.
# Happens: a condition with a constant is applied before the window, and a condition with a variable of another pattern
#   after it. The window of HR(patient == $p) holds the last three readings of all patients, and only then those of
#   other patients are left out. If two patients take turns, there are never three of one. The other way round, the
#   constant in HR(bpm > 100) keeps calm readings out of the window, so that three high readings are "in a row"
#   whatever lies between them.
# Why it matters: the rule that was tried with one patient alerts. On the ward a calm neighbour silences it, without an
#   error. The other rule alerts for high readings that were never in a row.
# Instead: keep a session for each patient, leave the parentheses of the window without conditions, and compare the
#   smallest of its readings. The last three rows do so.
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
      <groupId>org.drools</groupId>
      <artifactId>drools-engine</artifactId>
      <version>10.2.0</version>
    </dependency>
    <dependency>
      <groupId>org.drools</groupId>
      <artifactId>drools-mvel</artifactId>
      <version>10.2.0</version>
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
package finding;

import java.util.ArrayList;
import java.util.List;
import org.kie.api.KieBase;
import org.kie.api.conf.EventProcessingOption;
import org.kie.api.io.ResourceType;
import org.kie.internal.utils.KieHelper;

public class Main {
    public record Patient(String id) {
        public String getId() {
            return id;
        }
    }

    public record HR(String patient, double bpm, int minute) {
        public String getPatient() {
            return patient;
        }

        public double getBpm() {
            return bpm;
        }

        public int getMinute() {
            return minute;
        }
    }

    private static final String A = "A120@0 A120@1 A120@2 A80@3";
    private static final String A_AND_B = "A120@0 B80@0 A120@1 B80@1 A120@2 B80@2 A80@3 B80@3";
    private static final String ALTERNATING = "A120@0 A80@1 A120@2 A80@3 A120@4 A80@5";
    private static final String TWICE = "A120@0 A120@1 A120@2 A80@3 A120@4 A120@5 A120@6 A80@7";

    public static void main(String[] args) {
        System.out.println("drools 10.2.0, three in a row above 100 bpm;"
                + " bpm@minute of patients A and B, minutes of the alerts:");
        var constant = rule("accumulate(HR(patient == \"A\", $bpm : bpm, $minute : minute) over window:length(3)");
        tell("patient == \"A\"", constant, A);
        tell("patient == \"A\"", constant, A_AND_B);
        var variable = rule("Patient($p : id) accumulate(HR(patient == $p, $bpm : bpm, $minute : minute) over window:length(3)");
        tell("patient == $p", variable, A);
        tell("patient == $p", variable, A_AND_B);
        var limit = rule("accumulate(HR(bpm > 100, $bpm : bpm, $minute : minute) over window:length(3)");
        tell("bpm > 100", limit, ALTERNATING);
        tell("bpm > 100", limit, TWICE);
        var all = rule("accumulate(HR($bpm : bpm, $minute : minute) over window:length(3)");
        tell("no condition", all, ALTERNATING);
        tell("no condition", all, TWICE);
        tell("no condition, the session of A", all, A);
    }

    private static KieBase rule(String window) {
        return new KieHelper()
                .addContent("import finding.Main.HR; import finding.Main.Patient; global java.util.List alerts;"
                        + "declare HR @role(event) @expires(24h) end\n"
                        + "rule tachycardia when " + window
                        + "; $n : count(1), $min : min($bpm), $last : max($minute); $n == 3, $min > 100)"
                        + " then alerts.add($last.intValue()); end", ResourceType.DRL)
                .build(EventProcessingOption.STREAM);
    }

    private static void tell(String name, KieBase rule, String readings) {
        List<Integer> alerts = new ArrayList<>();
        var session = rule.newKieSession();
        session.setGlobal("alerts", alerts);
        session.insert(new Patient("A"));
        session.insert(new Patient("B"));
        for (String reading : readings.split(" ")) {
            String[] parts = reading.substring(1).split("@");
            session.insert(new HR(reading.substring(0, 1), Double.parseDouble(parts[0]), Integer.parseInt(parts[1])));
            session.fireAllRules();
        }
        session.dispose();
        System.out.println(name + "; " + readings + ": " + alerts);
    }
}
JAVA
javac -nowarn -cp 'lib/*' -d classes Main.java
seen=$(java -cp 'classes:lib/*' finding.Main 2>err.log) || {
  cat err.log >&2
  exit 1
}
recorded=$(
  cat <<'TEXT'
drools 10.2.0, three in a row above 100 bpm; bpm@minute of patients A and B, minutes of the alerts:
patient == "A"; A120@0 A120@1 A120@2 A80@3: [2]
patient == "A"; A120@0 B80@0 A120@1 B80@1 A120@2 B80@2 A80@3 B80@3: [2]
patient == $p; A120@0 A120@1 A120@2 A80@3: [2]
patient == $p; A120@0 B80@0 A120@1 B80@1 A120@2 B80@2 A80@3 B80@3: []
bpm > 100; A120@0 A80@1 A120@2 A80@3 A120@4 A80@5: [4]
bpm > 100; A120@0 A120@1 A120@2 A80@3 A120@4 A120@5 A120@6 A80@7: [2, 4, 5, 6]
no condition; A120@0 A80@1 A120@2 A80@3 A120@4 A80@5: []
no condition; A120@0 A120@1 A120@2 A80@3 A120@4 A120@5 A120@6 A80@7: [2, 6]
no condition, the session of A; A120@0 A120@1 A120@2 A80@3: [2]
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: a calm neighbour silences the alarm."
