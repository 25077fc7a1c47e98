#!/usr/bin/env bash
# rrdtool 1.7.2 (Debian 12): the archive MAX does not hold the highest reading, and a late reading fills the gap before
#   it.
#
# Expected: the manual page of rrdcreate says that MAX stores the largest data point. So an archive MAX is the safe
#   choice for heart rates: it may lose the exact second, never the height of a peak.
# Happens: the readings of one step are first averaged to one data point, weighted by the time since the reading before.
#   MAX, MIN and LAST see that average alone. With a step of 60 s and a reading every 10 s, one reading of 190 bpm among
#   70 bpm gives 90 in all three. And a reading counts for the whole time since the one before it: 190 bpm after a
#   silence of 290 s (below the heartbeat of 300 s) is recorded as 190 bpm for all of the silence.
# Why it matters: a limit of 100 bpm is not reached on the chart although a reading of 190 came in. In the second case
#   the chart shows a tachycardia that begins almost five minutes before the only reading that shows it.
# Instead: make the step as short as the interval of the readings, align the readings to it, and set the heartbeat to
#   little more than the step. Or keep the readings themselves somewhere else.
set -euo pipefail

wanted=1.7.2-4+b8
found=$(dpkg-query -W -f '${Version}' rrdtool 2>/dev/null || true)
[ "$found" = "$wanted" ] || {
  echo "needs the Debian package rrdtool $wanted, found: ${found:-none}" >&2
  echo "to install it: apt-get install rrdtool" >&2
  exit 1
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
start=1767225600

create() { # file
  rrdtool create "$1" --start $start --step 60 DS:bpm:GAUGE:300:20:300 \
    RRA:MAX:0.5:1:60 RRA:MIN:0.5:1:60 RRA:LAST:0.5:1:60
}
show() { # file, archive, seconds
  rrdtool fetch "$1" "$2" --start $start --end $((start + $3)) |
    awk -v s=$start '/^[0-9]/ && $2 !~ /nan/ { printf " %d:%g", $1 - s, $2 }'
}

create peak.rrd
for i in $(seq 1 30); do
  bpm=70
  [ "$i" = 20 ] && bpm=190
  rrdtool update peak.rrd $((start + i * 10)):$bpm
done
create gap.rrd
rrdtool update gap.rrd $((start + 60)):70 $((start + 120)):70 $((start + 410)):190 $((start + 480)):70

seen=$(
  for archive in MAX MIN LAST; do echo "peak, $archive:$(show peak.rrd $archive 240)"; done
  echo "gap, MAX:$(show gap.rrd MAX 420)"
)
recorded=$(
  cat <<'TEXT'
peak, MAX: 60:70 120:70 180:70 240:90 300:70
peak, MIN: 60:70 120:70 180:70 240:90 300:70
peak, LAST: 60:70 120:70 180:70 240:90 300:70
gap, MAX: 60:70 120:70 180:190 240:190 300:190 360:190 420:170 480:70
TEXT
)

echo "rrdtool $found"
echo "peak: every 10 s for 300 s, 70 bpm, but 190 bpm at second 200"
echo "gap: 70 bpm at seconds 60 and 120, 190 bpm at second 410, 70 bpm at second 480"
echo "stored, as second:bpm"
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: MAX says 90 where a reading of 190 was, and one reading fills 290 s."
