package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void interruptedReplayWritesItsSummaryAndEndsWith130() throws IOException, InterruptedException {
        StringBuilder csv = new StringBuilder("patient,time,hr\n");
        for (int second = 0; second < 3_600; second++) {
            csv.append("p,").append(second).append(",120\n");
        }
        Path file = Files.writeString(folder.resolve("long.csv"), csv);
        Path output = folder.resolve("output");
        Process demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeartrateDemo.class.getName(),
                        "replay",
                        file.toString(),
                        "--speed",
                        "1",
                        "--alerts",
                        "alerts.csv")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            Awaitility.await("the first alert")
                    .atMost(LIMIT)
                    .failFast("the demo ended", () -> !demo.isAlive())
                    .until(() -> Files.readString(output).contains("RAISED"));
            assertThat(new ProcessBuilder(List.of("kill", "-INT", Long.toString(demo.pid())))
                            .start()
                            .waitFor())
                    .isZero();

            assertThat(demo.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            demo.destroyForcibly();
        }
        assertThat(Files.readString(output))
                .contains("\ninterrupted\n")
                .containsPattern("\\d+ readings of 1 patients in")
                .contains("TACHYCARDIA  1 raised, 0 cleared")
                .doesNotContain("Exception");
        assertThat(demo.exitValue()).isEqualTo(130);
        assertThat(Files.readAllLines(folder.resolve("alerts.csv")))
                .hasSize(2)
                .last()
                .asString()
                .contains(",p,TACHYCARDIA,RAISED,");
    }
}
