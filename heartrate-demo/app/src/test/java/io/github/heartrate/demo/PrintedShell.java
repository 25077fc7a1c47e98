package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.heartrate.demo.terminal.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.condition.OS;

/**
 * Runs printed commands by bash, as somebody would who types them into a terminal in a fresh folder in which the project
 * has been built. An alias lives as long as its terminal. What goes on until Ctrl-C is given it at its first sign of life;
 * a monitor when another command wants its queues, and at the end.
 */
final class PrintedShell implements AutoCloseable {

    private static final Path JAR = Path.of("heartrate-demo", "target", "heartrate-demo.jar");
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final int INTERRUPTED = 130;
    private static final Pattern BENCHMARK = Pattern.compile(" bench\\b");
    private static final Pattern WANTS_THE_QUEUES = Pattern.compile(" (monitor|reset|bench)\\b");

    private final Path folder;
    private final List<String> aliases = new ArrayList<>();
    private int ordinal;
    private Optional<Started> monitor = Optional.empty();

    /** @param folder is empty */
    PrintedShell(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve(JAR).getParent());
        Files.createSymbolicLink(folder.resolve(JAR), DemoJar.path());
    }

    /** Kills what still runs. The jar stays where it is. */
    @Override
    public void close() throws IOException {
        monitor.ifPresent(Started::destroy);
        Files.delete(folder.resolve(JAR));
    }

    /** Runs it and says that it ended as documented; a monitor goes on. */
    void run(PrintedCommands.Command command) throws IOException, InterruptedException {
        if (command.inNewTerminal()) {
            aliases.clear();
        }
        if (command.text().startsWith("alias ")) {
            aliases.add(command.text());
            return;
        }
        if (WANTS_THE_QUEUES.matcher(command.text()).find()) {
            endMonitor();
        }
        Started started = start(command.text());
        try {
            Optional<SignOfLife> sign = SignOfLife.of(command.text());
            sign.ifPresent(first -> await(started, first));
            if (sign.isPresent() && command.text().contains(" monitor")) {
                monitor = Optional.of(started);
            } else if (sign.isPresent()) {
                started.interrupt();
                started.awaitEnd(List.of(INTERRUPTED));
            } else {
                started.awaitEnd(
                        command.text().contains("--fail-on-alarm")
                                ? List.of(ExitCodes.DONE, ExitCodes.ALARM_RAISED)
                                : List.of(ExitCodes.DONE));
            }
        } finally {
            if (monitor.isEmpty()) {
                started.destroy();
            }
        }
    }

    /** Ctrl-C to a monitor that goes on, when it has judged what there is. */
    void endMonitor() throws IOException, InterruptedException {
        if (monitor.isPresent()) {
            Started watching = monitor.get();
            monitor = Optional.empty();
            try {
                watching.awaitQuiet();
                watching.interrupt();
                watching.awaitEnd(List.of(INTERRUPTED));
            } finally {
                watching.destroy();
            }
        }
    }

    private Started start(String command) throws IOException {
        Path output = folder.resolve("output-" + ordinal++);
        List<String> words = new ArrayList<>();
        if (OS.LINUX.isCurrentOs()) {
            words.addAll(List.of("env", "--default-signal=INT"));
        }
        String script = "shopt -s expand_aliases\n" + aliases() + "\n" + command + "\n";
        words.addAll(List.of("bash", "-c", script));
        ProcessBuilder bash = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().keySet().removeIf(name -> name.startsWith("HEARTRATE_"));
        if (BENCHMARK.matcher(command).find()) {
            // As long as is typed. They load both cores and the broker, so those that do not say so are short.
            bash.environment().putAll(Map.of("HEARTRATE_WARM_UP", "1s", "HEARTRATE_LENGTH", "1s"));
        }
        return new Started(command, bash.start(), output);
    }

    /** Only the first command runs as printed. Those after it start the same jar for a short run. */
    private String aliases() throws IOException {
        String printed = String.join("\n", aliases);
        return ordinal == 1 ? printed : printed.replace("java -jar", String.join(" ", DemoJar.jvm()) + " -jar");
    }

    private void await(Started started, SignOfLife sign) {
        Awaitility.await()
                .atMost(LIMIT)
                .failFast(() -> {
                    if (!started.bash().isAlive() && !sign.isGiven(folder, started.output())) {
                        fail("%s ended and wrote:%n%s", started.command(), Files.readString(started.output()));
                    }
                })
                .until(() -> sign.isGiven(folder, started.output()));
    }

    /** A command that runs, and the file with what it has written. */
    private record Started(String command, Process bash, Path output) {

        void awaitEnd(List<Integer> exitCodes) throws IOException, InterruptedException {
            assertThat(bash.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
            assertThat(bash.exitValue())
                    .as("exit code of %s, which wrote:%n%s", command, Files.readString(output))
                    .isIn(exitCodes);
        }

        void awaitQuiet() {
            AtomicLong before = new AtomicLong(-1);
            Awaitility.await().atMost(LIMIT).during(QUIET).until(() -> {
                long now = Files.size(output);
                return before.getAndSet(now) == now;
            });
        }

        /** Ctrl-C goes to whatever runs in the terminal: the program, and the shell if that waits for it. */
        void interrupt() throws IOException, InterruptedException {
            List<String> kill = new ArrayList<>(List.of("kill", "-INT"));
            bash.descendants().forEach(program -> kill.add(Long.toString(program.pid())));
            kill.add(Long.toString(bash.pid()));
            assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
        }

        void destroy() {
            bash.descendants().forEach(ProcessHandle::destroyForcibly);
            bash.destroyForcibly();
        }
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
            if (command.contains(" mllp") && !command.contains("--for")) {
                return Optional.of(new SignOfLife("listening on ", Optional.empty()));
            }
            if (command.contains(" mqtt") && !command.contains("--for")) {
                return Optional.of(new SignOfLife("bringing ", Optional.empty()));
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
