#!/usr/bin/env bash
# @tmcw/togeojson 7.1.3: in a TCX file one point without a heart rate moves all later rates to an earlier time.
#
# Expected: coordinateProperties holds one value per point, so heart[i] is the rate at times[i]. A point without a rate
#   has null there. The prefix of an XML namespace is free.
# Happens: this is so for GPX. For TCX the point is left out of "heart" alone: four times and three rates. The rate of
#   180 at 12:00:02 now stands beside 12:00:01. "times" has all points. And in GPX the rates are found with the prefix
#   "gpxtpx" only: with "ns3", which Garmin Connect writes, there is no "heart" at all.
# Why it matters: a strap loses contact now and then, so real TCX files have such points. Each of them shifts the rest
#   of the workout further, an alarm gets the wrong time, and the end of the workout has no rate.
# Instead: refuse a track whose "heart" is shorter than its "times", or read HeartRateBpm and Time of each Trackpoint
#   yourself.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
  @tmcw/togeojson@7.1.3 @xmldom/xmldom@0.8.11 >npm.log 2>&1 || {
  cat npm.log >&2
  exit 1
}

cat >convert.mjs <<'JS'
import { gpx, tcx } from "@tmcw/togeojson";
import { DOMParser } from "@xmldom/xmldom";

const points = [["12:00:00", 70], ["12:00:01", null], ["12:00:02", 180], ["12:00:03", 72]];
const tcxPoint = ([time, bpm]) => `<Trackpoint><Time>2026-01-01T${time}Z</Time>
  <Position><LatitudeDegrees>52.1</LatitudeDegrees><LongitudeDegrees>13.1</LongitudeDegrees></Position>
  ${bpm ? `<HeartRateBpm><Value>${bpm}</Value></HeartRateBpm>` : ""}</Trackpoint>`;
const tcxFile = `<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>
  <Activity Sport="Running"><Id>2026-01-01T12:00:00Z</Id><Lap StartTime="2026-01-01T12:00:00Z">
  <TotalTimeSeconds>4</TotalTimeSeconds><DistanceMeters>0</DistanceMeters><Calories>0</Calories><Intensity>Active</Intensity>
  <TriggerMethod>Manual</TriggerMethod><Track>${points.map(tcxPoint).join("")}</Track></Lap></Activity>
  </Activities></TrainingCenterDatabase>`;
const gpxRate = (g, bpm) =>
  bpm ? `<extensions><${g}:TrackPointExtension><${g}:hr>${bpm}</${g}:hr></${g}:TrackPointExtension></extensions>` : "";
const gpxPoint = (prefix, [time, bpm]) =>
  `<trkpt lat="52.1" lon="13.1"><time>2026-01-01T${time}Z</time>${gpxRate(prefix, bpm)}</trkpt>`;
const gpxFile = prefix => `<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"
  xmlns:${prefix}="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"><trk><trkseg>
  ${points.map(point => gpxPoint(prefix, point)).join("")}</trkseg></trk></gpx>`;

console.log("@tmcw/togeojson 7.1.3");
console.log("points:", JSON.stringify(points));
for (const [format, read, file] of [
  ["GPX, prefix gpxtpx", gpx, gpxFile("gpxtpx")],
  ["GPX, prefix ns3", gpx, gpxFile("ns3")],
  ["TCX", tcx, tcxFile],
]) {
  const [track] = read(new DOMParser().parseFromString(file, "text/xml")).features;
  const { times, heart } = track.properties.coordinateProperties;
  const at = heart ? times[heart.indexOf(180)] : "no time";
  console.log(`${format}: ${times.length} times, heart ${JSON.stringify(heart)}, 180 bpm at ${at}`);
}
JS
seen=$(node convert.mjs)
recorded=$(
  cat <<'TEXT'
@tmcw/togeojson 7.1.3
points: [["12:00:00",70],["12:00:01",null],["12:00:02",180],["12:00:03",72]]
GPX, prefix gpxtpx: 4 times, heart [70,null,180,72], 180 bpm at 2026-01-01T12:00:02Z
GPX, prefix ns3: 4 times, heart undefined, 180 bpm at no time
TCX: 4 times, heart [70,180,72], 180 bpm at 2026-01-01T12:00:01Z
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: in TCX the rate has moved to an earlier point."
