package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.demo.terminal.ExitCodes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a new user does first: the jar, without an option, on a RabbitMQ as it comes. */
class FirstHourIT {

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.atDefaultPort();

    @TempDir
    private Path folder;

    private final List<Program> programs = new ArrayList<>();

    @AfterEach
    void endPrograms() {
        programs.forEach(Program::close);
    }

    @Test
    void monitorAndProduceWithoutAnyOptionFindARabbitMqWithItsDefaults() throws IOException, InterruptedException {
        Program monitor = start("monitor");
        monitor.awaitOutput("watching heartrate.readings.0, heartrate.readings.1, heartrate.readings.2, "
                + "heartrate.readings.3 on localhost:5672; Ctrl-C ends it");

        Program produce = start("produce");
        monitor.awaitOutput("  RAISED   ");
        assertThat(produce.interrupt()).isEqualTo(130);
        assertThat(produce.output()).containsPattern("interrupted\n[1-9][0-9]* readings confirmed\n");

        assertThat(monitor.terminate()).isEqualTo(143);
        assertThat(monitor.output()).containsPattern("interrupted\n[1-9][0-9]* readings of 5 patients\n");
    }

    @Test
    void whatIsPipedIntoHeadEndsQuietly() throws IOException, InterruptedException {
        for (String command : List.of(
                "$DEMO generate --length 7d | head -1",
                "$DEMO generate --length 1h | $DEMO replay - | head -1",
                "$DEMO | head -1")) {
            Program shell = start(new ProcessBuilder("bash", "-c", "set -o pipefail; " + command));

            assertThat(shell.awaitEnd()).as(shell.output()).isEqualTo(ExitCodes.NOBODY_READS);
            assertThat(shell.output().lines().filter(line -> !line.startsWith("read as: ")))
                    .as(command)
                    .hasSize(1)
                    .noneMatch(line -> line.contains("error") || line.contains("Exception"));
        }
    }

    private Program start(String... arguments) throws IOException {
        return start(new ProcessBuilder(Program.command(arguments)));
    }

    private Program start(ProcessBuilder builder) throws IOException {
        Path output = folder.resolve("output-" + programs.size());
        builder.environment().keySet().removeIf(name -> name.startsWith("HEARTRATE_"));
        builder.environment().put("DEMO", String.join(" ", DemoJar.command()));
        Process process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Program started = new Program(process, output);
        programs.add(started);
        return started;
    }
}
