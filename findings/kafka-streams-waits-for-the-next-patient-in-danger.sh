#!/usr/bin/env bash
# kafka-streams 4.3.1: with suppress(untilWindowCloses) a run of high readings is told when the next high reading of
# anybody comes, however many calm ones came before.
#
# Expected: high readings are filtered, and counted in session windows that end after 90 seconds without one. suppress()
#   holds the count back until the window closes. So the run is told 90 seconds after its last reading, at the latest
#   when the next reading of the patient shows that the time has gone on.
# Happens: the time that closes windows is the time of the readings that reach the windows. Calm readings do not pass
#   the filter, and the clock on the wall does not count. After a run the time stands still for ten hours of calm
#   readings, until another patient of the same partition has a single high reading. The last run before silence is
#   never told.
# Why it matters: the better the ward is, the later the alarm. In a test with many patients it looks right.
# Instead: leave suppress() out and act on each count of three or more. Remember whom you told: each further reading of
#   the run tells again, as the last rows show.
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
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka-streams</artifactId>
      <version>4.3.1</version>
    </dependency>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka-streams-test-utils</artifactId>
      <version>4.3.1</version>
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Properties;
import org.apache.kafka.common.serialization.DoubleSerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.Suppressed.BufferConfig;

public class Main {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String NINE = "A120@0 A120@1 A120@2 A120@3 A120@4 A120@5 A120@6 A120@7 A120@8 A80@9";
    private static final String TWICE = "A120@0 A120@1 A120@2 A80@3 A120@4 A120@5 A120@6 A80@7";
    private static final String ALTERNATING = "A120@0 A80@1 A120@2 A80@3 A120@4 A80@5";
    private static final String TWO = "A120@0 B80@0 A120@1 B80@1 A120@2 B80@2 A80@3 B80@3";

    public static void main(String[] args) {
        var calm = new StringBuilder("A120@0 A120@1 A120@2");
        for (int minute = 3; minute <= 600; minute++) {
            calm.append(" A80@").append(minute);
        }
        System.out.println("kafka-streams 4.3.1, three above 100 bpm within 90 seconds each;"
                + " bpm@minute of patients A and B:");
        tell(true, NINE, NINE);
        tell(true, TWICE, TWICE);
        tell(true, ALTERNATING, ALTERNATING);
        tell(true, TWO, TWO);
        tell(true, "A120@0 A120@1 A120@2, then A80 each minute to A80@600", calm.toString());
        tell(true, "the same, then B80@601", calm + " B80@601");
        tell(true, "the same, then B120@601", calm + " B120@601");
        tell(false, NINE, NINE);
        tell(false, TWICE, TWICE);
        tell(false, ALTERNATING, ALTERNATING);
        tell(false, TWO, TWO);
    }

    private static Topology topology(boolean suppress) {
        var builder = new StreamsBuilder();
        var counts = builder.stream("hr", Consumed.with(Serdes.String(), Serdes.Double()))
                .filter((patient, bpm) -> bpm > 100)
                .groupByKey(Grouped.with(Serdes.String(), Serdes.Double()))
                .windowedBy(SessionWindows.ofInactivityGapAndGrace(Duration.ofSeconds(90), Duration.ZERO))
                .count();
        (suppress ? counts.suppress(Suppressed.untilWindowCloses(BufferConfig.unbounded())) : counts)
                .toStream()
                .filter((window, count) -> count != null && count >= 3)
                .map((window, count) -> KeyValue.pair(window.key(), count))
                .to("alerts", Produced.with(Serdes.String(), Serdes.Long()));
        return builder.build();
    }

    private static void tell(boolean suppress, String name, String readings) {
        var alerts = new ArrayList<String>();
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "ward");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, "state");
        try (var driver = new TopologyTestDriver(topology(suppress), settings, START)) {
            var input = driver.createInputTopic("hr", new StringSerializer(), new DoubleSerializer());
            var output = driver.createOutputTopic("alerts", new StringDeserializer(), new LongDeserializer());
            long now = 0;
            for (String reading : readings.split(" ")) {
                String[] parts = reading.substring(1).split("@");
                long minute = Long.parseLong(parts[1]);
                driver.advanceWallClockTime(Duration.ofMinutes(minute - now));
                now = minute;
                var time = START.plus(Duration.ofMinutes(minute));
                input.pipeInput(reading.substring(0, 1), Double.parseDouble(parts[0]), time);
                for (var alert : output.readKeyValuesToList()) {
                    alerts.add(alert.key + " " + alert.value + "x at " + minute);
                }
            }
            driver.advanceWallClockTime(Duration.ofDays(1));
            for (var alert : output.readKeyValuesToList()) {
                alerts.add(alert.key + " " + alert.value + "x later");
            }
        }
        System.out.println((suppress ? "suppress(); " : "no suppress(); ") + name + ": " + alerts);
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
kafka-streams 4.3.1, three above 100 bpm within 90 seconds each; bpm@minute of patients A and B:
suppress(); A120@0 A120@1 A120@2 A120@3 A120@4 A120@5 A120@6 A120@7 A120@8 A80@9: []
suppress(); A120@0 A120@1 A120@2 A80@3 A120@4 A120@5 A120@6 A80@7: [A 3x at 4]
suppress(); A120@0 A80@1 A120@2 A80@3 A120@4 A80@5: []
suppress(); A120@0 B80@0 A120@1 B80@1 A120@2 B80@2 A80@3 B80@3: []
suppress(); A120@0 A120@1 A120@2, then A80 each minute to A80@600: []
suppress(); the same, then B80@601: []
suppress(); the same, then B120@601: [A 3x at 601]
no suppress(); A120@0 A120@1 A120@2 A120@3 A120@4 A120@5 A120@6 A120@7 A120@8 A80@9: [A 3x at 2, A 4x at 3, A 5x at 4, A 6x at 5, A 7x at 6, A 8x at 7, A 9x at 8]
no suppress(); A120@0 A120@1 A120@2 A80@3 A120@4 A120@5 A120@6 A80@7: [A 3x at 2, A 3x at 6]
no suppress(); A120@0 A80@1 A120@2 A80@3 A120@4 A80@5: []
no suppress(); A120@0 B80@0 A120@1 B80@1 A120@2 B80@2 A80@3 B80@3: [A 3x at 2]
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: the alarm waits for the next patient in danger."
