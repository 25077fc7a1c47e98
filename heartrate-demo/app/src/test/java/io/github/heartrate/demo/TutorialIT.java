package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.amqp.testing.RabbitMq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of the README's tutorial, in order, and compares what they write with what stands there. */
class TutorialIT {

    private static final Pattern COMMAND = Pattern.compile(
            "```sh\n(?:alias [^\n]*\n)?heartrate-demo ([^\n]*)\n```\n(?:\n```text\n(.*?)```\n)?", Pattern.DOTALL);
    private static final Pattern SECONDS = Pattern.compile(" in [0-9.]+ s \\([0-9]+ readings/s\\)");

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    @TempDir
    private Path folder;

    @Test
    void commandsOfTheTutorialWriteWhatStandsUnderThem() throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("HEARTRATE_BROKER", rabbit.uri());
        Matcher block = COMMAND.matcher(tutorial());
        Optional<Program> monitor = Optional.empty();
        String expectedOfMonitor = "";
        int commands = 0;
        while (block.find()) {
            String[] arguments = block.group(1).split(" ");
            String expected = Optional.ofNullable(block.group(2)).orElse("");
            if (arguments[0].equals("reset")) {
                endAfterItsAlerts(monitor.orElseThrow(), expectedOfMonitor);
            }
            Program program = Program.start(folder, environment, arguments);
            commands++;
            if (arguments[0].equals("monitor")) {
                program.awaitOutput("watching");
                monitor = Optional.of(program);
                expectedOfMonitor = expected;
            } else {
                assertThat(program.awaitEnd()).as(program.output()).isZero();
                assertThat(lines(program.output())).containsExactlyElementsOf(lines(expected));
            }
        }
        assertThat(commands).isEqualTo(5);
        assertThat(folder.resolve("logs/producer.log")).isNotEmptyFile();
        assertThat(folder.resolve("logs/consumer.log")).isNotEmptyFile();
    }

    private static void endAfterItsAlerts(Program monitor, String expectedOfMonitor)
            throws IOException, InterruptedException {
        try (Program watching = monitor) {
            int alerts = (int) expectedOfMonitor
                    .lines()
                    .filter(line -> line.contains("CLEARED"))
                    .count();
            assertThat(alerts).isPositive();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> watching.output()
                                    .lines()
                                    .filter(line -> line.contains("CLEARED"))
                                    .count()
                            == alerts);
            watching.interrupt();
            assertThat(lines(watching.output())).containsExactlyInAnyOrderElementsOf(lines(expectedOfMonitor));
        }
    }

    private static String tutorial() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        int start = readme.indexOf("## Tutorial");
        assertThat(start).isPositive();
        return readme.substring(start, readme.indexOf("\n## ", start + 1));
    }

    /** Without what differs from machine to machine: where the broker is, and how long it took. */
    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.replaceAll(" on [a-z0-9.]+:[0-9]+([;:]) ", " on a broker$1 "))
                .map(line -> SECONDS.matcher(line).replaceAll(""))
                .toList();
    }
}
