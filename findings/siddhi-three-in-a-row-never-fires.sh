#!/usr/bin/env bash
# siddhi-core 5.1.30: a count of <3:> in a sequence never matches, and alone the count leaps over calm readings.
#
# Expected: in a sequence, where the comma asks for readings directly after each other, HR[bpm > 100]<3:> stands for
#   three or more high ones, just as <1:> stands for one or more.
# Happens: <1:> matches, but <2:>, <3:> and <3:3> never do, however many high readings come. The application starts
#   without a word. In a pattern, where an arrow stands for the comma, the same count matches. A query of one element
#   has no comma, so it is a pattern: <3:3> alone counts three high readings with calm ones in between.
# Why it matters: the first alarm is silent for ever, and nothing looks wrong until somebody needs it. The second one
#   sounds for single high readings that were never in a row.
# Instead: write each of the three readings as an element of its own, as the last rows show.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# Some dependencies are only in a repository of their own. They are left out, or replaced by the same library on Maven
# Central.
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.siddhi</groupId>
      <artifactId>siddhi-core</artifactId>
      <version>5.1.30</version>
      <exclusions>
        <exclusion>
          <groupId>org.wso2.orbit.com.lmax</groupId>
          <artifactId>*</artifactId>
        </exclusion>
        <exclusion>
          <groupId>org.wso2.orbit.javax.xml.bind</groupId>
          <artifactId>*</artifactId>
        </exclusion>
        <exclusion>
          <groupId>org.eclipse.osgi</groupId>
          <artifactId>*</artifactId>
        </exclusion>
      </exclusions>
    </dependency>
    <dependency>
      <groupId>com.lmax</groupId>
      <artifactId>disruptor</artifactId>
      <version>3.4.2</version>
    </dependency>
    <dependency>
      <groupId>org.osgi</groupId>
      <artifactId>org.osgi.core</artifactId>
      <version>6.0.0</version>
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
import io.siddhi.core.SiddhiManager;
import io.siddhi.core.event.Event;
import io.siddhi.core.stream.output.StreamCallback;
import java.util.ArrayList;
import java.util.List;

public class Main {
    private static final String NINE = "120@0 120@1 120@2 120@3 120@4 120@5 120@6 120@7 120@8 80@9";
    private static final String TWICE = "120@0 120@1 120@2 80@3 120@4 120@5 120@6 80@7";
    private static final String ALTERNATING = "120@0 80@1 120@2 80@3 120@4 80@5";

    public static void main(String[] args) throws Exception {
        System.out.println("siddhi-core 5.1.30, three in a row above 100 bpm; bpm@minute, minutes of the alerts:");
        tell("every a=HR[bpm > 100]<1:>, b=HR[bpm <= 100]", TWICE);
        tell("every a=HR[bpm > 100]<2:>, b=HR[bpm <= 100]", TWICE);
        for (String readings : List.of(NINE, TWICE, ALTERNATING)) {
            tell("every a=HR[bpm > 100]<3:>, b=HR[bpm <= 100]", readings);
        }
        tell("every a=HR[bpm > 100]<3:3>, b=HR[bpm <= 100]", TWICE);
        tell("every a=HR[bpm > 100]<3:3> -> b=HR[bpm <= 100]", TWICE);
        for (String readings : List.of(NINE, TWICE, ALTERNATING)) {
            tell("every a=HR[bpm > 100]<3:3>", readings);
        }
        for (String readings : List.of(NINE, TWICE, ALTERNATING)) {
            tell("every a=HR[bpm > 100], b=HR[bpm > 100], c=HR[bpm > 100]", readings);
        }
    }

    private static void tell(String sequence, String readings) throws Exception {
        var manager = new SiddhiManager();
        var application = manager.createSiddhiAppRuntime("@app:playback define stream HR (bpm double); from " + sequence
                + " select 1 as alert insert into Alerts;");
        var alerts = new ArrayList<Long>();
        var minute = new long[1];
        application.addCallback("Alerts", new StreamCallback() {
            @Override
            public void receive(Event[] events) {
                for (int i = 0; i < events.length; i++) {
                    alerts.add(minute[0]);
                }
            }
        });
        application.start();
        var input = application.getInputHandler("HR");
        for (String reading : readings.split(" ")) {
            String[] parts = reading.split("@");
            minute[0] = Long.parseLong(parts[1]);
            input.send(1_000_000 + minute[0] * 60_000, new Object[] {Double.valueOf(parts[0])});
        }
        application.shutdown();
        manager.shutdown();
        System.out.println(sequence + "; " + readings + ": " + alerts);
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
siddhi-core 5.1.30, three in a row above 100 bpm; bpm@minute, minutes of the alerts:
every a=HR[bpm > 100]<1:>, b=HR[bpm <= 100]; 120@0 120@1 120@2 80@3 120@4 120@5 120@6 80@7: [3, 7]
every a=HR[bpm > 100]<2:>, b=HR[bpm <= 100]; 120@0 120@1 120@2 80@3 120@4 120@5 120@6 80@7: []
every a=HR[bpm > 100]<3:>, b=HR[bpm <= 100]; 120@0 120@1 120@2 120@3 120@4 120@5 120@6 120@7 120@8 80@9: []
every a=HR[bpm > 100]<3:>, b=HR[bpm <= 100]; 120@0 120@1 120@2 80@3 120@4 120@5 120@6 80@7: []
every a=HR[bpm > 100]<3:>, b=HR[bpm <= 100]; 120@0 80@1 120@2 80@3 120@4 80@5: []
every a=HR[bpm > 100]<3:3>, b=HR[bpm <= 100]; 120@0 120@1 120@2 80@3 120@4 120@5 120@6 80@7: []
every a=HR[bpm > 100]<3:3> -> b=HR[bpm <= 100]; 120@0 120@1 120@2 80@3 120@4 120@5 120@6 80@7: [3, 7]
every a=HR[bpm > 100]<3:3>; 120@0 120@1 120@2 120@3 120@4 120@5 120@6 120@7 120@8 80@9: [2, 5, 8]
every a=HR[bpm > 100]<3:3>; 120@0 120@1 120@2 80@3 120@4 120@5 120@6 80@7: [2, 6]
every a=HR[bpm > 100]<3:3>; 120@0 80@1 120@2 80@3 120@4 80@5: [4]
every a=HR[bpm > 100], b=HR[bpm > 100], c=HR[bpm > 100]; 120@0 120@1 120@2 120@3 120@4 120@5 120@6 120@7 120@8 80@9: [2, 3, 4, 5, 6, 7, 8]
every a=HR[bpm > 100], b=HR[bpm > 100], c=HR[bpm > 100]; 120@0 120@1 120@2 80@3 120@4 120@5 120@6 80@7: [2, 6]
every a=HR[bpm > 100], b=HR[bpm > 100], c=HR[bpm > 100]; 120@0 80@1 120@2 80@3 120@4 80@5: []
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: three in a row never match."
