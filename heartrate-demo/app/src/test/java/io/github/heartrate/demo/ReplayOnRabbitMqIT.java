package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.testing.TcpProxy;
import io.github.heartrate.demo.cli.CommandResult;
import io.github.heartrate.demo.cli.DemoProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayOnRabbitMqIT {

    @TempDir
    private static Path folder;

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    @Test
    void rabbitMqAndTheEmbeddedBrokerGiveTheSameAlerts() throws IOException {
        Path onRabbitMq = folder.resolve("rabbitmq.csv");
        Path embedded = folder.resolve("embedded.csv");

        assertThat(run("--broker", rabbit.uri(), "--alerts", onRabbitMq.toString()))
                .isZero();
        assertThat(run("--alerts", embedded.toString())).isZero();

        List<String> expected = Files.readAllLines(embedded);
        assertThat(expected).hasSizeGreaterThan(1);
        assertThat(Files.readAllLines(onRabbitMq)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void generatedFileGivesTheSameAlertsOnRabbitMqAndTheEmbeddedBroker() throws IOException {
        Path csv = folder.resolve("generated.csv");
        Path onRabbitMq = folder.resolve("rabbitmq.jsonl");
        Path embedded = folder.resolve("embedded.jsonl");
        assertThat(run(
                        "generate",
                        "--patients",
                        "12",
                        "--length",
                        "20m",
                        "--drop-outs",
                        "300",
                        "--out",
                        csv.toString()))
                .isZero();

        assertThat(run(
                        "replay",
                        csv.toString(),
                        "--stale-after",
                        "5s",
                        "--broker",
                        rabbit.uri(),
                        "--alerts",
                        onRabbitMq.toString()))
                .isZero();
        assertThat(run("replay", csv.toString(), "--stale-after", "5s", "--alerts", embedded.toString()))
                .isZero();

        List<String> expected = Files.readAllLines(embedded);
        assertThat(expected).anyMatch(line -> line.contains("SIGNAL_LOSS"));
        for (int patient = 1; patient <= 12; patient++) {
            String of = "\"Patient_" + patient + "\"";
            assertThat(Files.readAllLines(onRabbitMq).stream().filter(line -> line.contains(of)))
                    .containsExactlyElementsOf(
                            expected.stream().filter(line -> line.contains(of)).toList());
        }
        assertThat(Files.readAllLines(onRabbitMq)).hasSameSizeAs(expected);
    }

    @Test
    void monitorStartsOnABrokerThatAReplayWasOn() throws IOException {
        assertThat(run("--broker", rabbit.uri())).isZero();

        assertThat(run("monitor", "--broker", rabbit.uri(), "--for", "1s")).isZero();
        assertThat(run("--broker", rabbit.uri())).isZero();
    }

    @Test
    void readingsThatComeAgainAfterABrokenConnectionAreCountedOnceAndGiveTheSameAlerts()
            throws IOException, InterruptedException {
        Path embedded = folder.resolve("unbroken.csv");
        Path broken = folder.resolve("broken.csv");
        assertThat(run("--alerts", embedded.toString())).isZero();

        try (TcpProxy proxy = TcpProxy.to(URI.create(rabbit.uri()).getPort());
                Program replay = Program.start(
                        folder,
                        Map.of("HEARTRATE_BROKER", proxy.through(rabbit.uri())),
                        "--speed",
                        "100",
                        "--alerts",
                        broken.toString())) {
            replay.awaitOutput("RAISED");
            proxy.reset();
            replay.awaitOutput("CLEARED");
            proxy.reset();

            assertThat(replay.awaitEnd()).as(replay.output()).isZero();
            assertThat(replay.output())
                    .contains("3000 readings of 5 patients in ")
                    .doesNotContain("had no effect");
        }
        assertThat(Files.readAllLines(broken)).containsExactlyInAnyOrderElementsOf(Files.readAllLines(embedded));
    }

    @Test
    void benchMeasuresThroughRabbitMq() {
        for (String batch : List.of("1", "20")) {
            CommandResult result = CommandResult.of(
                    "bench",
                    "--broker",
                    rabbit.uri(),
                    "--rate",
                    "500",
                    "--batch",
                    batch,
                    "--patients",
                    "20",
                    "--warm-up",
                    "1s",
                    "--length",
                    "3s",
                    "--format",
                    "json");

            assertThat(result.exitCode()).as(result.err()).isZero();
            JsonNode json = JsonMapper.shared().readTree(result.out());
            assertThat(json.path("readings").longValue()).isPositive();
            assertThat(json.path("alerts").longValue()).isPositive();
            assertThat(json.path("latency_ms").path("median").doubleValue()).isPositive();
        }
    }

    @Test
    void wrongPasswordIsOneLineThatDoesNotShowIt() {
        StringWriter err = new StringWriter();
        String wrong = rabbit.uri().replaceFirst("//[^@]*@", "//guest:wrong-secret@");

        int exitCode =
                DemoProgram.commandLine().setErr(new PrintWriter(err, true)).execute("--broker", wrong);

        assertThat(exitCode).isEqualTo(1);
        URI given = URI.create(rabbit.uri());
        assertThat(err.toString())
                .isEqualTo("error: no connection to " + given.getHost() + ":" + given.getPort()
                        + ": the broker refuses the user or the password\n");
    }

    private static int run(String... arguments) {
        return DemoProgram.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .execute(arguments);
    }
}
