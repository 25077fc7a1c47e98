#!/usr/bin/env bash
# gpsbabel 1.8.0 (Debian 12): a heart rate above 255 loses 256, and a fractional one is dropped.
#
# Expected: a CSV file has no upper bound for a heart rate. A converter that keeps the rate in one byte refuses 280 bpm
#   or leaves it out. A rate of 72.9 becomes 73 or 72.
# Happens: 280 bpm is written as 24 bpm, with exit code 0 and no message. 256 bpm and 72.9 bpm are written as "no rate".
# Why it matters: a newborn with supraventricular tachycardia can reach 280 bpm, and a mouse at rest is above 400. A
#   tachycardia arrives as a deep bradycardia, so the wrong alarm sounds. Averages of an app are often fractional.
# Instead: check that the largest rate is below 256 and round to whole numbers before gpsbabel reads the file.
set -euo pipefail

wanted=1.8.0+ds-5
found=$(dpkg-query -W -f '${Version}' gpsbabel 2>/dev/null || true)
[ "$found" = "$wanted" ] || {
  echo "needs the Debian package gpsbabel $wanted, found: ${found:-none}" >&2
  echo "to install it: apt-get install gpsbabel" >&2
  exit 1
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >rates.csv <<'CSV'
date,time,lat,lon,heartrate
2026/01/01,12:00:00,52.1,13.1,72
2026/01/01,12:00:01,52.1,13.1,255
2026/01/01,12:00:02,52.1,13.1,256
2026/01/01,12:00:03,52.1,13.1,280
2026/01/01,12:00:04,52.1,13.1,72.9
CSV
echo "gpsbabel $found reads:"
cat rates.csv
gpsbabel -t -i unicsv -f rates.csv -o unicsv -F out.csv
seen=$(tr -d '\r' <out.csv)
recorded=$(
  cat <<'TEXT'
No,Latitude,Longitude,Heartrate,Date,Time
1,52.100000,13.100000,72,2026/01/01,12:00:00
2,52.100000,13.100000,255,2026/01/01,12:00:01
3,52.100000,13.100000,,2026/01/01,12:00:02
4,52.100000,13.100000,24,2026/01/01,12:00:03
5,52.100000,13.100000,,2026/01/01,12:00:04
TEXT
)

echo "and writes:"
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: 280 bpm became 24 bpm."
