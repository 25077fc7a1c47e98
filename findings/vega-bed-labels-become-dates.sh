#!/usr/bin/env bash
# vega-loader 5.1.3: the automatic types of a CSV file turn bed labels into dates, and numbers of patients into other
#   numbers.
#
# Expected: type inference makes a date of a column only if its values look like dates, as 2026-01-01 does. "3-1" (room
#   3, bed 1) and "Bed 12" stay text.
# Happens: parse: "auto", the first of two ways in the README, takes a column for dates if the JavaScript engine can
#   make a date of each value, and Node makes a date of nearly anything. "3-1" becomes 1 March 2001 and "Bed 1" 1
#   January 2001, both as milliseconds. The label cannot be had back: "Bed 1" and "1-1" become the same number. As soon
#   as one bed does not fit ("3-32"), the whole column is text again. In the same way the patient numbers 0012 and 12
#   become the same number.
# Why it matters: a chart of heart rates per bed merges patients, and which beds exist decides what the others are
#   called.
# Instead: name the types, for example parse: {bed: "string", bpm: "number", time: "date"}.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
  vega-loader@5.1.3 >npm.log 2>&1 || {
  cat npm.log >&2
  exit 1
}

cat >types.mjs <<'JS'
import { readFileSync } from "node:fs";
import { read } from "vega-loader";
console.log("vega-loader", JSON.parse(readFileSync("node_modules/vega-loader/package.json")).version);
for (const beds of [["3-1", "3-2", "12-2"], ["Bed 1", "1-1", "Bed 12"], ["3-1", "3-2", "3-32"], ["0012", "12", "1e3"]]) {
  const csv = "bed,bpm\n" + beds.map(bed => bed + ",72\n").join("");
  const rows = read(csv, { type: "csv", parse: "auto" });
  console.log(beds.join(" | "), "=>", rows.map(row => JSON.stringify(row.bed)).join(" | "));
}
JS
seen=$(TZ=UTC node types.mjs)
recorded=$(
  cat <<'TEXT'
vega-loader 5.1.3
3-1 | 3-2 | 12-2 => 983404800000 | 983491200000 | 1007251200000
Bed 1 | 1-1 | Bed 12 => 978307200000 | 978307200000 | 1007164800000
3-1 | 3-2 | 3-32 => "3-1" | "3-2" | "3-32"
0012 | 12 | 1e3 => 12 | 12 | 1000
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: beds became dates, and different patients one number."
