package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.heartrate.Alert;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.demo.alerts.AlertReader;
import io.github.heartrate.demo.cli.CommandResult;
import io.github.heartrate.demo.terminal.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a monitor keeps, loses and says when it ends, is killed, or begins again. */
class MonitorIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    @TempDir
    private Path folder;

    private final List<Program> programs = new ArrayList<>();

    @AfterEach
    void endPrograms() {
        programs.forEach(Program::close);
    }

    @Test
    void everyAlertThatAKilledMonitorHasShownIsInTheFileAndNoneIsLostOrDoubled()
            throws IOException, InterruptedException {
        Path csv = generate("--patients", "40", "--length", "10m", "--seed", "5");
        Path alerts = folder.resolve("alerts.jsonl");
        Path expected = folder.resolve("expected.jsonl");
        assertThat(run("replay", csv.toString(), "--alerts", expected.toString())
                        .exitCode())
                .isZero();
        declareQueues();
        assertThat(produce(csv).exitCode()).isZero();

        Map<String, Integer> shown = new HashMap<>();
        for (int kills = 0; kills < 3; kills++) {
            Program monitor = start("monitor", "--alerts", alerts.toString());
            int after = 1 + new Random(kills).nextInt(10);
            await().atMost(LIMIT).until(() -> alertLines(monitor).size() >= after || isAll(alerts, expected));
            monitor.kill();
            alertLines(monitor).forEach(line -> shown.merge(line, 1, Integer::sum));
            assertThat(shownIn(alerts)).containsAll(shown.keySet());
        }
        Program last = start("monitor", "--alerts", alerts.toString());
        await().atMost(LIMIT).until(() -> isAll(alerts, expected));
        assertThat(last.interrupt()).isEqualTo(130);

        assertThat(read(alerts)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(read(expected));
        assertThat(run(
                                "report",
                                "--alerts",
                                alerts.toString(),
                                "--out",
                                folder.resolve("r.html").toString())
                        .err())
                .isEmpty();
    }

    private static boolean isAll(Path alerts, Path expected) {
        return new HashSet<>(read(alerts)).size() == read(expected).size();
    }

    /** The lines of the screen that the alerts of a file have. */
    private static List<String> shownIn(Path alerts) {
        return read(alerts).stream()
                .map(alert -> alert.time() + " " + alert.phase() + " " + alert.condition() + " " + alert.patientId())
                .toList();
    }

    private static List<String> alertLines(Program monitor) throws IOException {
        String output = monitor.output();
        return output.substring(0, output.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.contains("  RAISED ") || line.contains("  CLEARED "))
                .map(line -> String.join(" ", List.of(line.split(" +")).subList(0, 4)))
                .toList();
    }

    @Test
    void otherNumberOfPartitionsIsToldInOneLineWithBothNumbers() throws IOException, InterruptedException {
        declareQueues();

        for (String other : List.of("2", "6")) {
            Program monitor = start("monitor", "--partitions", other);

            assertThat(monitor.awaitEnd()).isEqualTo(ExitCodes.FAILED);
            assertThat(monitor.output())
                    .contains(
                            "error: \"heartrate.readings\" was declared with 4 partitions, not " + other
                                    + ": use 4 partitions; or stop all instances, drain and delete its queues, and declare it anew\n")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void fullDiskEndsTheMonitorWithOneLineAndLeavesTheAlertOnTheBroker() throws IOException, InterruptedException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "this system has no /dev/full");
        Path alerts = Files.createSymbolicLink(folder.resolve("full.jsonl"), full);
        Path csv = oneAlarm();
        declareQueues();
        assertThat(produce(csv).exitCode()).isZero();

        Program monitor = start("monitor", "--alerts", alerts.toString());

        assertThat(monitor.awaitEnd()).isEqualTo(ExitCodes.FAILED);
        assertThat(monitor.output())
                .doesNotContain("RAISED", "Exception", "\tat ")
                .contains("\nerror: " + alerts + ": can't be written: No space left on device\n");
        Program next = start("monitor");
        next.awaitOutput("  RAISED   TACHYCARDIA  a");
        next.awaitOutput("  CLEARED  TACHYCARDIA  a");
    }

    @Test
    void secondRunOfARecordingIsSaidToBeJudgedAlreadyUntilReset() throws IOException, InterruptedException {
        Path csv = oneAlarm();
        Program first = start("monitor");
        first.awaitOutput("watching");
        assertThat(produce(csv).exitCode()).isZero();
        first.awaitOutput("CLEARED");
        CommandResult refused = run("reset", "--broker", rabbit.uri());
        assertThat(refused.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(refused.err()).hasLineCount(1).contains("is consumed by somebody else");
        assertThat(produce(csv).exitCode()).isZero();
        assertThat(first.interrupt()).isEqualTo(130);

        Program second = start("monitor", "--show-zone", "Europe/Rome");
        second.awaitOutput("watching");
        assertThat(produce(csv).exitCode()).isZero();
        second.awaitOutput("a was judged up to 2026-01-01T01:00:03+01:00; the reading of "
                + "2026-01-01T01:00:00+01:00 is 3s older\n"
                + "  readings of an earlier run have no effect; \"heartrate-demo reset\" lets monitor begin anew\n");
        assertThat(second.terminate()).isEqualTo(143);
        assertThat(second.output()).contains("interrupted\n4 readings of 1 patient\n");

        CommandResult reset = run("reset", "--broker", rabbit.uri());
        assertThat(reset.err()).isEmpty();
        assertThat(reset.out())
                .isEqualTo("deleted on " + place()
                        + ": the readings and the state of 4 partitions; monitor begins anew\n");
        assertThat(run("reset", "--broker", rabbit.uri()).out()).isEqualTo("nothing to reset on " + place() + "\n");

        Program third = start("monitor", "--partitions", "2");
        third.awaitOutput("watching");
        assertThat(run("produce", csv.toString(), "--broker", rabbit.uri(), "--speed", "max", "--partitions", "2")
                        .exitCode())
                .isZero();
        third.awaitOutput("CLEARED");
    }

    @Test
    void resetDeletesUnjudgedReadingsAndUnreceivedAlertsOnlyIfTold() throws IOException, TimeoutException {
        declareQueues();
        assertThat(produce(oneAlarm()).exitCode()).isZero();
        try (Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.basicPublish("heartrate.alerts", "a", null, new byte[0]);
            await().atMost(LIMIT).until(() -> channel.messageCount("heartrate.alerts") > 0);

            CommandResult asked = run("reset", "--broker", rabbit.uri());

            assertThat(asked.exitCode()).isEqualTo(ExitCodes.FAILED);
            // The publisher packs what has to wait: four readings are one to four messages.
            String held = "[1-4] messages? of readings not judged yet and 1 alert not received yet";
            assertThat(asked.err())
                    .matches("error: " + place() + " holds " + held
                            + "; reset --yes deletes them, and monitor would still judge them\n");
            CommandResult told = run("reset", "--broker", rabbit.uri(), "--yes");
            assertThat(told.err()).isEmpty();
            assertThat(told.out()).containsPattern("with " + held);
            assertThat(channel.messageCount("heartrate.alerts")).isZero();
        }
    }

    @Test
    void readingsThatComeAgainAreCountedOnce() throws IOException, InterruptedException {
        Assumptions.assumeFalse(rabbit.nodes().isEmpty(), "needs a node of ours");
        Path csv = generate("--patients", "20", "--length", "10m");
        declareQueues();
        assertThat(produce(csv).exitCode()).isZero();
        CommandResult replayed = run("replay", csv.toString());
        String readings = replayed.out()
                .lines()
                .filter(line -> line.contains(" readings of "))
                .findFirst()
                .orElseThrow();

        Program monitor = start("monitor");
        monitor.awaitOutput("RAISED");
        rabbit.node().closeConnections();
        await().atMost(LIMIT).until(() -> alertLines(monitor).size() == alertsOf(replayed));
        assertThat(monitor.interrupt()).isEqualTo(130);

        assertThat(monitor.output())
                .contains(readings.substring(0, readings.indexOf(" in ")) + "\n")
                .doesNotContain("had no effect");
    }

    private static long alertsOf(CommandResult replayed) {
        return replayed.out()
                .lines()
                .filter(line -> line.contains("  RAISED ") || line.contains("  CLEARED "))
                .count();
    }

    @Test
    void monitorWithAnotherNumberOfPartitionsSaysSoInOneLine() throws IOException {
        declareQueues();

        CommandResult other = run("monitor", "--broker", rabbit.uri(), "--partitions", "8", "--for", "1s");

        assertThat(other.exitCode()).isEqualTo(ExitCodes.FAILED);
        assertThat(other.err())
                .startsWith("error: ")
                .hasLineCount(1)
                .contains("4 partitions, not 8")
                .doesNotContain("Exception", "Mismatch");
    }

    @Test
    void cleanEndLogsNoWarning() throws IOException, InterruptedException {
        Program monitor = start("monitor");
        monitor.awaitOutput("watching");
        assertThat(produce(oneAlarm()).exitCode()).isZero();
        monitor.awaitOutput("CLEARED");

        assertThat(monitor.interrupt()).isEqualTo(130);

        assertThat(folder.resolve("logs/consumer.log"))
                .content()
                .contains("INFO")
                .doesNotContain("WARN", "ERROR");
    }

    @Test
    void monitorWhoseReaderIsGoneEndsQuietlyAndLeavesTheAlertOnTheBroker() throws IOException, InterruptedException {
        declareQueues();
        assertThat(produce(oneAlarm()).exitCode()).isZero();
        Path errors = folder.resolve("errors");
        List<String> command = Program.command("monitor", "--broker", rabbit.uri());
        Process monitor = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .start();
        programs.add(new Program(monitor, errors));
        monitor.getInputStream().close();

        assertThat(new Program(monitor, errors).awaitEnd()).isEqualTo(ExitCodes.NOBODY_READS);
        assertThat(errors).isEmptyFile();
        start("monitor").awaitOutput("  RAISED   TACHYCARDIA  a");
    }

    private void declareQueues() {
        assertThat(run("monitor", "--broker", rabbit.uri(), "--for", "1s").exitCode())
                .isZero();
    }

    private Path oneAlarm() throws IOException {
        return Files.writeString(folder.resolve("one.csv"), """
                patient_id,timestamp,bpm
                a,2026-01-01T00:00:00Z,104
                a,2026-01-01T00:00:01Z,105
                a,2026-01-01T00:00:02Z,106
                a,2026-01-01T00:00:03Z,72
                """);
    }

    private Path generate(String... options) {
        Path csv = folder.resolve("generated.csv");
        List<String> arguments = new ArrayList<>(List.of("generate", "--out", csv.toString()));
        arguments.addAll(List.of(options));
        assertThat(run(arguments.toArray(String[]::new)).exitCode()).isZero();
        return csv;
    }

    private CommandResult produce(Path csv) {
        return run("produce", csv.toString(), "--broker", rabbit.uri(), "--speed", "max");
    }

    private static CommandResult run(String... arguments) {
        return CommandResult.of(arguments);
    }

    private static List<Alert> read(Path file) {
        List<Alert> alerts = new ArrayList<>();
        if (Files.exists(file)) {
            AlertReader.read(file, alerts::add);
        }
        return alerts;
    }

    /** As messages name the broker: without the user. */
    private static String place() {
        return io.github.heartrate.amqp.broker.Broker.of(rabbit.connectionFactory())
                .toString();
    }

    private Program start(String... arguments) throws IOException {
        Program started = Program.start(folder, Map.of("HEARTRATE_BROKER", rabbit.uri()), arguments);
        programs.add(started);
        return started;
    }
}
