package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The ward page of a run, of the demo as a program of its own. */
@DisabledOnOs(OS.WINDOWS)
class WebRunIT {

    /** What a hook of the embedded broker waits by default for a broker that is closed already. */
    private static final Duration QPID_GIVES_UP = Duration.ofSeconds(30);

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void pageIsServedWhileAReplayRunsAndCtrlCEndsBoth() throws IOException, InterruptedException {
        StringBuilder hour = new StringBuilder("time,Patient_10,Patient_2\n");
        for (int second = 0; second < 3_600; second++) {
            hour.append(1_700_000_000 + second).append(",72,120\n");
        }
        Path csv = Files.writeString(folder.resolve("hour.csv"), hour);

        try (Program replay = start("replay", csv.toString(), "--web", "0")) {
            WardClient page = WardClient.of(replay);
            assertThat(page.page().statusCode()).isEqualTo(200);
            assertThat(page.page().body()).contains("<title>Ward - heartrate</title>");
            await().atMost(LIMIT)
                    .until(() -> page.frame().at("/tiles/0/alarms/0").isObject());
            JsonNode frame = page.frame();
            assertThat(frame.path("ended").booleanValue()).isFalse();
            assertThat(frame.path("demo").booleanValue()).isFalse();
            assertThat(frame.at("/tiles/0/patient").stringValue()).isEqualTo("Patient_2");
            assertThat(frame.at("/tiles/0/alarms/0/text").stringValue()).isEqualTo("** HR 120 > 100");
            assertThat(frame.at("/tiles/1/patient").stringValue()).isEqualTo("Patient_10");

            assertThat(replay.interrupt()).isEqualTo(130);
            assertThat(replay.output())
                    .contains("\ninterrupted\n", " readings of 2 patients in ", "TACHYCARDIA  1 raised, 0 cleared")
                    .doesNotContain("Exception", "the readings have ended");
        }
    }

    @Test
    void pauseGoesThroughTheQueueOfTheReadingsAndEndsInTheTimeOfTheRecording()
            throws IOException, InterruptedException {
        StringBuilder hour = new StringBuilder("time,a\n");
        for (int second = 0; second < 3_600; second++) {
            hour.append(1_700_000_000 + second).append(",120\n");
        }
        Path csv = Files.writeString(folder.resolve("hour.csv"), hour);

        try (Program replay = start("replay", csv.toString(), "--web", "0", "--speed", "10")) {
            WardClient page = WardClient.of(replay);
            await().atMost(LIMIT)
                    .until(() -> page.frame().at("/tiles/0/alarms/0").isObject());
            assertThat(page.pause("else", 2).body()).isEqualTo("no such patient on this ward\n");
            assertThat(page.pause("a", 2).body()).isEqualTo("paused\n");
            JsonNode paused = page.frame();
            long left = paused.at("/tiles/0/pause/until").longValue()
                    - paused.path("now").longValue();
            assertThat(left).isBetween(1L, 120_000L);
            assertThat(paused.at("/tiles/0/pause/ended").isNull()).isTrue();

            await().atMost(LIMIT)
                    .until(() -> page.frame().at("/tiles/0/pause/ended").isNumber());
            JsonNode over = page.frame();
            assertThat(over.at("/tiles/0/pause/broken").booleanValue()).isFalse();
            assertThat(over.at("/tiles/0/alarms/0/reminders").intValue()).isEqualTo(1);
            assertThat(page.pause("a", 10).body()).isEqualTo("paused\n");
            assertThat(page.pause("a", 0).body()).isEqualTo("the pause is over\n");
            assertThat(replay.interrupt()).isEqualTo(130);
        }
    }

    @Test
    void pageOfAReplayThatIsOverSaysSoUntilCtrlC() throws IOException, InterruptedException {
        Path csv = Files.writeString(
                folder.resolve("short.csv"), "time,a\n1700000000,120\n1700000001,120\n1700000002,120\n1700000003,72\n");

        try (Program replay = start("replay", csv.toString(), "--web", "0", "--speed", "max")) {
            JsonNode last = frameAtTheEnd(replay);
            assertThat(last.at("/counts/readings").longValue()).isEqualTo(4);
            assertThat(last.at("/past/0/patient").stringValue()).isEqualTo("a");
            assertThat(last.path("demo").booleanValue()).isFalse();

            long begin = System.nanoTime();
            assertThat(replay.interrupt()).isEqualTo(130);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(QPID_GIVES_UP);
            assertThat(replay.output())
                    .containsOnlyOnce("4 readings of 1 patient in ")
                    .doesNotContain("interrupted", "Exception", "error");
        }
    }

    @Test
    void runWithoutArgumentsShowsItsDemoTelemetryAndThatItIsOver() throws IOException, InterruptedException {
        try (Program demo = start("--web", "0", "--speed", "1000")) {
            JsonNode last = frameAtTheEnd(demo);
            assertThat(last.at("/counts/readings").longValue()).isEqualTo(3_000);
            assertThat(last.path("demo").booleanValue()).isTrue();
            assertThat(last.path("tiles").size()).isEqualTo(5);

            assertThat(demo.interrupt()).isEqualTo(130);
            assertThat(demo.output())
                    .containsOnlyOnce("3000 readings of 5 patients in ")
                    .doesNotContain("interrupted", "Exception", "error");
        }
    }

    private static JsonNode frameAtTheEnd(Program program) throws IOException, InterruptedException {
        WardClient page = WardClient.of(program);
        await().atMost(LIMIT).until(() -> page.frame().path("ended").booleanValue());
        program.awaitOutput("the readings have ended; the ward page stays until Ctrl-C");
        assertThat(page.page().statusCode()).isEqualTo(200);
        return page.frame();
    }

    private Program start(String... arguments) throws IOException {
        return Program.start(folder, Map.of(), arguments);
    }
}
