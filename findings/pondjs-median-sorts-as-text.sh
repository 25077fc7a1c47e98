#!/usr/bin/env bash
# pondjs 0.9.0: the median of heart rates is taken from a list sorted as text.
#
# Expected: TimeSeries.median("bpm") gives the middle value, and the same as percentile(50, "bpm"). Both are methods of
#   one class, and the values are plain numbers.
# Happens: the numbers are sorted as text, so "103" comes before "98". Five readings from 98 to 103 bpm have the median
#   103, which is their maximum. percentile(50) of the same series is right. As long as all readings are below 100, or
#   all are at or above 100, the median is right too.
# Why it matters: a median is the usual smoother of heart rates, and 100 bpm is the usual limit. The fault shows exactly
#   when a patient's rate crosses 100, and never in a test with calm readings.
# Instead: call percentile(50, "bpm").
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
  pondjs@0.9.0 @babel/runtime@7.28.4 >npm.log 2>&1 || {
  cat npm.log >&2
  exit 1
}

cat >median.cjs <<'JS'
const { TimeSeries } = require("pondjs");
console.log("pondjs", require("pondjs/package.json").version);
for (const rates of [[72, 70, 71, 69, 73], [98, 102, 101, 99, 103], [99, 100, 190], [70, 180, 72, 40]]) {
  const points = rates.map((bpm, second) => [Date.UTC(2026, 0, 1, 12, 0, second), bpm]);
  const series = new TimeSeries({ name: "heart rate", columns: ["time", "bpm"], points });
  console.log(`${rates.join(" ")}: median ${series.median("bpm")}, percentile(50) ${series.percentile(50, "bpm")}`);
}
JS
seen=$(node median.cjs)
recorded=$(
  cat <<'TEXT'
pondjs 0.9.0
72 70 71 69 73: median 71, percentile(50) 71
98 102 101 99 103: median 103, percentile(50) 101
99 100 190: median 190, percentile(50) 100
70 180 72 40: median 55, percentile(50) 71
TEXT
)

echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: the median of rates around 100 bpm is wrong."
