package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.demo.cli.CommandResult;
import io.github.heartrate.demo.terminal.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Installations of different names on one virtual host. */
class TwoInstallationsIT {

    private static final String ALARM = "RAISED   TACHYCARDIA  a";

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    @TempDir
    private Path folder;

    private final List<Program> programs = new ArrayList<>();
    private Path csv;

    @BeforeEach
    void writeTelemetry() throws IOException {
        csv = Files.writeString(
                folder.resolve("a.csv"), "time,a\n1767225600,120\n1767225601,120\n1767225602,120\n1767225603,72\n");
    }

    @AfterEach
    void endPrograms() {
        programs.forEach(Program::close);
    }

    @Test
    void installationsOfTwoNamesDoNotHearEachOther() throws IOException, InterruptedException {
        Program ward = monitor("--name", "ward-3");
        ward.awaitOutput("watching ward-3.readings.0, ward-3.readings.1");
        Program other = monitor();
        other.awaitOutput("watching heartrate.readings.0, heartrate.readings.1");

        produce("--name", "ward-3");
        ward.awaitOutput(ALARM);
        ward.awaitOutput("CLEARED");

        assertThat(other.interrupt()).isEqualTo(130);
        assertThat(other.output()).contains("\n0 readings of 0 patients\n").doesNotContain("RAISED");
        assertThat(ward.interrupt()).isEqualTo(130);
        assertThat(ward.output()).contains("\n4 readings of 1 patient\n");
    }

    @Test
    void replayAndBenchUnderANameOfTheirOwnRunBesideAMonitor() throws IOException, InterruptedException {
        Program monitor = monitor();
        monitor.awaitOutput("watching heartrate.readings.0");

        CommandResult refused = run("replay", csv.toString());
        CommandResult replay = run("replay", csv.toString(), "--name", "trial");
        CommandResult bench = run("bench", "--name", "trial", "--warm-up", "0s", "--length", "1s");

        assertThat(refused.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(refused.err()).contains("is consumed by somebody else").contains("use another --name");
        assertThat(replay.out()).contains(ALARM).contains("4 readings of 1 patient in ");
        assertThat(bench.exitCode()).as(bench.err()).isZero();
        assertThat(monitor.interrupt()).isEqualTo(130);
        assertThat(monitor.output()).contains("\n0 readings of 0 patients\n").doesNotContain("RAISED");
    }

    @Test
    void resetDeletesWhatTheInstallationOfTheNameKeepsAndNothingElse() throws IOException, InterruptedException {
        Program other = monitor();
        other.awaitOutput("watching heartrate.readings.0");
        for (String shown : List.of(ALARM, "\"heartrate-demo reset --name ward-3\" lets monitor begin anew")) {
            Program ward = monitor("--name", "ward-3");
            ward.awaitOutput("watching ward-3.readings.0");
            produce("--name", "ward-3");
            ward.awaitOutput(shown);
            assertThat(ward.interrupt()).isEqualTo(130);
        }

        CommandResult reset = run("reset", "--name", "ward-3");

        assertThat(reset.out()).contains("the readings and the state of 4 partitions");
        assertThat(run("reset", "--name", "ward-3").out()).startsWith("nothing to reset on ");
        produce();
        other.awaitOutput(ALARM);
    }

    private void produce(String... arguments) {
        String[] produce = {"produce", csv.toString(), "--speed", "max"};
        assertThat(run(with(produce, arguments)).out()).isEqualTo("4 readings confirmed\n");
    }

    private Program monitor(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("monitor"));
        all.addAll(List.of(arguments));
        Program started = Program.start(folder, Map.of("HEARTRATE_BROKER", rabbit.uri()), all.toArray(String[]::new));
        programs.add(started);
        return started;
    }

    private static CommandResult run(String... arguments) {
        return CommandResult.of(with(arguments, "--broker", rabbit.uri()));
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new);
    }
}
