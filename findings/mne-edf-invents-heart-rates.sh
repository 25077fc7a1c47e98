#!/usr/bin/env bash
# MNE-Python 1.3.0 (Debian 12): reading an EDF file gives heart rates that are not in the file.
#
# Expected: EDF allows a channel of 1 Hz (heart rate) beside one of 100 Hz (ECG). A reader gives the stored values back,
#   or repeats each of them 100 times.
# Happens: MNE brings all channels to the highest rate with a Fourier method, one record of the file at a time. Around a
#   jump it overshoots: of a file that holds only 70 and 150 bpm it reads 57.7 to 156.5 bpm. Nothing is printed, also
#   not with the usual messages switched on. The same readings in records of 1 s, or the heart rate as the only channel
#   asked for, are exact.
# Why it matters: sleep studies often store the heart rate beside signals of a higher rate. Here a limit of 60 bpm is
#   passed below although no stored value is below 70. The length of the records, which has no clinical meaning, decides
#   about an alarm.
# Instead: read the channel alone (include=["HR"]).
set -euo pipefail

wanted=1.3.0+dfsg-1
found=$(dpkg-query -W -f '${Version}' python3-mne 2>/dev/null || true)
[ "$found" = "$wanted" ] || {
  echo "needs the Debian package python3-mne $wanted, found: ${found:-none}" >&2
  echo "to install it: apt-get install --no-install-recommends python3-mne" >&2
  exit 1
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >read.py <<'PY'
import struct
import mne

SECONDS, ECG_HZ = 90, 100
rates = [70] * 45 + [150] * 3 + [70] * 42


def field(value, width):
    return str(value).ljust(width).encode("ascii")


def write(name, record_seconds):
    records = SECONDS // record_seconds
    with open(name, "wb") as out:
        out.write(field(0, 8) + field("X X X X", 80) + field("Startdate 01-JAN-2026 X X X", 80))
        out.write(field("01.01.26", 8) + field("00.00.00", 8) + field(3 * 256, 8) + field("", 44))
        out.write(field(records, 8) + field(record_seconds, 8) + field(2, 4))
        for width, ecg, hr in (
            (16, "ECG", "HR"), (80, "", ""), (8, "mV", "bpm"), (8, -5, 0), (8, 5, 300), (8, -32768, 0), (8, 32767, 300),
            (80, "", ""), (8, ECG_HZ * record_seconds, record_seconds), (32, "", ""),
        ):
            out.write(field(ecg, width) + field(hr, width))
        for record in range(records):
            out.write(struct.pack(f"<{ECG_HZ * record_seconds}h", *[0] * (ECG_HZ * record_seconds)))
            out.write(struct.pack(f"<{record_seconds}h", *rates[record * record_seconds:(record + 1) * record_seconds]))


def heart_rate(name, **arguments):
    return mne.io.read_raw_edf(name, verbose="WARNING", **arguments).get_data(picks=["HR"])[0]


def report(what, read):
    print(f"{what}: lowest {read.min():.1f}, highest {read.max():.1f}, {(read < 60).mean():.1%} of the time below 60")


print("MNE-Python", mne.__version__)
print(f"stored: lowest {min(rates)}, highest {max(rates)}")
for record_seconds in (1, 10):
    write("night.edf", record_seconds)
    report(f"records of {record_seconds} s, beside the ECG", heart_rate("night.edf"))
report("records of 10 s, alone", heart_rate("night.edf", include=["HR"]))
PY
seen=$(OMP_NUM_THREADS=1 /usr/bin/python3 read.py)
recorded=$(
  cat <<'TEXT'
MNE-Python 1.3.0
stored: lowest 70, highest 150
records of 1 s, beside the ECG: lowest 70.0, highest 150.0, 0.0% of the time below 60
records of 10 s, beside the ECG: lowest 57.7, highest 156.5, 0.9% of the time below 60
records of 10 s, alone: lowest 70.0, highest 150.0, 0.0% of the time below 60
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: heart rates were read that the file does not hold."
