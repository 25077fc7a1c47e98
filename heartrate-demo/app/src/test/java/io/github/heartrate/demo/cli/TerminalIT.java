package io.github.heartrate.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.demo.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees at a terminal, by way of util-linux's {@code script}. */
class TerminalIT {

    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String RED = "\u001b[31m";
    private static final String CLEARED_LINE = "\r\u001b[K";

    @TempDir
    private Path folder;

    private Path screen;

    @BeforeAll
    static void requireScript() {
        if (!Files.isExecutable(SCRIPT)) {
            String reason = "no terminal: " + SCRIPT + " must be installed";
            Assertions.assertFalse(Boolean.getBoolean("heartrate.it.required"), reason);
            Assumptions.abort(reason);
        }
    }

    @Test
    void linesOfAReplayStandAboveItsBarAndTheSummaryBelow() throws IOException, InterruptedException {
        Process replay = start(Map.of(), "replay", recording("short.csv", 3), "--fail-on-alarm");

        assertThat(end(replay)).isEqualTo(3);
        assertThat(screen())
                .contains(CLEARED_LINE + "2023-11-14T22:13:22Z  " + RED + "RAISED ", "replaying 100% [=")
                .doesNotContain("\u001b[1A", "reading ")
                .endsWith("\r\nBRADYCARDIA  0 raised, 0 cleared\r\nTACHYCARDIA  1 raised, 0 cleared\r\n");
    }

    @Test
    void noColorLeavesOutTheColours() throws IOException, InterruptedException {
        Process replay = start(Map.of("NO_COLOR", "1"), "replay", recording("short.csv", 3));

        assertThat(end(replay)).isZero();
        assertThat(screen()).contains("  RAISED   TACHYCARDIA").doesNotContain("\u001b[3");
    }

    @Test
    void ctrlCWritesTheSummaryBelowTheBar() throws IOException, InterruptedException {
        Process replay = start(Map.of(), "replay", recording("long.csv", 3_600), "--speed", "1");
        Awaitility.await("an alert")
                .atMost(LIMIT)
                .failFast("the demo ended", () -> !replay.isAlive())
                .until(() -> screen().contains("RAISED"));

        replay.getOutputStream().write(3); // what the key sends
        replay.getOutputStream().flush();

        assertThat(end(replay)).isEqualTo(130);
        assertThat(screen())
                .contains("\r\ninterrupted\r\n")
                .containsPattern("\\d+ readings? of 1 patient in ")
                .endsWith("TACHYCARDIA  1 raised, 0 cleared\r\n");
    }

    private String recording(String name, int seconds) throws IOException {
        StringBuilder csv = new StringBuilder("time,a\n");
        for (int second = 0; second < seconds; second++) {
            csv.append(1_700_000_000 + second).append(",120\n");
        }
        return Files.writeString(folder.resolve(name), csv).toString();
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        screen = folder.resolve("screen");
        ProcessBuilder program = new ProcessBuilder(
                        SCRIPT.toString(), "-qec", "exec " + String.join(" ", Program.command(arguments)), "/dev/null")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(screen.toFile());
        program.environment().remove("NO_COLOR");
        program.environment().putAll(environment);
        return program.start();
    }

    private String screen() throws IOException {
        return Files.readString(screen);
    }

    private int end(Process program) throws IOException, InterruptedException {
        try {
            assertThat(program.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as(screen())
                    .isTrue();
            return program.exitValue();
        } finally {
            program.destroyForcibly();
        }
    }
}
