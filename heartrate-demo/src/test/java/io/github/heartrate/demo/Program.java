package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The demo as a program of its own, and what it has written so far to standard output and error. */
record Program(Process process, Path file) implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    static Program start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HeartrateDemo.class.getName()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output-" + UUID.randomUUID());
        ProcessBuilder program = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        program.environment().putAll(environment);
        return new Program(program.start(), output);
    }

    String output() throws IOException {
        return Files.readString(file);
    }

    void awaitOutput(String text) {
        Awaitility.await(text)
                .atMost(LIMIT)
                .failFast("the program ended", () -> !process.isAlive() && !output().contains(text))
                .until(() -> output().contains(text));
    }

    /** Presses Ctrl-C; the exit code. */
    int interrupt() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        return awaitEnd();
    }

    int awaitEnd() throws IOException, InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
