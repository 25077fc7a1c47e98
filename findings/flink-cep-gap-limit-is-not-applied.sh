#!/usr/bin/env bash
# flink-cep 2.3.0: a limit for the gap between two readings does not apply inside times(3).
#
# Expected: within(5 min, PREVIOUS_AND_CURRENT) bounds the time from each event of a match to the next one, as its
#   Javadoc says. So three readings above the limit of which one comes an hour after the other make no match, however
#   the three are written.
# Happens: times(3).consecutive() matches across the hour. Written as three events with next(), and within() at the end,
#   only the gap before the last event counts, so an hour between the first and the second matches as well. Only
#   within() after each of the events does what the words say.
# Why it matters: a strap that was taken off for an hour leaves two old readings and one new one. The alarm "three in a
#   row above 100 bpm" sounds after one new high reading.
# Instead: write next() for each event and repeat within() after each of them, as the last rows show.
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
      <groupId>org.apache.flink</groupId>
      <artifactId>flink-cep</artifactId>
      <version>2.3.0</version>
    </dependency>
    <dependency>
      <groupId>org.apache.flink</groupId>
      <artifactId>flink-clients</artifactId>
      <version>2.3.0</version>
    </dependency>
    <dependency>
      <groupId>org.apache.flink</groupId>
      <artifactId>flink-streaming-java</artifactId>
      <version>2.3.0</version>
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
import static org.apache.flink.cep.pattern.WithinType.PREVIOUS_AND_CURRENT;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.PatternSelectFunction;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class Main {
    private static final Duration GAP = Duration.ofMinutes(5);

    public static class Reading {
        public double bpm;
        public long minute;

        public Reading() {}

        Reading(double bpm, long minute) {
            this.bpm = bpm;
            this.minute = minute;
        }
    }

    public static class High extends SimpleCondition<Reading> {
        @Override
        public boolean filter(Reading reading) {
            return reading.bpm > 100;
        }
    }

    public static class Minutes implements PatternSelectFunction<Reading, String> {
        @Override
        public String select(Map<String, List<Reading>> match) {
            var minutes = new ArrayList<Long>();
            match.values().forEach(readings -> readings.forEach(reading -> minutes.add(reading.minute)));
            minutes.sort(null);
            return minutes.toString();
        }
    }

    public static void main(String[] args) throws Exception {
        var times = Pattern.<Reading>begin("a").where(new High()).times(3).consecutive().within(GAP, PREVIOUS_AND_CURRENT);
        var atTheEnd = Pattern.<Reading>begin("a").where(new High())
                .next("b").where(new High())
                .next("c").where(new High()).within(GAP, PREVIOUS_AND_CURRENT);
        var afterEach = Pattern.<Reading>begin("a").where(new High())
                .next("b").where(new High()).within(GAP, PREVIOUS_AND_CURRENT)
                .next("c").where(new High()).within(GAP, PREVIOUS_AND_CURRENT);
        System.out.println("flink-cep 2.3.0, above 100 bpm three times, gap of at most 5 minutes; minutes of each match:");
        System.out.println("times(3), 120 bpm at 0, 1, 61: " + matches(times, 0, 1, 61));
        System.out.println("next(), within at the end, 120 bpm at 0, 60, 61: " + matches(atTheEnd, 0, 60, 61));
        System.out.println("next(), within after each, 120 bpm at 0, 60, 61: " + matches(afterEach, 0, 60, 61));
        System.out.println("next(), within after each, 120 bpm at 0, 4, 8: " + matches(afterEach, 0, 4, 8));
    }

    private static List<String> matches(Pattern<Reading, Reading> pattern, long... minutes) throws Exception {
        var readings = new ArrayList<Reading>();
        for (long minute : minutes) {
            readings.add(new Reading(120, minute));
        }
        readings.add(new Reading(80, minutes[minutes.length - 1] + 1));
        var environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        var stream = environment
                .fromData(readings)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Reading>forMonotonousTimestamps()
                        .withTimestampAssigner((reading, previous) -> reading.minute * 60_000));
        var found = new ArrayList<String>();
        try (var results = CEP.pattern(stream.keyBy(reading -> "patient"), pattern)
                .select(new Minutes())
                .executeAndCollect()) {
            results.forEachRemaining(found::add);
        }
        return found;
    }
}
JAVA
javac -nowarn -cp 'lib/*' -d classes Main.java
seen=$(java --add-opens java.base/java.util=ALL-UNNAMED -cp 'classes:lib/*' Main 2>err.log) || {
  cat err.log >&2
  exit 1
}
recorded=$(
  cat <<'TEXT'
flink-cep 2.3.0, above 100 bpm three times, gap of at most 5 minutes; minutes of each match:
times(3), 120 bpm at 0, 1, 61: [[0, 1, 61]]
next(), within at the end, 120 bpm at 0, 60, 61: [[0, 60, 61]]
next(), within after each, 120 bpm at 0, 60, 61: []
next(), within after each, 120 bpm at 0, 4, 8: [[0, 4, 8]]
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: readings an hour apart are three in a row."
