#!/usr/bin/env bash
# Prometheus 2.42.0 (Debian 12): one single reading fires an alert that asks for two minutes above the limit.
#
# Expected: "heart_rate > 100" with "for: 2m" fires if the rate was above 100 for two minutes, so after several high
#   readings. One high reading and silence after it fire nothing.
# Happens: a query takes the last value of up to five minutes ago for the present one. The single reading counts again
#   at each evaluation: the alert fires from minute 2 on and resolves by itself when the value is too old. The silence
#   of the device looks like a tachycardia, and the end of the look-back looks like a recovery.
# Why it matters: one wrong reading of a strap that is taken off is enough, just when nobody wears it. This holds for
#   values that another program writes remotely, and for exporters that give timestamps. Where Prometheus scrapes the
#   target itself and the series disappears, it marks the series as stale (second case), and nothing fires.
# Instead: ask for several readings: heart_rate > 100 and count_over_time(heart_rate[2m]) >= 2.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
version=2.42.0+ds-5+deb12u1
# Only promtool, the checker of rules, is unpacked: no service is installed or started.
apt-get download -q "prometheus=$version" >apt.log 2>&1 || {
  cat apt.log >&2
  exit 1
}
dpkg-deb -x prometheus_*.deb unpacked
promtool=unpacked/usr/bin/promtool

cat >rules.yml <<'YAML'
groups:
  - name: ward
    rules:
      - alert: Tachycardia
        expr: heart_rate > 100
        for: 2m
      - alert: SeveralHigh
        expr: heart_rate > 100 and count_over_time(heart_rate[2m]) >= 2
        for: 2m
YAML

# Prints the minutes at which an alert fires: promtool is told that nothing fires, and objects where that is wrong.
firing() { # alert, readings of minute 0, 1, 2, ...
  for minute in 0 1 2 3 4 5 6 7; do
    cat >test.yml <<YAML
rule_files: [rules.yml]
evaluation_interval: 1m
tests:
  - interval: 1m
    input_series: [{series: 'heart_rate{patient="A"}', values: '$2'}]
    alert_rule_test: [{eval_time: ${minute}m, alertname: $1, exp_alerts: []}]
YAML
    "$promtool" test rules test.yml >test.log 2>&1 || {
      grep -q 'got:' test.log || { cat test.log >&2; return 1; }
      printf ' %s' "$minute"
    }
  done
}

seen=$(
  "$promtool" --version 2>&1 | sed -n '1s/ (.*//p'
  echo "for: 2m; 120 bpm at minute 0 and nothing later; fires at minutes:$(firing Tachycardia '120 _x7')"
  echo "for: 2m; the same, marked as stale at minute 1; fires at minutes:$(firing Tachycardia '120 stale _x6')"
  echo "several; 120 bpm at minute 0 and nothing later; fires at minutes:$(firing SeveralHigh '120 _x7')"
  echo "several; 120 bpm at minutes 0 to 7; fires at minutes:$(firing SeveralHigh '120x7')"
)
recorded=$(
  cat <<'TEXT'
promtool, version 2.42.0+ds
for: 2m; 120 bpm at minute 0 and nothing later; fires at minutes: 2 3 4 5
for: 2m; the same, marked as stale at minute 1; fires at minutes:
several; 120 bpm at minute 0 and nothing later; fires at minutes:
several; 120 bpm at minutes 0 to 7; fires at minutes: 3 4 5 6 7
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: one reading is minutes of tachycardia."
