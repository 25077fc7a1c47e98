#!/usr/bin/env bash
# com.garmin:fit 21.200.0 (Java) and fit-decoder 1.0.5: places that a FIT file marks as empty are read as measurements.
#
# Expected: an empty field of a FIT file holds the highest number of its type. An HRV message usually has five places
#   for intervals from beat to beat, and those that are not used hold 65535. So nearly every file with intervals has
#   some. A reader leaves them out or gives null, as @garmin/fitsdk 21.217.0 does for the same file.
# Happens: the maker's SDK for Java gives 65535 seconds, which are 18 hours, beside the true intervals. Its makers tell
#   in their forum that this number stands for "no value", but its own method divides true intervals by 1000 and not
#   this one, and it gives null for an empty heart rate. fit-decoder gives 255 bpm where no rate was measured. Its page
#   says that illegal fields are left as they are, but says so of the raw form, not of parseRecords. Of the five places
#   it gives the first alone, in thousandths of a second. Nothing is told.
# Why it matters: a watch that loses the skin seems to show 255 bpm, so an alarm sounds and an average rises. A single
#   interval of 18 hours makes each measure of variability worthless. Of eight beats four are missing.
# Instead: leave out rates of 255 and intervals of 65535, or read with @garmin/fitsdk.
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
      <groupId>com.garmin</groupId>
      <artifactId>fit</artifactId>
      <version>21.200.0</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
  -DoutputDirectory=lib >mvn.log 2>&1 || {
  cat mvn.log >&2
  exit 1
}
npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
  @garmin/fitsdk@21.217.0 fit-decoder@1.0.5 >npm.log 2>&1 || {
  cat npm.log >&2
  exit 1
}

cat >read.mjs <<'JS'
import { Decoder, Encoder, Profile, Stream } from "@garmin/fitsdk";
import fitDecoder from "fit-decoder";
import { writeFileSync } from "node:fs";

const NOON = Date.UTC(2026, 0, 1, 12);
const NO_RATE = 255;
const NO_INTERVAL = 65.535; // the encoder multiplies by 1000
const SECONDS = [ // rate and intervals; in the last second the watch has lost the skin
  [70, [0.85, 0.86, NO_INTERVAL, NO_INTERVAL, NO_INTERVAL]],
  [70, [0.855, NO_INTERVAL, NO_INTERVAL, NO_INTERVAL, NO_INTERVAL]],
  [148, [0.4, 0.41, 0.405, NO_INTERVAL, NO_INTERVAL]],
  [NO_RATE, [0.85, 0.9, NO_INTERVAL, NO_INTERVAL, NO_INTERVAL]],
];

const encoder = new Encoder();
encoder.onMesg(Profile.MesgNum.FILE_ID, { type: "activity", timeCreated: new Date(NOON) });
SECONDS.forEach(([heartRate, time], second) => {
  encoder.onMesg(Profile.MesgNum.RECORD, { timestamp: new Date(NOON + 1000 * second), heartRate });
  encoder.onMesg(Profile.MesgNum.HRV, { time });
});
const file = encoder.close();
writeFileSync("morning.fit", file);

const tell = (reader, rates, intervals) => {
  console.log(reader);
  rates.forEach((rate, second) => console.log(`  ${rate} bpm, intervals ${[intervals[second]].flat().join(", ")}`));
};

const { messages, errors } = new Decoder(Stream.fromByteArray(Array.from(file))).read();
tell(`@garmin/fitsdk 21.217.0, ${errors.length} errors:`,
  messages.recordMesgs.map(record => record.heartRate), messages.hrvMesgs.map(hrv => hrv.time.map(String)));
const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
const { records } = fitDecoder.parseRecords(fitDecoder.fit2json(buffer));
tell("fit-decoder 1.0.5:",
  records.filter(({ type }) => type === "record").map(({ data }) => data.heart_rate),
  records.filter(({ type }) => type === "hrv").map(({ data }) => data.time));
JS
cat >Main.java <<'JAVA'
import com.garmin.fit.Decode;
import com.garmin.fit.HrvMesgListener;
import com.garmin.fit.MesgBroadcaster;
import com.garmin.fit.RecordMesgListener;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;

public class Main {
    public static void main(String[] arguments) throws IOException {
        var rates = new ArrayList<Short>();
        var intervals = new ArrayList<Float[]>();
        var broadcaster = new MesgBroadcaster();
        broadcaster.addListener((RecordMesgListener) record -> rates.add(record.getHeartRate()));
        broadcaster.addListener((HrvMesgListener) hrv -> intervals.add(hrv.getTime()));
        try (var file = new FileInputStream("morning.fit")) {
            new Decode().read(file, broadcaster);
        }
        System.out.println("com.garmin:fit 21.200.0:");
        for (int second = 0; second < rates.size(); second++) {
            System.out.println("  " + rates.get(second) + " bpm, intervals "
                    + Arrays.toString(intervals.get(second)).replaceAll("[\\[\\]]", ""));
        }
    }
}
JAVA
javac -nowarn -cp 'lib/*' -d classes Main.java
seen=$(node read.mjs && java -cp 'classes:lib/*' Main)
recorded=$(
  cat <<'TEXT'
@garmin/fitsdk 21.217.0, 0 errors:
  70 bpm, intervals 0.85, 0.86, null, null, null
  70 bpm, intervals 0.855, null, null, null, null
  148 bpm, intervals 0.4, 0.41, 0.405, null, null
  undefined bpm, intervals 0.85, 0.9, null, null, null
fit-decoder 1.0.5:
  70 bpm, intervals 850
  70 bpm, intervals 855
  148 bpm, intervals 400
  255 bpm, intervals 850
com.garmin:fit 21.200.0:
  70 bpm, intervals 0.85, 0.86, 65535.0, 65535.0, 65535.0
  70 bpm, intervals 0.855, 65535.0, 65535.0, 65535.0, 65535.0
  148 bpm, intervals 0.4, 0.41, 0.405, 65535.0, 65535.0
  null bpm, intervals 0.85, 0.9, 65535.0, 65535.0, 65535.0
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: empty places are 255 bpm and 18 hours."
