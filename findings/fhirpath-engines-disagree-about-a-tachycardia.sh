#!/usr/bin/env bash
# fhirpath 5.2.2 and @medplum/core 5.2.13: two FHIRPath engines give opposite answers about one heart rate.
#
# Expected: FHIRPath is a standard, so a rule for a FHIR Observation gives one answer. 3 Hz are 180 beats per minute, so
#   they are above 100 /min; 120 /min are 2 Hz, so they are not above 3 Hz.
# Happens: fhirpath converts the units. @medplum/core compares the numbers and never looks at the units: 3 Hz are not
#   above 100 /min, 120 /min are above 3 Hz, and 72 /min are below 100 kg. A rule without a unit, Observation.value >
#   100, is the other way round: it is true in @medplum/core and gives nothing at all in fhirpath, as no unit and /min
#   cannot be compared. A program that asks "is the first result true" reads that as "no".
# Why it matters: each of the two usual ways to write a limit misses a tachycardia in silence, in one of the engines.
# Instead: check Observation.value.code first and then compare the number: value.code = '/min' and value.value > 100.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
  fhirpath@5.2.2 @medplum/core@5.2.13 >npm.log 2>&1 || {
  cat npm.log >&2
  exit 1
}

cat >ask.mjs <<'JS'
import fhirpath from "fhirpath";
import r4 from "fhirpath/fhir-context/r4/index.js";
globalThis.WebSocket ??= class {}; // @medplum/core names it when it loads; Node 20 has none
const { evalFhirPath } = await import("@medplum/core");

console.log("fhirpath 5.2.2 | @medplum/core 5.2.13");
for (const [value, code, rule] of [
  [120, "/min", "Observation.value > 100 '/min'"],
  [3, "Hz", "Observation.value > 100 '/min'"],
  [120, "/min", "Observation.value > 3 'Hz'"],
  [72, "/min", "Observation.value < 100 'kg'"],
  [120, "/min", "Observation.value > 100"],
  [120, "/min", "Observation.value.code = '/min' and Observation.value.value > 100"],
]) {
  const observation = {
    resourceType: "Observation",
    status: "final",
    code: { coding: [{ system: "http://loinc.org", code: "8867-4" }] },
    valueQuantity: { value, unit: code, system: "http://unitsofmeasure.org", code },
  };
  const answers = [fhirpath.evaluate(observation, rule, null, r4), evalFhirPath(rule, observation)];
  console.log(`${value} ${code}, ${rule}: ${answers.map(a => JSON.stringify(a)).join(" | ")}`);
}
JS
seen=$(node ask.mjs)
recorded=$(
  cat <<'TEXT'
fhirpath 5.2.2 | @medplum/core 5.2.13
120 /min, Observation.value > 100 '/min': [true] | [true]
3 Hz, Observation.value > 100 '/min': [true] | [false]
120 /min, Observation.value > 3 'Hz': [false] | [true]
72 /min, Observation.value < 100 'kg': [] | [true]
120 /min, Observation.value > 100: [] | [true]
120 /min, Observation.value.code = '/min' and Observation.value.value > 100: [true] | [true]
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: the engines disagree."
