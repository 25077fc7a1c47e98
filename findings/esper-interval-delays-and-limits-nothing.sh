#!/usr/bin/env bash
# esper 9.0.0: "interval 5 minutes" in match_recognize limits nothing, delays the alarm, and lets matches overlap.
#
# Expected: the interval bounds a match, as within does in other languages: three high readings in a row within five
#   minutes. The match is told when it is complete. As by default the search goes on after the last row of a match,
#   nine high readings are three matches.
# Happens: three readings of which one comes an hour after the others still match. A match that is complete at minute 2
#   is told at minute 5, when five minutes have passed since its first reading. The matches overlap: nine readings are
#   seven matches. The interval is the time to wait for more rows, and it also changes which rows are skipped.
# Why it matters: two readings of an hour ago and a new one are an alarm. A real alarm comes minutes late, and more
#   often than without the interval.
# Instead: leave the interval out, and compare the times of the readings in define, as the last rows show.
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
      <groupId>com.espertech</groupId>
      <artifactId>esper-compiler</artifactId>
      <version>9.0.0</version>
    </dependency>
    <dependency>
      <groupId>com.espertech</groupId>
      <artifactId>esper-runtime</artifactId>
      <version>9.0.0</version>
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
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

public class Main {
    private static final String NINE = "120@0 120@1 120@2 120@3 120@4 120@5 120@6 120@7 120@8 80@9";
    private static final String TWICE = "120@0 120@1 120@2 80@3 120@4 120@5 120@6 80@7";
    private static final String ALTERNATING = "120@0 80@1 120@2 80@3 120@4 80@5";
    private static final String GAP = "120@0 120@1 120@61 80@62";
    private static final String HIGH = "pattern (A B C) %s define A as A.bpm > 100, B as B.bpm > 100, C as C.bpm > 100";
    private static final String CLOSE = "pattern (A B C) define A as A.bpm > 100,"
            + " B as B.bpm > 100 and B.taken - A.taken <= 5,"
            + " C as C.bpm > 100 and C.taken - A.taken <= 5";

    public static void main(String[] args) throws Exception {
        System.out.println("esper 9.0.0, three in a row above 100 bpm;"
                + " bpm@minute, minutes of each match and when it is told:");
        for (String readings : List.of(NINE, TWICE, ALTERNATING, GAP)) {
            tell("no interval", HIGH.formatted(""), readings);
        }
        for (String readings : List.of(NINE, TWICE, ALTERNATING, GAP)) {
            tell("interval 5 minutes", HIGH.formatted("interval 5 minutes"), readings);
        }
        for (String readings : List.of(NINE, TWICE, ALTERNATING, GAP)) {
            tell("times in define", CLOSE, readings);
        }
    }

    private static void tell(String name, String pattern, String readings) throws Exception {
        var configuration = new Configuration();
        configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
        configuration.getCommon().addEventType("HR", Map.of("bpm", double.class, "taken", long.class));
        var compiled = EPCompilerProvider.getCompiler().compile(
                "@name('alarm') select * from HR match_recognize (measures A.taken as a, B.taken as b, C.taken as c "
                        + pattern + ")",
                new CompilerArguments(configuration));
        var runtime = EPRuntimeProvider.getRuntime("ward", configuration);
        var clock = runtime.getEventService();
        clock.advanceTime(0);
        var deployment = runtime.getDeploymentService().deploy(compiled).getDeploymentId();
        var alerts = new ArrayList<String>();
        var alarm = runtime.getDeploymentService().getStatement(deployment, "alarm");
        alarm.addListener((matches, old, statement, itself) -> {
            for (var match : matches) {
                var minutes = match.get("a") + "," + match.get("b") + "," + match.get("c");
                alerts.add(minutes + " at " + clock.getCurrentTime() / 60_000);
            }
        });
        for (String reading : readings.split(" ")) {
            String[] parts = reading.split("@");
            long minute = Long.parseLong(parts[1]);
            clock.advanceTimeSpan(minute * 60_000);
            clock.sendEventMap(Map.of("bpm", Double.valueOf(parts[0]), "taken", minute), "HR");
        }
        clock.advanceTimeSpan(clock.getCurrentTime() + 3_600_000);
        runtime.destroy();
        System.out.println(name + "; " + readings + ": " + alerts);
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
esper 9.0.0, three in a row above 100 bpm; bpm@minute, minutes of each match and when it is told:
no interval; 120@0 120@1 120@2 120@3 120@4 120@5 120@6 120@7 120@8 80@9: [0,1,2 at 2, 3,4,5 at 5, 6,7,8 at 8]
no interval; 120@0 120@1 120@2 80@3 120@4 120@5 120@6 80@7: [0,1,2 at 2, 4,5,6 at 6]
no interval; 120@0 80@1 120@2 80@3 120@4 80@5: []
no interval; 120@0 120@1 120@61 80@62: [0,1,61 at 61]
interval 5 minutes; 120@0 120@1 120@2 120@3 120@4 120@5 120@6 120@7 120@8 80@9: [0,1,2 at 5, 1,2,3 at 6, 2,3,4 at 7, 3,4,5 at 8, 4,5,6 at 9, 5,6,7 at 10, 6,7,8 at 11]
interval 5 minutes; 120@0 120@1 120@2 80@3 120@4 120@5 120@6 80@7: [0,1,2 at 5, 4,5,6 at 9]
interval 5 minutes; 120@0 80@1 120@2 80@3 120@4 80@5: []
interval 5 minutes; 120@0 120@1 120@61 80@62: [0,1,61 at 61]
times in define; 120@0 120@1 120@2 120@3 120@4 120@5 120@6 120@7 120@8 80@9: [0,1,2 at 2, 3,4,5 at 5, 6,7,8 at 8]
times in define; 120@0 120@1 120@2 80@3 120@4 120@5 120@6 80@7: [0,1,2 at 2, 4,5,6 at 6]
times in define; 120@0 80@1 120@2 80@3 120@4 80@5: []
times in define; 120@0 120@1 120@61 80@62: []
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: the interval delays, and limits nothing."
