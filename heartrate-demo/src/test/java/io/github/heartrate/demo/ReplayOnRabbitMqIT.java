package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayOnRabbitMqIT {

    @TempDir
    private static Path folder;

    private static RabbitMqNode node;

    @BeforeAll
    static void startNode() throws IOException {
        node = RabbitMqNode.start(folder);
    }

    @AfterAll
    static void stopNode() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void rabbitMqAndTheEmbeddedBrokerGiveTheSameAlerts() throws IOException {
        Path onRabbitMq = folder.resolve("rabbitmq.csv");
        Path embedded = folder.resolve("embedded.csv");

        assertThat(run("--broker", node.uri(), "--alerts", onRabbitMq.toString()))
                .isZero();
        assertThat(run("--alerts", embedded.toString())).isZero();

        List<String> expected = Files.readAllLines(embedded);
        assertThat(expected).hasSizeGreaterThan(1);
        assertThat(Files.readAllLines(onRabbitMq)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void wrongPasswordIsOneLineThatDoesNotShowIt() {
        StringWriter err = new StringWriter();
        String wrong = node.uri().replaceFirst("//[^@]*@", "//guest:wrong-secret@");

        int exitCode =
                HeartrateDemo.commandLine().setErr(new PrintWriter(err, true)).execute("--broker", wrong);

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("error: broker 127.0.0.1:")
                .contains("ACCESS_REFUSED")
                .hasLineCount(1);
        assertThat(err.toString()).doesNotContain("wrong-secret");
    }

    private static int run(String... arguments) {
        return HeartrateDemo.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .execute(arguments);
    }
}
