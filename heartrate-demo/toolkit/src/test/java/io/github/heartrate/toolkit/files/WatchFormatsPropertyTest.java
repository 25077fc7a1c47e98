package io.github.heartrate.toolkit.files;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.toolkit.telemetry.ReadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A recording gives the same readings in each format that can hold it. */
class WatchFormatsPropertyTest {

    private static final Instant START = Instant.parse("2023-10-28T22:00:00Z");
    private static final ReadSettings ME = ReadSettings.builder().patient("me").build();

    private record Beat(Instant time, int bpm) {

        /** A row in which the names of what it holds are replaced. */
        String in(String row) {
            return row.replace("<iso>", time.toString())
                    .replace("<epoch>", String.valueOf(time.getEpochSecond()))
                    .replace("<next>", String.valueOf(time.getEpochSecond() + 1))
                    .replace("<local>", text("uuuu-MM-dd HH:mm:ss"))
                    .replace("<us>", text("MM/dd/uu HH:mm:ss"))
                    .replace("<bpm>", String.valueOf(bpm));
        }

        private String text(String pattern) {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                    .withZone(ZoneOffset.UTC)
                    .format(time);
        }
    }

    /** How a recording is written. */
    private enum Kind {
        GOOGLE("heart_rate_2023.csv", false, "timestamp,beats per minute\n", "<iso>,<bpm>.0\n"),
        GOOGLE_DEVICE("heart_rate_2023.csv", false, "timestamp,beats per minute,data source\n", "<iso>,<bpm>,Band\n"),
        SAMSUNG("s.csv", true, """
                com.samsung.shealth.tracker.heart_rate,1,2
                source,com.samsung.health.heart_rate.heart_rate,com.samsung.health.heart_rate.start_time
                """, ",<bpm>.0,<local>.000,\n"),
        MI_FITNESS("m.csv", true, "Uid,Sid,Key,Time,Value,UpdateTime\n", """
                1,a,heart_rate,<epoch>,"{""bpm"":<bpm>}",9
                1,a,steps,<epoch>,"{""bpm"":1}",9
                """),
        WITHINGS("raw_hr_hr.csv", true, "start,duration,value\n", "<local>+00:00,[3],[<bpm>]\n"),
        OURA("o.csv", false, "timestamp;bpm;source\n", "<iso>;<bpm>;awake\n"),
        HEALTH_KIT(
                "k.csv",
                true,
                "source,type,startDate,unit,value\n",
                "W,HKQuantityTypeIdentifierHeartRate,<local> +0000,count/min,<bpm>\n"),
        GADGETBRIDGE("g.csv", true, "TIMESTAMP,DEVICE_ID,USER_ID,RAW_KIND,HEART_RATE\n", """
                <epoch>,1,1,0,<bpm>
                <next>,1,1,0,255
                """),
        FITBIT_TABLE("f.csv", true, "dateTime,value.confidence,value.bpm\n", "<us>,1,<bpm>\n"),
        FITBIT(
                "heart_rate.json",
                true,
                "[{\"dateTime\":\"10/28/23 21:00:00\",\"value\":{\"bpm\":70,\"confidence\":0}}",
                ",{\"value\":{\"confidence\":1,\"bpm\":<bpm>},\"dateTime\":\"<us>\"}"),
        SAMSUNG_DETAILS(
                "d.json",
                true,
                "[{\"heart_rate\":0,\"start_time\":1698526800000}",
                ",{\"start_time\":<epoch>000,\"heart_rate\":<bpm>.0,\"x\":{\"y\":[1]}}"),
        OWN_LINES("r.jsonl", true, "", "{\"bpm\":<bpm>,\"patient_id\":\"p\",\"timestamp\":\"<iso>\"}\n");

        private final String name;
        private final boolean mayBeShuffled;
        private final String head;
        private final String row;

        Kind(String name, boolean mayBeShuffled, String head, String row) {
            this.name = name;
            this.mayBeShuffled = mayBeShuffled;
            this.head = head;
            this.row = row;
        }

        String write(List<Beat> beats, long seed) {
            List<Beat> order = new ArrayList<>(beats);
            if (mayBeShuffled) {
                Collections.shuffle(order, new Random(seed));
            }
            String rows = order.stream().map(beat -> beat.in(row)).collect(joining());
            return head + rows + (head.startsWith("[") ? "]" : "");
        }
    }

    /** Steps below a minute, so that no rate of 70 is taken for what an application fills in. */
    @Provide
    Arbitrary<List<Beat>> beats() {
        return Arbitraries.integers()
                .between(2, 59)
                .flatMap(step -> Arbitraries.integers()
                        .between(30, 200)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(60)
                        .map(rates -> {
                            List<Beat> beats = new ArrayList<>();
                            for (int bpm : rates) {
                                beats.add(new Beat(START.plusSeconds((long) step * beats.size()), bpm));
                            }
                            return beats;
                        }));
    }

    @Property(tries = 200)
    void recordingGivesTheSameReadingsInEveryFormat(
            @ForAll("beats") List<Beat> beats, @ForAll Kind kind, @ForAll long seed) throws IOException {
        Path folder = Files.createTempDirectory("formats");
        Path file = folder.resolve(kind.name);
        try {
            Files.writeString(file, kind.write(beats, seed));

            assertThat(ReadFile.of(file, ME).readings())
                    .isEqualTo(beats.stream()
                            .map(beat -> "me " + beat.time + " " + beat.bpm)
                            .toList());
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }
}
