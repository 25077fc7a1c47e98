package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import io.github.heartrate.demo.cli.CommandResult;
import io.github.heartrate.demo.terminal.ExitCodes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The two halves of the demo as two programs. */
class ProduceAndMonitorIT {

    /** As the Python programs pack it: {@code struct.pack('!df', 1767225600.0, 104.0)} and so on, a second apart. */
    private static final List<String> PYTHON_BODIES = List.of(
            "41da556e4000000042d00000",
            "41da556e4040000042d20000",
            "41da556e4080000042d40000",
            "41da556e40c0000042900000");

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    @TempDir
    private Path folder;

    private final List<Program> programs = new ArrayList<>();
    private Path csv;

    @BeforeEach
    void writeTelemetry() throws IOException {
        csv = Files.writeString(folder.resolve("telemetry.csv"), """
                patient_id,timestamp,bpm
                a,2026-01-01T00:00:00Z,104
                a,2026-01-01T00:00:01Z,105
                a,2026-01-01T00:00:02Z,106
                a,2026-01-01T00:00:03Z,72
                """);
    }

    @AfterEach
    void endPrograms() {
        programs.forEach(Program::close);
    }

    @Test
    void monitorPrintsWhatProduceSendsAndEndsWithItsSummaryOnCtrlC() throws IOException, InterruptedException {
        Program monitor = start("monitor", "--broker", rabbit.uri(), "--verbose");
        monitor.awaitOutput("watching heartrate.readings.0");

        CommandResult produced =
                CommandResult.of("produce", csv.toString(), "--broker", rabbit.uri(), "--speed", "max");

        assertThat(produced.err()).startsWith("read as: ").hasLineCount(1);
        assertThat(produced.exitCode()).isZero();
        assertThat(produced.out()).isEqualTo("4 readings confirmed\n");
        monitor.awaitOutput("CLEARED");
        assertThat(monitor.interrupt()).isEqualTo(130);
        assertThat(monitor.output()).contains("""
                2026-01-01T00:00:00Z  1/3      TACHYCARDIA  a  104.0 bpm
                2026-01-01T00:00:01Z  2/3      TACHYCARDIA  a  105.0 bpm
                """).contains("""
                2026-01-01T00:00:02Z  RAISED   TACHYCARDIA  a  peak 106.0 bpm
                2026-01-01T00:00:03Z  CLEARED  TACHYCARDIA  a  peak 106.0 bpm  after 1 s

                interrupted
                4 readings of 1 patient
                BRADYCARDIA  0 raised, 0 cleared
                TACHYCARDIA  1 raised, 1 cleared
                """);
    }

    @Test
    void monitorConsumesWhatThePythonProgramsSend() throws IOException, TimeoutException, InterruptedException {
        try (Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("Patient_7", true, false, false, null);
            for (String body : PYTHON_BODIES) {
                channel.basicPublish(
                        "",
                        "Patient_7",
                        MessageProperties.MINIMAL_BASIC,
                        HexFormat.of().parseHex(body));
            }
        }
        Program monitor = start(
                "monitor",
                "--broker",
                rabbit.uri(),
                "--layout",
                "queue-per-patient",
                "--patients",
                "Patient_7",
                "--for",
                "30s",
                "--fail-on-alarm");

        monitor.awaitOutput("2026-01-01T00:00:03Z  CLEARED  TACHYCARDIA  Patient_7  peak 106.0 bpm  after 1 s");
        assertThat(monitor.awaitEnd()).isEqualTo(ExitCodes.ALARM_RAISED);
    }

    @Test
    void producedQueuesPerPatientHoldThePythonLayout() throws IOException, TimeoutException {
        CommandResult produced = CommandResult.of(
                "produce", csv.toString(), "--broker", rabbit.uri(), "--layout", "queue-per-patient", "--speed", "max");

        assertThat(produced.err()).startsWith("read as: ").hasLineCount(1);
        try (Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            assertThat(HexFormat.of().formatHex(channel.basicGet("a", true).getBody()))
                    .isEqualTo(PYTHON_BODIES.get(0));
            assertThat(channel.messageCount("a")).isEqualTo(3);
            channel.queueDelete("a");
        }
    }

    @Test
    void acknowledgingOnThePageOfMonitorGoesThroughThePatientsQueueAndShows()
            throws IOException, TimeoutException, InterruptedException {
        Path high = Files.writeString(
                folder.resolve("high.csv"), "time,a\n1700000000,104\n1700000001,105\n1700000002,106\n");
        Program monitor = start("monitor", "--broker", rabbit.uri(), "--web", "0");
        monitor.awaitOutput("watching heartrate.readings.0");
        WardClient page = WardClient.of(monitor);
        try (Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            String tap = channel.queueDeclare().getQueue();
            Topology topology = Topology.partitioned(4);
            channel.queueBind(tap, "heartrate.readings", Integer.toString(topology.partitionOf("a")));
            assertThat(CommandResult.of("produce", high.toString(), "--broker", rabbit.uri(), "--speed", "max")
                            .exitCode())
                    .isZero();
            await().atMost(LIMIT)
                    .until(() -> page.frame().at("/tiles/0/alarms/0").isObject());
            JsonNode alarm = page.frame().at("/tiles/0/alarms/0");

            HttpResponse<String> answer = page.acknowledge(alarm, "R. Meyer");

            assertThat(answer.body()).isEqualTo("acknowledged\n");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(page.frame().at("/tiles/0/alarms/0/acknowledgedBy").stringValue())
                    .isEqualTo("R. Meyer");
            monitor.awaitOutput("ACKNOWLEDGED  TACHYCARDIA  a");
            assertThat(bodies(channel, tap))
                    .anyMatch(body -> body.contains("\"acknowledge\"")
                            && body.contains("R. Meyer")
                            && body.contains(alarm.path("event").stringValue()));
        }
    }

    private static List<String> bodies(Channel channel, String queue) throws IOException {
        List<String> bodies = new ArrayList<>();
        for (GetResponse next = channel.basicGet(queue, true); next != null; next = channel.basicGet(queue, true)) {
            bodies.add(new String(next.getBody(), StandardCharsets.UTF_8));
        }
        return bodies;
    }

    private Program start(String... arguments) throws IOException {
        Program started = Program.start(folder, Map.of(), arguments);
        programs.add(started);
        return started;
    }
}
