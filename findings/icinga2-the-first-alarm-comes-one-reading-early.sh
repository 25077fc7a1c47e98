#!/usr/bin/env bash
# Icinga 2 r2.13.6 (Debian 12): the first alarm of a new service comes one reading before max_check_attempts.
#
# Expected: with max_check_attempts = 3 three bad results in a row make the state hard, and the notification goes out at
#   the third. With 2 it goes out at the second.
# Happens: if a service has had no result yet, the first bad one counts twice. With 3 the second high reading notifies,
#   and with 2 a single one does. Once a calm reading has come, all later runs are counted as written.
# Why it matters: the alarm is wrong just for the patient who was connected a moment ago, while the strap still slips.
#   With 2, meant to wait for a second reading, each patient who is connected with one wrong reading is an alarm.
# Instead: send one calm result for each new service before the first reading, as the last rows show.
set -euo pipefail

folder=$(mktemp -d)
pid=
trap 'kill $pid 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
cd "$folder"
# The daemon and the libraries that only it uses are unpacked and not installed. It listens on no port, only on a pipe.
apt-get download -q icinga2-bin=2.13.6-2+deb12u2 icinga2-common=2.13.6-2+deb12u2 libboost-context1.74.0=1.74.0+ds1-21 \
  libboost-coroutine1.74.0=1.74.0+ds1-21 libboost-thread1.74.0=1.74.0+ds1-21 >apt.log 2>&1 || {
  cat apt.log >&2
  exit 1
}
for package in *.deb; do
  dpkg-deb -x "$package" unpacked
done
libraries=$(dirname "$(find "$folder/unpacked" -name 'libboost_thread*' | head -1)")
icinga=$(find "$folder/unpacked" -path '*icinga2/sbin/icinga2')
mkdir run data cache log spool etc

# A service a line: its name, max_check_attempts, and the rates in turn.
streams() {
  cat <<'LINES'
new-nine 3 101 102 103 104 105 106 107 108 109 80
new-twice 3 101 102 103 80 104 105 106 81
new-alternating 3 101 80 102 81 103 82
new-late 3 101 80 102 103 104 81
new-two 2 101 102 80
new-one 2 101 80
calm-nine 3 80 101 102 103 104 105 106 107 108 109 81
calm-tail 3 80 101 102 103
calm-two 2 80 101 102 81
calm-one 2 80 101 81
LINES
}

cat >icinga2.conf <<CONF
object ExternalCommandListener "pipe" { command_path = "$folder/pipe" }
object NotificationComponent "notification" { }
object CheckCommand "passive" { command = [ "/bin/true" ] }
object NotificationCommand "tell" {
  command = [ "/bin/sh", "-c", "echo \$service.name\$ \$notification.type\$ \$service.output\$ >>$folder/told" ]
}
object User "nurse" { }
object Host "ward" {
  check_command = "passive"
  enable_active_checks = false
}
CONF
streams | while read -r name attempts _; do
  cat >>icinga2.conf <<CONF
object Service "$name" {
  host_name = "ward"
  check_command = "passive"
  enable_active_checks = false
  max_check_attempts = $attempts
}
object Notification "$name" {
  host_name = "ward"
  service_name = "$name"
  command = "tell"
  users = [ "nurse" ]
  interval = 0
}
CONF
done
touch told
LD_LIBRARY_PATH=$libraries "$icinga" daemon -c icinga2.conf \
  -DRunAsUser="$(id -un)" -DRunAsGroup="$(id -gn)" -DInitRunDir="$folder/run" -DPidPath="$folder/run/pid" \
  -DDataDir="$folder/data" -DCacheDir="$folder/cache" -DLogDir="$folder/log" -DSpoolDir="$folder/spool" \
  -DConfigDir="$folder/etc" -DVarsPath="$folder/cache/vars" -DStatePath="$folder/data/state" \
  -DObjectsPath="$folder/cache/objects" -DModAttrPath="$folder/data/modattr" \
  -DIncludeConfDir="$folder/unpacked/usr/share/icinga2/include" >out.log 2>&1 &
pid=$!
for _ in $(seq 100); do
  [ -p pipe ] && break
  sleep 0.2
done
[ -p pipe ] || {
  cat out.log >&2
  exit 1
}
sleep 1
for column in 2 3 4 5 6 7 8 9 10 11 12; do
  streams | while read -ra words; do
    rate=${words[$column]-}
    [ -n "$rate" ] || continue
    echo "[$(date +%s)] PROCESS_SERVICE_CHECK_RESULT;ward;${words[0]};$((rate > 100 ? 2 : 0));$rate" >pipe
  done
  sleep 1
done
sleep 2

seen=$(
  version=$(LD_LIBRARY_PATH=$libraries "$icinga" --version | sed -n 's/.*version: \(r[0-9.]*\).*/\1/p')
  echo "Icinga 2 $version, above 100 bpm is critical; what is notified at which rate:"
  streams | while read -r name attempts rates; do
    notified=$(sed -n "s/^$name \([A-Z]*\) \([0-9]*\)$/ \1 at \2/p" told | tr -d '\n')
    echo "max_check_attempts $attempts; $rates:$notified"
  done
)
recorded=$(
  cat <<'TEXT'
Icinga 2 r2.13.6, above 100 bpm is critical; what is notified at which rate:
max_check_attempts 3; 101 102 103 104 105 106 107 108 109 80: PROBLEM at 102 RECOVERY at 80
max_check_attempts 3; 101 102 103 80 104 105 106 81: PROBLEM at 102 RECOVERY at 80 PROBLEM at 106 RECOVERY at 81
max_check_attempts 3; 101 80 102 81 103 82:
max_check_attempts 3; 101 80 102 103 104 81: PROBLEM at 104 RECOVERY at 81
max_check_attempts 2; 101 102 80: PROBLEM at 101 RECOVERY at 80
max_check_attempts 2; 101 80: PROBLEM at 101 RECOVERY at 80
max_check_attempts 3; 80 101 102 103 104 105 106 107 108 109 81: PROBLEM at 103 RECOVERY at 81
max_check_attempts 3; 80 101 102 103: PROBLEM at 103
max_check_attempts 2; 80 101 102 81: PROBLEM at 102 RECOVERY at 81
max_check_attempts 2; 80 101 81:
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: the first alarm is one reading early."
