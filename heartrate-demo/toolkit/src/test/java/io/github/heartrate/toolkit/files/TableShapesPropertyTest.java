package io.github.heartrate.toolkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A recording that is written as a table of any shape gives the same readings, or a refusal: never other readings. */
class TableShapesPropertyTest {

    private static final List<String> PATIENT_NAMES =
            List.of("patient_id", "Subject", "user id", "stay_id", "participant", "BED", "person_id", "id");
    private static final List<String> TIME_NAMES =
            List.of("timestamp", "Time", "date time", "charttime", "Start Date", "recorded_at");
    private static final List<String> RATE_NAMES = List.of(
            "bpm", "Heart Rate", "hr", "HR [bpm]", "value.bpm", "beats per minute", "pulse", "heart_rate (count/min)");
    private static final List<String> MISSING = List.of("", "NA", "NaN", "null", "None", "-", "n/a");
    private static final Map<String, Function<Random, String>> OTHERS = Map.of(
            "SpO2", random -> String.valueOf(90 + random.nextInt(10)),
            "steps", random -> String.valueOf(random.nextInt(200)),
            "activity", random -> random.nextBoolean() ? "walk" : "rest",
            "temperature", random -> "36." + random.nextInt(10),
            "RR [ms]", random -> String.valueOf(600 + random.nextInt(500)),
            "confidence", random -> String.valueOf(random.nextInt(4)),
            "note", random -> "");

    private static final Map<String, Function<Instant, String>> TIMES = new LinkedHashMap<>();

    static {
        TIMES.put("iso", Instant::toString);
        TIMES.put("offset", time -> time.atOffset(ZoneOffset.ofHours(-5)).toString());
        TIMES.put("blank", time -> pattern("yyyy-MM-dd HH:mm:ss", time));
        TIMES.put("seconds", time -> String.valueOf(time.getEpochSecond()));
        TIMES.put("millis", time -> String.valueOf(time.toEpochMilli()));
        TIMES.put("micros", time -> time.getEpochSecond() + "000000");
        TIMES.put("nanos", time -> time.getEpochSecond() + "000000000");
        TIMES.put("compact", time -> pattern("yyyyMMddHHmmss", time));
        TIMES.put("compact T", time -> pattern("yyyyMMdd'T'HHmmss'Z'", time));
        TIMES.put("day/month", time -> pattern("dd/MM/yyyy HH:mm:ss", time));
        TIMES.put("month/day", time -> pattern("M/d/yyyy HH:mm:ss", time));
        TIMES.put("half days", time -> pattern("M/d/yyyy h:mm:ss\u202fa", time));
        TIMES.put("dots", time -> pattern("d.M.yyyy HH:mm:ss", time));
        TIMES.put("two digits", time -> pattern("M/d/yy HH:mm:ss", time));
        TIMES.put("elapsed", time -> String.valueOf(time.getEpochSecond() - 1_770_000_000L));
    }

