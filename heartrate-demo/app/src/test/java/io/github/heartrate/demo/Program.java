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
import org.junit.jupiter.api.condition.OS;

/** The demo as a program of its own, and what it has written so far to standard output and error. */
public record Program(Process process, Path file) implements AutoCloseable {

    /** What runs in a shell's background ignores Ctrl-C, and so do its children: the tests' programs must not. */
    private static final List<String> HEEDING_CTRL_C =
            OS.LINUX.isCurrentOs() ? List.of("env", "--default-signal=INT") : List.of();

    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** Of the jar. */
    public static Program start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        return start(folder, environment, command(arguments));
    }

    /** Of the classes, for tests that come before the jar. */
    public static Program startUnpackaged(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(HEEDING_CTRL_C);
        command.addAll(DemoJar.JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), HeartrateDemo.class.getName()));
        command.addAll(List.of(arguments));
        return start(folder, environment, command);
    }

    private static Program start(Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        Path output = folder.resolve("output-" + UUID.randomUUID());
        ProcessBuilder program = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        program.environment().putAll(environment);
        return new Program(program.start(), output);
    }

    /** The words that start the jar. */
    public static List<String> command(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(HEEDING_CTRL_C);
        command.addAll(DemoJar.command());
        command.addAll(List.of(arguments));
        return command;
    }

    public String output() throws IOException {
        return Files.readString(file);
    }

    public void awaitOutput(String text) {
        Awaitility.await(text)
                .atMost(LIMIT)
                .failFast("the program ended", () -> !process.isAlive() && !output().contains(text))
                .until(() -> output().contains(text));
    }

    /** Presses Ctrl-C; the exit code. */
    public int interrupt() throws IOException, InterruptedException {
        return signal("-INT");
    }

    /** Asks it to end, as a service manager does; the exit code. */
    int terminate() throws IOException, InterruptedException {
        return signal("-TERM");
    }

    /** It can do nothing about it; the exit code. */
    int kill() throws IOException, InterruptedException {
        return signal("-KILL");
    }

    private int signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        return awaitEnd();
    }

    /** Waits until it ends by itself; the exit code. */
    public int awaitEnd() throws IOException, InterruptedException {
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
