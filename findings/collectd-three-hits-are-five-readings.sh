#!/usr/bin/env bash
# collectd 5.12.0 (Debian 12): a threshold with "Hits 3" tells at the fifth high reading in a row, not at the third.
#
# Expected: Hits is the number of times in a row that the limit is crossed before anybody is told, as the manual has it.
#   So "Hits 3" tells at the third high reading, or at the fourth if it means three without a word.
# Happens: each number tells two readings later than it says: 1 at the third, 2 at the fourth, 3 at the fifth. Without
#   the line the first reading tells. No number tells at the second. Runs of three or four high readings leave no trace:
#   the only word is the OKAY that the first calm reading of each strap brings.
# Why it matters: with a reading a minute the alarm comes two minutes late, and a tachycardia of four minutes is never
#   told.
# Instead: for three in a row write "Hits 1", as the last rows show.
set -euo pipefail

folder=$(mktemp -d)
pid=
trap 'kill $pid 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
cd "$folder"
version=5.12.0-14
# The daemon is unpacked and not installed. It reads no file of the system and listens on a socket in this folder.
apt-get download -q "collectd-core=$version" >apt.log 2>&1 || {
  cat apt.log >&2
  exit 1
}
dpkg-deb -x collectd-core_*.deb unpacked
echo 'heart_rate value:GAUGE:0:400' >types.db

# Prints what is told, and at which rate, for a threshold line and the rates of one strap, a minute apart.
told() { # line, rates of minute 0, 1, 2, ...
  rm -f log
  cat >collectd.conf <<CONF
BaseDir "$folder"
PIDFile "$folder/pid"
PluginDir "$folder/unpacked/usr/lib/collectd"
TypesDB "$folder/types.db"
Hostname "ward"
LoadPlugin logfile
LoadPlugin unixsock
LoadPlugin threshold
<Plugin logfile>
  File "$folder/log"
  LogLevel info
</Plugin>
<Plugin unixsock>
  SocketFile "$folder/socket"
  SocketGroup "$(id -gn)"
</Plugin>
<Plugin threshold>
  <Type "heart_rate">
    FailureMax 100
    $1
  </Type>
</Plugin>
CONF
  unpacked/usr/sbin/collectd -f -C collectd.conf >out.log 2>&1 &
  pid=$!
  # Sends the readings to the socket and waits for each answer.
  perl -MIO::Socket::UNIX -e '
    my $socket;
    for (1 .. 100) { last if $socket = IO::Socket::UNIX->new(Peer => "socket"); select undef, undef, undef, 0.1 }
    die "no socket" unless $socket;
    my $time = time - 3600;
    for my $bpm (@ARGV) {
      print $socket "PUTVAL ward/strap/heart_rate interval=60 $time:$bpm\n";
      my $answer = <$socket>;
      $answer =~ /^0 / or die $answer;
      $time += 60;
      select undef, undef, undef, 0.05;
    }' $2
  sleep 0.5
  kill "$pid"
  wait "$pid" || true
  pid=
  sed -n -E 's/.*severity = ([A-Z]+),.* is (currently )?([0-9]+)\.0+\..*/ \1 at \3/p' log | tr -d '\n'
}

seen=$(
  number=$(unpacked/usr/sbin/collectd -h | sed -n 's/^collectd \([0-9]*\.[0-9]*\.[0-9]*\).*/\1/p')
  echo "collectd $number, FailureMax 100; bpm each minute, what is told at which rate:"
  nine='101 102 103 104 105 106 107 108 109 80'
  twice='101 102 103 80 104 105 106 81'
  alternating='101 80 102 81 103 82'
  for line in '' 'Hits 1' 'Hits 2' 'Hits 3'; do
    echo "${line:-no Hits}; $nine:$(told "$line" "$nine")"
  done
  for line in 'Hits 3' 'Hits 1'; do
    for rates in "$twice" "$alternating" '101 80 102 103 104 81' '80 101 102 103' '80 101 102 103 104 81'; do
      echo "$line; $rates:$(told "$line" "$rates")"
    done
  done
)
recorded=$(
  cat <<'TEXT'
collectd 5.12.0, FailureMax 100; bpm each minute, what is told at which rate:
no Hits; 101 102 103 104 105 106 107 108 109 80: FAILURE at 101 OKAY at 80
Hits 1; 101 102 103 104 105 106 107 108 109 80: FAILURE at 103 OKAY at 80
Hits 2; 101 102 103 104 105 106 107 108 109 80: FAILURE at 104 OKAY at 80
Hits 3; 101 102 103 104 105 106 107 108 109 80: FAILURE at 105 OKAY at 80
Hits 3; 101 102 103 80 104 105 106 81: OKAY at 80
Hits 3; 101 80 102 81 103 82: OKAY at 80
Hits 3; 101 80 102 103 104 81: OKAY at 80
Hits 3; 80 101 102 103: OKAY at 80
Hits 3; 80 101 102 103 104 81: OKAY at 80
Hits 1; 101 102 103 80 104 105 106 81: FAILURE at 103 OKAY at 80 FAILURE at 106 OKAY at 81
Hits 1; 101 80 102 81 103 82: OKAY at 80
Hits 1; 101 80 102 103 104 81: OKAY at 80 FAILURE at 104 OKAY at 81
Hits 1; 80 101 102 103: OKAY at 80 FAILURE at 103
Hits 1; 80 101 102 103 104 81: OKAY at 80 FAILURE at 103 OKAY at 81
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: three hits are five readings."
