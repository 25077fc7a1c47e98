package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.condition.OS;

/**
 * Runs printed commands by bash, as somebody would who types them into a terminal in a fresh folder in which the project
 * has been built. An alias lives as long as its terminal. What goes on until Ctrl-C is given it at its first sign of life.
 */
final class PrintedShell {

    private static final Path JAR = Path.of("heartrate-demo", "target", "heartrate-demo.jar");
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int INTERRUPTED = 130;

    private final Path folder;
    private final List<String> aliases = new ArrayList<>();
    private int ordinal;

    /** @param folder is empty */
    PrintedShell(Path folder) throws IOException {
        this.folder = folder;
        Path jar = PrintedCommands.ROOT.resolve(JAR);
        assertThat(jar).as("package builds it").exists();
        Files.createDirectories(folder.resolve(JAR).getParent());
        Files.createSymbolicLink(folder.resolve(JAR), jar);
    }

    /** Runs it and says that it ended as documented. */
    void run(PrintedCommands.Command command) throws IOException, InterruptedException {
        if (command.inNewTerminal()) {
            aliases.clear();
        }
        if (command.text().startsWith("alias ")) {
            aliases.add(command.text());
            return;
        }
        Path output = folder.resolve("output-" + ordinal++);
        Process bash = start(command.text(), output);
        try {
            Optional<SignOfLife> sign = SignOfLife.of(command.text());
            if (sign.isPresent()) {
                await(command, sign.get(), bash, output);
                interrupt(bash);
            }
            assertThat(bash.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
            assertThat(bash.exitValue())
                    .as("exit code of %s, which wrote:%n%s", command, Files.readString(output))
                    .isIn(expected(command, sign.isPresent()));
        } finally {
            bash.descendants().forEach(ProcessHandle::destroyForcibly);
            bash.destroyForcibly();
        }
    }

    private static List<Integer> expected(PrintedCommands.Command command, boolean interrupted) {
        if (interrupted) {
            return List.of(INTERRUPTED);
        }
        return command.text().contains("--fail-on-alarm")
                ? List.of(ExitCodes.DONE, ExitCodes.ALARM_RAISED)
                : List.of(ExitCodes.DONE);
    }

    private Process start(String command, Path output) throws IOException {
        List<String> words = new ArrayList<>();
        if (OS.LINUX.isCurrentOs()) {
            words.addAll(List.of("env", "--default-signal=INT"));
        }
        String script = "shopt -s expand_aliases\n" + String.join("\n", aliases) + "\n" + command + "\n";
        words.addAll(List.of("bash", "-c", script));
        ProcessBuilder bash = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().keySet().removeIf(name -> name.startsWith("HEARTRATE_"));
        bash.environment().put("HEARTRATE_WARM_UP", "1s"); // of benchmarks
        return bash.start();
    }

    private void await(PrintedCommands.Command command, SignOfLife sign, Process bash, Path output) {
        Awaitility.await()
                .atMost(LIMIT)
                .failFast(() -> {
                    if (!bash.isAlive() && !sign.isGiven(folder, output)) {
                        fail("%s ended and wrote:%n%s", command, Files.readString(output));
                    }
                })
                .until(() -> sign.isGiven(folder, output));
    }

    /** Ctrl-C goes to whatever runs in the terminal: the program, and the shell if that waits for it. */
    private static void interrupt(Process bash) throws IOException, InterruptedException {
        List<String> kill = new ArrayList<>(List.of("kill", "-INT"));
        bash.descendants().forEach(program -> kill.add(Long.toString(program.pid())));
        kill.add(Long.toString(bash.pid()));
        assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
    }

    /** What a command that goes on until Ctrl-C, or for as long as its recording, shows first. */
    private record SignOfLife(String text, Optional<String> file) {

        private static final Pattern REAL_TIME = Pattern.compile("--speed \\d");

        static Optional<SignOfLife> of(String command) {
            boolean lasts = REAL_TIME.matcher(command).find();
            if (command.contains("--web")) {
                return Optional.of(new SignOfLife("http://", Optional.empty()));
            }
            if (command.contains(" monitor") && !command.contains("--for")) {
                return Optional.of(new SignOfLife("watching ", Optional.empty()));
            }
            if (command.contains(" produce") && !command.contains("--speed max")) {
                return Optional.of(new SignOfLife("sent ", Optional.of("logs/producer.log")));
            }
            return lasts ? Optional.of(new SignOfLife("RAISED", Optional.empty())) : Optional.empty();
        }

        boolean isGiven(Path folder, Path output) throws IOException {
            Path read = file.map(folder::resolve).orElse(output);
            return Files.exists(read) && Files.readString(read).contains(text);
        }
    }
}
