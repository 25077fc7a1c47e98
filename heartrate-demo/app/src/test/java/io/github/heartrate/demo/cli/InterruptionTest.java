package io.github.heartrate.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.demo.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {

    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void interruptedReplayWritesItsSummaryAndEndsWith130() throws IOException, InterruptedException {
        StringBuilder csv = new StringBuilder("patient,time,hr\n");
        for (int second = 0; second < 3_600; second++) {
            csv.append("p,").append(1_700_000_000 + second).append(",120\n");
        }
        Path file = Files.writeString(folder.resolve("long.csv"), csv);

        try (Program replay = Program.startUnpackaged(
                folder, Map.of(), "replay", file.toString(), "--speed", "1", "--alerts", "alerts.csv")) {
            replay.awaitOutput("RAISED");

            assertThat(replay.interrupt()).isEqualTo(130);

            assertThat(replay.output())
                    .contains("\ninterrupted\n")
                    .containsPattern("\\d+ readings? of 1 patient in")
                    .contains("TACHYCARDIA  1 raised, 0 cleared")
                    .doesNotContain("Exception");
        }
        assertThat(Files.readAllLines(folder.resolve("alerts.csv")))
                .hasSize(2)
                .last()
                .asString()
                .contains(",p,TACHYCARDIA,PHYSIOLOGICAL,RAISED,");
    }
}
