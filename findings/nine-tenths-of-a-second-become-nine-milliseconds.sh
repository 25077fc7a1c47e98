#!/usr/bin/env bash
# @medplum/core 5.2.13 (HL7 v2) and fhirpath 5.2.2 (FHIR): the fraction of a second is read as a number of milliseconds.
#
# Expected: HL7 v2 allows one to four digits after the second and FHIR any number. ".9" are nine tenths, later than
#   ".10".
# Happens: parseHl7DateTime makes 9 ms of ".9" and 1,234 ms, so more than a second, of ".1234". fhirpath finds ".9"
#   earlier than ".10", and ".5" not equal to ".500". Three digits are right in both, so an ordinary test shows nothing.
# Why it matters: systems that write times as short as possible send ".9" for 900 ms. Readings of one second change
#   their order, and an alarm that needs three readings in a row sees another row. The R-R intervals between them are
#   wrong.
# Instead: send three digits always, and pad on the right before you parse.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
  fhirpath@5.2.2 @medplum/core@5.2.13 >npm.log 2>&1 || {
  cat npm.log >&2
  exit 1
}

cat >fractions.mjs <<'JS'
import fhirpath from "fhirpath";
globalThis.WebSocket ??= class {}; // @medplum/core names it when it loads; Node 20 has none
const { parseHl7DateTime } = await import("@medplum/core");

console.log("@medplum/core 5.2.13");
for (const fraction of ["9", "10", "900", "1234"]) {
  console.log(`20260101120000.${fraction}+0000 is ${parseHl7DateTime(`20260101120000.${fraction}+0000`)}`);
}
console.log("fhirpath 5.2.2");
for (const [left, operator, right] of [["9", "<", "10"], ["900", "<", "100"], ["5", "=", "500"]]) {
  const rule = `@2026-01-01T12:00:00.${left}Z ${operator} @2026-01-01T12:00:00.${right}Z`;
  console.log(`${rule} is ${fhirpath.evaluate({}, rule)}`);
}
JS
seen=$(node fractions.mjs)
recorded=$(
  cat <<'TEXT'
@medplum/core 5.2.13
20260101120000.9+0000 is 2026-01-01T12:00:00.009Z
20260101120000.10+0000 is 2026-01-01T12:00:00.010Z
20260101120000.900+0000 is 2026-01-01T12:00:00.900Z
20260101120000.1234+0000 is 2026-01-01T12:00:01.234Z
fhirpath 5.2.2
@2026-01-01T12:00:00.9Z < @2026-01-01T12:00:00.10Z is true
@2026-01-01T12:00:00.900Z < @2026-01-01T12:00:00.100Z is false
@2026-01-01T12:00:00.5Z = @2026-01-01T12:00:00.500Z is false
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: nine tenths are before one tenth."