    private static String pattern(String pattern, Instant time) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .format(time);
    }

    @Property(tries = 400)
    void tableGivesTheReadingsThatWereWrittenOrIsRefused(@ForAll long seed) {
        Table table = new Table(new Random(seed));
        try {
            assertThat(read(table.text())).describedAs(table.text()).isEqualTo(table.expected());
        } catch (TelemetryException refused) {
            assertThat(refused).message().doesNotContain("\n");
        }
    }

    @Example
    void mostTablesAreRead() {
        int refused = 0;
        for (int seed = 0; seed < 200; seed++) {
            try {
                read(new Table(new Random(seed)).text());
            } catch (TelemetryException e) {
                refused++;
            }
        }
        assertThat(refused).isLessThan(100);
    }

    private static Map<String, List<String>> read(String csv) {
        try {
            Path file = Files.writeString(Files.createTempDirectory("shapes").resolve("x.csv"), csv);
            try {
                List<Reading> readings = new ArrayList<>();
                TelemetryFiles.of(file).read(readings::add);
                return byPatient(readings);
            } finally {
                Files.delete(file);
                Files.delete(file.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<String>> byPatient(List<Reading> readings) {
        Map<String, List<String>> texts = new TreeMap<>();
        readings.forEach(reading -> texts.computeIfAbsent(reading.patientId(), id -> new ArrayList<>())
                .add(reading.timestamp() + " " + reading.bpm()));
        return texts;
    }

    /** A recording, and a table of it. */
    private static final class Table {

        private final Random random;
        private final List<Reading> readings = new ArrayList<>();
        private final List<List<String>> rows = new ArrayList<>();
        private final List<String> header = new ArrayList<>();
        private final Function<Instant, String> times;
        private final char separator;
        private final boolean isLong;
        private final boolean namesPatients;

        Table(Random random) {
            this.random = random;
            this.times = pick(List.copyOf(TIMES.values()));
            this.separator = ",;\t|".charAt(random.nextInt(4));
            this.isLong = random.nextInt(3) > 0;
            int patients = 1 + random.nextInt(3);
            this.namesPatients = patients > 1 || random.nextBoolean();
            record(patients);
            if (isLong) {
                writeLong();
            } else {
                writeWide(patients);
            }
            reorder();
        }

        private <T> T pick(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private void record(int patients) {
            Instant time = Instant.ofEpochSecond(1_770_000_000L + random.nextInt(20_000_000));
            for (int row = 0, count = 2 + random.nextInt(40); row < count; row++) {
                for (int patient = 0; patient < patients; patient++) {
                    if (random.nextInt(5) > 0) {
                        readings.add(new Reading(name(patient), time, 30 + random.nextInt(170)));
                    }
                }
                time = time.plusSeconds(1 + random.nextInt(random.nextInt(10) == 0 ? 100_000 : 60));
            }
        }

        private String name(int patient) {
            return isLong && !namesPatients ? "x" : "p" + (7 + patient);
        }

        /** An {@code id} that never comes again is that of a reading, even if each patient has but one. */
        private String patientName() {
            String name = pick(PATIENT_NAMES);
            boolean comesAgain = byPatient(readings).size() < readings.size();
            return name.equals("id") && !comesAgain ? PATIENT_NAMES.get(0) : name;
        }

        private void writeLong() {
            List<String> others = new ArrayList<>(OTHERS.keySet());
            Collections.shuffle(others, random);
            others = others.subList(0, random.nextInt(3));
            boolean isNumbered = random.nextInt(4) == 0;
            List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
            order.remove((Object) (namesPatients ? -1 : 0));
            for (int i = 0; i < others.size(); i++) {
                order.add(3 + i);
            }
            Collections.shuffle(order, random);
            List<String> names = new ArrayList<>(List.of(patientName(), pick(TIME_NAMES), pick(RATE_NAMES)));
            names.addAll(others);
            if (isNumbered) {
                header.add(pick(List.of("", "Unnamed: 0", "index")));
            }
            order.forEach(column -> header.add(names.get(column)));
            for (Reading reading : readings) {
                writeRow(reading, others, order, isNumbered, rate(reading));
                if (random.nextInt(10) == 0) {
                    writeRow(reading, others, order, isNumbered, pick(MISSING));
                }
            }
        }

        private void writeRow(
                Reading reading, List<String> others, List<Integer> order, boolean isNumbered, String rate) {
            List<String> cells = new ArrayList<>(List.of(reading.patientId(), times.apply(reading.timestamp()), rate));
            others.forEach(other -> cells.add(OTHERS.get(other).apply(random)));
            List<String> row = new ArrayList<>();
            if (isNumbered) {
                row.add(String.valueOf(rows.size()));
            }
            order.forEach(column -> row.add(cells.get(column)));
            rows.add(row);
        }

        private void writeWide(int patients) {
            boolean isNumbered = random.nextBoolean();
            if (isNumbered) {
                header.add(pick(List.of("", "Unnamed: 0", "index")));
            }
            header.add(pick(TIME_NAMES));
            for (int patient = 0; patient < patients; patient++) {
                header.add(name(patient));
            }
            Map<Instant, Map<String, String>> byTime = new TreeMap<>();
            readings.forEach(reading -> byTime.computeIfAbsent(reading.timestamp(), time -> new LinkedHashMap<>())
                    .put(reading.patientId(), rate(reading)));
            byTime.forEach((time, rates) -> {
                List<String> row = new ArrayList<>();
                if (isNumbered) {
                    row.add(String.valueOf(rows.size()));
                }
                row.add(times.apply(time));
                for (int patient = 0; patient < patients; patient++) {
                    row.add(rates.getOrDefault(name(patient), pick(MISSING)));
                }
                rows.add(row);
            });
        }

        private static String rate(Reading reading) {
            return String.valueOf((int) reading.bpm());
        }

        private void reorder() {
            switch (random.nextInt(4)) {
                case 0 -> Collections.reverse(rows);
                case 1 -> Collections.shuffle(rows, random);
                default -> {}
            }
        }

        String text() {
            StringBuilder text = new StringBuilder();
            append(text, header);
            rows.forEach(row -> append(text, row));
            return text.toString();
        }

        private void append(StringBuilder text, List<String> cells) {
            boolean isQuoted = random.nextBoolean();
            text.append(String.join(
                            String.valueOf(separator),
                            cells.stream()
                                    .map(cell -> isQuoted ? "\"" + cell + "\"" : cell)
                                    .toList()))
                    .append('\n');
        }

        Map<String, List<String>> expected() {
            return byPatient(readings.stream()
                    .sorted(Comparator.comparing(Reading::timestamp))
                    .toList());
        }
    }
}
