#!/usr/bin/env bash
# rxjs 7.8.2: bufferCount(3, 1) gives shorter lists when the stream ends, so one last high reading is three in a row.
#
# Expected: bufferCount(3, 1) gives the last three readings at each reading from the third on. A list with every()
#   reading above 100 bpm is three in a row.
# Happens: when the stream completes, the lists that were begun are given as well: the last two readings, then the last
#   one. every() is true for a list of one. A single high reading before the end is an alarm, and a run before the end
#   is told three times. A stream that was never longer than one reading is an alarm as well.
# Why it matters: a stream of readings ends when the strap is taken off or loses contact, which is when wrong readings
#   come. In a test with a stream that goes on, or ends calmly, the alarm is right.
# Instead: drop short lists with filter((list) => list.length === 3), as the last rows show.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error rxjs@7.8.2 >npm.log 2>&1 || {
  cat npm.log >&2
  exit 1
}

cat >buffers.cjs <<'JS'
const { Subject, bufferCount, filter, groupBy, map, mergeMap } = require("rxjs");

const minutes = {
  nine: "120@0 120@1 120@2 120@3 120@4 120@5 120@6 120@7 120@8 80@9",
  twice: "120@0 120@1 120@2 80@3 120@4 120@5 120@6 80@7",
  alternating: "120@0 80@1 120@2 80@3 120@4 80@5",
  late: "120@0 80@1 120@2 120@3 120@4 80@5",
  two: "A120@0 B80@0 A120@1 B80@1 A120@2 B80@2 A80@3 B80@3",
  one: "120@0",
  tail: "80@0 120@1 120@2 120@3",
  last: "80@0 80@1 80@2 120@3",
};

function alerts(stream, full) {
  const told = [];
  const readings = new Subject();
  readings
    .pipe(
      groupBy(({ patient }) => patient),
      mergeMap((ofPatient) => ofPatient.pipe(bufferCount(3, 1))),
      filter((list) => !full || list.length === 3),
      filter((list) => list.every(({ bpm }) => bpm > 100)),
      map((list) => list.map(({ minute }) => minute).join()),
    )
    .subscribe((alert) => told.push(alert));
  for (const reading of stream.split(" ")) {
    const [, patient, bpm, minute] = /^([A-Z]?)(\d+)@(\d+)$/.exec(reading);
    readings.next({ patient, bpm: Number(bpm), minute: Number(minute) });
  }
  told.push("end");
  readings.complete();
  return told.join(" ");
}

const { version } = require("rxjs/package.json");
console.log(`rxjs ${version}, three in a row above 100 bpm; bpm@minute, minutes of each alert:`);
for (const stream of Object.values(minutes)) {
  console.log(`bufferCount(3, 1); ${stream}: ${alerts(stream, false)}`);
}
for (const stream of [minutes.nine, minutes.one, minutes.tail, minutes.last]) {
  console.log(`and three in the list; ${stream}: ${alerts(stream, true)}`);
}
JS
seen=$(node buffers.cjs)
recorded=$(
  cat <<'TEXT'
rxjs 7.8.2, three in a row above 100 bpm; bpm@minute, minutes of each alert:
bufferCount(3, 1); 120@0 120@1 120@2 120@3 120@4 120@5 120@6 120@7 120@8 80@9: 0,1,2 1,2,3 2,3,4 3,4,5 4,5,6 5,6,7 6,7,8 end
bufferCount(3, 1); 120@0 120@1 120@2 80@3 120@4 120@5 120@6 80@7: 0,1,2 4,5,6 end
bufferCount(3, 1); 120@0 80@1 120@2 80@3 120@4 80@5: end
bufferCount(3, 1); 120@0 80@1 120@2 120@3 120@4 80@5: 2,3,4 end
bufferCount(3, 1); A120@0 B80@0 A120@1 B80@1 A120@2 B80@2 A80@3 B80@3: 0,1,2 end
bufferCount(3, 1); 120@0: end 0
bufferCount(3, 1); 80@0 120@1 120@2 120@3: 1,2,3 end 2,3 3
bufferCount(3, 1); 80@0 80@1 80@2 120@3: end 3
and three in the list; 120@0 120@1 120@2 120@3 120@4 120@5 120@6 120@7 120@8 80@9: 0,1,2 1,2,3 2,3,4 3,4,5 4,5,6 5,6,7 6,7,8 end
and three in the list; 120@0: end
and three in the list; 80@0 120@1 120@2 120@3: 1,2,3 end
and three in the list; 80@0 80@1 80@2 120@3: end
TEXT
)

echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: the last reading is three in a row."
