#!/usr/bin/env bash
# BioSig 2.5.0 (Debian 12): converting EDF+ to EDF closes the pause of a recording, and drops the note of a tachycardia.
#
# Expected: an EDF+D file says when each of its records begins, so a recording may pause. A converter keeps the times
#   in an EDF+D file, fills the pause, or refuses, as plain EDF has no place for it. Notes stay in an EDF+ file.
# Happens: with -f=EDF save2gdf writes the seconds after the pause right behind those before it, and the header says
#   EDF+C, which means "without a pause". No channel for notes is written, so the note "tachycardia" is gone, also that
#   of a file without a pause. The exit code is 0, and no warning is printed. A GDF file keeps the note and the time
#   after the pause, so the tool knows them. But it has ten breaks, of which one is real.
# Why it matters: patients take the recorder off. Here 150 bpm are at second 5 and not at 100, so they seem to follow
#   74 bpm at once. Rates do not fit a diary any more, and the note that tells a reader where to look is missing. In
#   the GDF file an episode of five seconds is cut into five.
# Instead: cut the recording at its pauses before the conversion, and carry the notes over yourself.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# The tools and their libraries are unpacked and not installed.
apt-get download -q biosig-tools=2.5.0-1+b1 libbiosig3=2.5.0-1+b1 libdcmtk17 libtinyxml2.6.2v5 >apt.log 2>&1 || {
  cat apt.log >&2
  exit 1
}
for package in *.deb; do
  dpkg-deb -x "$package" unpacked
done
save2gdf() {
  LD_LIBRARY_PATH="$folder/unpacked/usr/lib/$(uname -m)-linux-gnu" "$folder/unpacked/usr/bin/save2gdf" "$@"
}

cat >edf.py <<'PY'
import struct
import sys

NOTES = 15  # words for notes in each record


def field(value, width):
    return str(value).ljust(width).encode("ascii")


def write(name, kind, onsets):
    """A record of a second for each onset: 70, 71, ... bpm in the first half, and 150, 151, ... bpm in the second."""
    rates = [70 + i if i < len(onsets) / 2 else 145 + i for i in range(len(onsets))]
    with open(name, "wb") as out:
        out.write(field(0, 8) + field("X X X X", 80) + field("Startdate 01-JAN-2026 X X X", 80))
        out.write(field("01.01.26", 8) + field("12.00.00", 8) + field(3 * 256, 8) + field(kind, 44))
        out.write(field(len(onsets), 8) + field(1, 8) + field(2, 4))
        for width, rate, note in (
            (16, "HR", "EDF Annotations"), (80, "", ""), (8, "bpm", ""), (8, 0, -1), (8, 300, 1), (8, 0, -32768),
            (8, 300, 32767), (80, "", ""), (8, 1, NOTES), (32, "", ""),
        ):
            out.write(field(rate, width) + field(note, width))
        for i, onset in enumerate(onsets):
            note = f"+{onset}\x14\x14\0"
            if rates[i] == 150:
                note += f"+{onset}\x14tachycardia\x14\0"
            out.write(struct.pack("<h", rates[i]) + note.encode("ascii").ljust(2 * NOTES, b"\0"))


def read(name):
    """The kind in the header, and the rates at the seconds that the file gives them."""
    with open(name, "rb") as file:
        header = file.read(256)
        kind, count = header[192:236].decode("ascii").strip(), int(header[236:244])
        channels = int(header[252:256])
        labels, _, _, low, high, digital_low, digital_high, _, samples, _ = [
            [file.read(width).decode("ascii").strip() for _ in range(channels)]
            for width in (16, 80, 8, 8, 8, 8, 8, 80, 8, 32)
        ]
        readings, notes = [], []
        for record in range(count):
            onset = record * float(header[244:252])
            rates = []
            for i in range(channels):
                words = file.read(2 * int(samples[i]))
                if labels[i] == "EDF Annotations":
                    texts = words.decode("ascii").split("\0")
                    onset = float(texts[0].strip("\x14"))
                    notes += [text.split("\x14")[1] for text in texts[1:] if text]
                else:
                    scale = (float(high[i]) - float(low[i])) / (int(digital_high[i]) - int(digital_low[i]))
                    rates += [
                        float(low[i]) + (word - int(digital_low[i])) * scale
                        for word in struct.unpack(f"<{int(samples[i])}h", words)
                    ]
            readings += [f"{rate:.0f}@{onset + i:.0f}" for i, rate in enumerate(rates)]
    return f"{kind}: {' '.join(readings)}; notes {notes}"


if sys.argv[1] == "write":
    write("paused.edf", "EDF+D", [0, 1, 2, 3, 4, 100, 101, 102, 103, 104])
    write("whole.edf", "EDF+C", list(range(10)))
else:
    print(read(sys.argv[2]))
PY
/usr/bin/python3 edf.py write
convert() { # format, name
  save2gdf "-f=$1" "$2.edf" "$2.$1" >save.log 2>&1
  ! grep -i -E 'warning|error' save.log
}
seen=$(
  echo "biosig-tools $(dpkg-deb -f biosig-tools_*.deb Version), bpm@second"
  for name in whole paused; do
    echo "$name, $(/usr/bin/python3 edf.py read $name.edf)"
    convert EDF $name
    echo "  to EDF: $(/usr/bin/python3 edf.py read $name.EDF)"
    convert GDF $name
    save2gdf -JSON $name.GDF 2>/dev/null >events.json
    echo "  to GDF: $(grep -c 'after a break' events.json || true) breaks," \
      "$(tr -d '\n\t' <events.json | sed -E 's/.*"2026-01-01 ([0-9:.]*)","Description": "(tachycardia)".*/\2 at \1/')"
  done
)
recorded=$(
  cat <<'TEXT'
biosig-tools 2.5.0-1+b1, bpm@second
whole, EDF+C: 70@0 71@1 72@2 73@3 74@4 150@5 151@6 152@7 153@8 154@9; notes ['tachycardia']
  to EDF: EDF+C: 70@0 71@1 72@2 73@3 74@4 150@5 151@6 152@7 153@8 154@9; notes []
  to GDF: 0 breaks, tachycardia at 12:00:04.999993
paused, EDF+D: 70@0 71@1 72@2 73@3 74@4 150@100 151@101 152@102 153@103 154@104; notes ['tachycardia']
  to EDF: EDF+C: 70@0 71@1 72@2 73@3 74@4 150@5 151@6 152@7 153@8 154@9; notes []
  to GDF: 10 breaks, tachycardia at 12:01:40.000001
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: the pause is closed and the note is gone."
