#!/usr/bin/env bash
# @garmin/fitsdk 21.217.0, easy-fit 0.0.8 and fit-decoder 1.0.5: of a FIT file with compressed times the calm beginning
#   is left.
#
# Expected: the FIT protocol lets a record carry five bits of its time in the record's header, so that a small device
#   saves four bytes per reading. A reader that knows the protocol gives all readings their times. The maker's own
#   reader knows it best.
# Happens: the file passes the integrity check of Garmin's SDK. Its reader stops at the first such record: one reading of
#   eight, and an entry in "errors" that a caller has to look at. easy-fit gives the same single reading and no error.
#   fit-decoder gives all rates, and a time for the first alone. fit-file-parser 6.1.2 reads all of them rightly.
# Why it matters: the part that is given looks like a short, calm workout. The tachycardia after it is not in the data,
#   or has no time. Nothing is thrown.
# Instead: read with fit-file-parser, and in any case look at "errors" and compare the number of records with what the
#   file holds.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error \
  @garmin/fitsdk@21.217.0 easy-fit@0.0.8 fit-decoder@1.0.5 fit-file-parser@6.1.2 >npm.log 2>&1 || {
  cat npm.log >&2
  exit 1
}

cat >read.mjs <<'JS'
import { Decoder, Stream } from "@garmin/fitsdk";
import EasyFit from "easy-fit";
import fitDecoder from "fit-decoder";
import FitParser from "fit-file-parser";

const NOON = Date.UTC(2026, 0, 1, 12) / 1000 - 631065600;
const RATES = [70, 70, 70, 70, 130, 130, 130, 130]; // ten seconds apart
const FILE_ID = 0, RECORD = 20, TYPE = 0, CREATED = 4, TIME = 253, RATE = 3, UINT32 = 0x86, UINT8 = 2, ENUM = 0;

const littleEndian = (number, bytes) => Array.from({ length: bytes }, (_, i) => Math.floor(number / 256 ** i) % 256);
const definition = (local, message, ...fields) =>
  [0x40 | local, 0, 0, ...littleEndian(message, 2), fields.length, ...fields.flat()];

function checksum(bytes) {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
    }
  }
  return littleEndian(crc, 2);
}

function fit(compressed) {
  const body = [
    ...definition(0, FILE_ID, [TYPE, 1, ENUM], [CREATED, 4, UINT32]), 0, 4, ...littleEndian(NOON, 4),
    ...definition(1, RECORD, [TIME, 4, UINT32], [RATE, 1, UINT8]),
    ...definition(2, RECORD, [RATE, 1, UINT8]),
  ];
  RATES.forEach((bpm, i) => {
    const time = NOON + 10 * i;
    body.push(...(compressed && i > 0 ? [0x80 | 2 << 5 | time & 31] : [1, ...littleEndian(time, 4)]), bpm);
  });
  const head = [14, 0x10, ...littleEndian(21217, 2), ...littleEndian(body.length, 4), ...Buffer.from(".FIT")];
  const file = [...head, ...checksum(head), ...body];
  return Buffer.from([...file, ...checksum(file)]);
}

const clock = time => (time ? new Date(time).toISOString().slice(14, 19) : "no time");
const list = (records, rate, time) => records.map(record => `${record[rate]}@${clock(record[time])}`).join(" ");

for (const compressed of [false, true]) {
  const file = fit(compressed);
  console.log(compressed ? "compressed times:" : "full times:");
  console.log("  @garmin/fitsdk 21.217.0, file is whole:", new Decoder(Stream.fromBuffer(file)).checkIntegrity());
  const { messages, errors } = new Decoder(Stream.fromBuffer(file)).read();
  console.log("  @garmin/fitsdk 21.217.0:", list(messages.recordMesgs, "heartRate", "timestamp"), "errors:", errors.length);
  new EasyFit.default({ mode: "list", force: true }).parse(file, (error, data) =>
    console.log("  easy-fit 0.0.8:", list(data.records, "heart_rate", "timestamp"), "error:", error));
  const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
  const decoded = fitDecoder.parseRecords(fitDecoder.fit2json(buffer)).records.filter(({ type }) => type === "record");
  console.log("  fit-decoder 1.0.5:", list(decoded.map(({ data }) => data), "heart_rate", "timestamp"));
  const parsed = await new FitParser({ mode: "list" }).parseAsync(file);
  console.log("  fit-file-parser 6.1.2:", list(parsed.records, "heart_rate", "timestamp"));
}
JS
seen=$(node read.mjs)
recorded=$(
  cat <<'TEXT'
full times:
  @garmin/fitsdk 21.217.0, file is whole: true
  @garmin/fitsdk 21.217.0: 70@00:00 70@00:10 70@00:20 70@00:30 130@00:40 130@00:50 130@01:00 130@01:10 errors: 0
  easy-fit 0.0.8: 70@00:00 70@00:10 70@00:20 70@00:30 130@00:40 130@00:50 130@01:00 130@01:10 error: null
  fit-decoder 1.0.5: 70@00:00 70@00:10 70@00:20 70@00:30 130@00:40 130@00:50 130@01:00 130@01:10
  fit-file-parser 6.1.2: 70@00:00 70@00:10 70@00:20 70@00:30 130@00:40 130@00:50 130@01:00 130@01:10
compressed times:
  @garmin/fitsdk 21.217.0, file is whole: true
  @garmin/fitsdk 21.217.0: 70@00:00 errors: 1
  easy-fit 0.0.8: 70@00:00 error: null
  fit-decoder 1.0.5: 70@00:00 70@no time 70@no time 70@no time 130@no time 130@no time 130@no time 130@no time
  fit-file-parser 6.1.2: 70@00:00 70@00:10 70@00:20 70@00:30 130@00:40 130@00:50 130@01:00 130@01:10
TEXT
)
echo "$seen"
[ "$seen" = "$recorded" ] || {
  printf 'CHANGED: this is no longer what was recorded:\n%s\n' "$recorded" >&2
  exit 1
}
echo "As recorded: three of four readers lose the readings of 130 bpm, or their times."
