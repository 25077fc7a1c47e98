#!/usr/bin/env bash
# micrometer-core 1.14.5: percentiles of heart rates can be below every reading.
#
# Expected: if all readings of a summary are 180 bpm, each of its percentiles is 180. At least the percentile 1.0 equals
#   the maximum.
# Happens: publishPercentiles(...) keeps one significant digit unless told otherwise. The values are cut down to steps:
#   of 4 from 64 on, of 8 from 128 on for readings of whole numbers. 180 bpm gives 176 for all percentiles, 127 gives
#   124, 101 gives 100. The maximum of the same snapshot is exact.
# Why it matters: one step is 3 to 6 % of the rate. A rule "median above 100" on the published metric does not see a
#   ward whose patients all have 101 bpm, or 103. A limit that was chosen by hand differs from the one that is in force.
# Instead: add percentilePrecision(3), which is exact here, and apply limits to readings, not to metrics.
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
      <groupId>io.micrometer</groupId>
      <artifactId>micrometer-core</artifactId>
      <version>1.14.5</version>
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
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;

class Main {
    public static void main(String[] args) {
        System.out.println("micrometer-core 1.14.5, 100 equal readings each, percentiles 0.5, 0.95 and 1.0");
        for (int bpm : new int[] {60, 72, 101, 103, 127, 140, 180, 250}) {
            System.out.println(bpm + " bpm: maximum " + summary(bpm, null) + "; with percentilePrecision(3) "
                    + summary(bpm, 3));
        }
    }

    private static String summary(int bpm, Integer precision) {
        DistributionSummary summary = DistributionSummary.builder("heart.rate")
                .publishPercentiles(0.5, 0.95, 1.0)
                .percentilePrecision(precision)
                .register(new SimpleMeterRegistry());
        for (int i = 0; i < 100; i++) {
            summary.record(bpm);
        }
        var snapshot = summary.takeSnapshot();
        return snapshot.max() + ", percentiles "
                + Arrays.toString(Arrays.stream(snapshot.percentileValues()).mapToDouble(p -> p.value()).toArray());
    }
}
JAVA
seen=$(java -cp 'lib/*' Main.java 2>err.log) || {
  cat err.log >&2
  exit 1
}
recorded=$(
  cat <<'TEXT'
micrometer-core 1.14.5, 100 equal readings each, percentiles 0.5, 0.95 and 1.0
60 bpm: maximum 60.0, percentiles [60.0, 60.0, 60.0]; with percentilePrecision(3) 60.0, percentiles [60.0, 60.0, 60.0]
72 bpm: maximum 72.0, percentiles [72.0, 72.0, 72.0]; with percentilePrecision(3) 72.0, percentiles [72.0, 72.0, 72.0]
101 bpm: maximum 101.0, percentiles [100.0, 100.0, 100.0]; with percentilePrecision(3) 101.0, percentiles [101.0, 101.0, 101.0]
103 bpm: maximum 103.0, percentiles [100.0, 100.0, 100.0]; with percentilePrecision(3) 103.0, percentiles [103.0, 103.0, 103.0]
127 bpm: maximum 127.0, percentiles [124.0, 124.0, 124.0]; with percentilePrecision(3) 127.0, percentiles [127.0, 127.0, 127.0]
140 bpm: maximum 140.0, percentiles [136.0, 136.0, 136.0]; with percentilePrecision(3) 140.0, percentiles [140.0, 140.0, 140.0]
180 bpm: maximum 180.0, percentiles [176.0, 176.0, 176.0]; with percentilePrecision(3) 180.0, percentiles [180.0, 180.0, 180.0]
250 bpm: maximum 250.0, percentiles [248.0, 248.0, 248.0]; with percentilePrecision(3) 250.0, percentiles [250.0, 250.0, 250.0]
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: the percentiles are below every reading."
