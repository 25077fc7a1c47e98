#!/usr/bin/env bash
# @sports-alliance/sports-lib 21.2.5: in TCX and GPX files a rate goes on for every later point that has none.
#
# Expected: a point without a rate has none after the import either. The library has null for seconds without a point, so
#   a gap can be told. The average is that of the rates in the file.
# Happens: each point without a rate gets the last rate before it, however long ago that was. One reading of 150 bpm is
#   at five points, the last of them ten minutes later. No option or mark says which are real. The average of 70, 150 and
#   72 bpm is told as 127.
# Why it matters: a strap that loses contact right after an artefact is a tachycardia that lasts, with as many readings
#   in a row as any rule asks for.
# Instead: read HeartRateBpm and Time of each Trackpoint yourself, and take a point without a rate as silence.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
  @sports-alliance/sports-lib@21.2.5 @xmldom/xmldom@0.8.11 >npm.log 2>&1 || {
  cat npm.log >&2
  exit 1
}

cat >import.mjs <<'JS'
import { SportsLib } from "@sports-alliance/sports-lib";
import { DOMParser } from "@xmldom/xmldom";

const NOON = Date.UTC(2026, 0, 1, 12);
const POINTS = [[0, 70], [1, 150], [2, null], [3, null], [4, null], [600, null], [601, 72]]; // second, bpm
const iso = second => new Date(NOON + second * 1000).toISOString();

const tcxPoint = ([second, bpm]) => `<Trackpoint><Time>${iso(second)}</Time>
  <Position><LatitudeDegrees>${52 + second / 1e5}</LatitudeDegrees><LongitudeDegrees>13.1</LongitudeDegrees></Position>
  ${bpm ? `<HeartRateBpm><Value>${bpm}</Value></HeartRateBpm>` : ""}</Trackpoint>`;
const tcx = `<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>
  <Activity Sport="Running"><Id>${iso(0)}</Id><Lap StartTime="${iso(0)}"><TotalTimeSeconds>601</TotalTimeSeconds>
  <DistanceMeters>600</DistanceMeters><Calories>0</Calories><Intensity>Active</Intensity>
  <TriggerMethod>Manual</TriggerMethod><Track>${POINTS.map(tcxPoint).join("")}</Track></Lap></Activity>
  </Activities></TrainingCenterDatabase>`;
const gpxRate = bpm =>
  `<extensions><gpxtpx:TrackPointExtension><gpxtpx:hr>${bpm}</gpxtpx:hr></gpxtpx:TrackPointExtension></extensions>`;
const gpxPoint = ([second, bpm]) =>
  `<trkpt lat="${52 + second / 1e5}" lon="13.1"><time>${iso(second)}</time>${bpm ? gpxRate(bpm) : ""}</trkpt>`;
const gpx = `<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"
  xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"><trk><trkseg>
  ${POINTS.map(gpxPoint).join("")}</trkseg></trk></gpx>`;

console.log("@sports-alliance/sports-lib 21.2.5, bpm@second");
console.log("file:", POINTS.map(([second, bpm]) => `${bpm}@${second}`).join(" "));
for (const [format, event] of [
  ["TCX", await SportsLib.importFromTCX(new DOMParser().parseFromString(tcx, "text/xml"))],
  ["GPX", await SportsLib.importFromGPX(gpx, DOMParser)],
]) {
  const activity = event.getFirstActivity();
  const seconds = activity.getStream("Heart Rate").getData();
  const told = seconds.flatMap((bpm, second) => (bpm === null ? [] : [`${bpm}@${second}`])).join(" ");
  console.log(`${format}: ${told}; average ${activity.getStat("Average Heart Rate").getValue()}`);
}
JS
seen=$(node import.mjs)
recorded=$(
  cat <<'TEXT'
@sports-alliance/sports-lib 21.2.5, bpm@second
file: 70@0 150@1 null@2 null@3 null@4 null@600 72@601
TCX: 70@0 150@1 150@2 150@3 150@4 150@600 72@601; average 127
GPX: 70@0 150@1 150@2 150@3 150@4 150@600 72@601; average 127
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: one reading of 150 bpm became five."
