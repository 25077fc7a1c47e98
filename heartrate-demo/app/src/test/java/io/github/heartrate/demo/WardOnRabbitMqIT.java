package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.demo.cli.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The ward page of a monitor whose state was on the broker before it. */
class WardOnRabbitMqIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    @TempDir
    private Path folder;

    @Test
    void alarmThatAnEarlierMonitorRaisedIsOnThePageOfTheNext() throws IOException, InterruptedException {
        Path high = Files.writeString(
                folder.resolve("high.csv"), "time,a\n1700000000,104\n1700000001,105\n1700000002,106\n");
        try (Program earlier = start("monitor", "--broker", rabbit.uri())) {
            earlier.awaitOutput("watching heartrate.readings.0");
            assertThat(CommandResult.of("produce", high.toString(), "--broker", rabbit.uri(), "--speed", "max")
                            .exitCode())
                    .isZero();
            earlier.awaitOutput("RAISED");
            assertThat(earlier.interrupt()).isEqualTo(130);
        }

        try (Program next = start("monitor", "--broker", rabbit.uri(), "--web", "0")) {
            WardClient page = WardClient.of(next);
            await().atMost(LIMIT)
                    .until(() -> page.frame().at("/tiles/0/alarms/0").isObject());
            JsonNode frame = page.frame();
            assertThat(frame.at("/tiles/0/patient").stringValue()).isEqualTo("a");
            assertThat(frame.at("/tiles/0/alarms/0/text").stringValue()).isEqualTo("** HR 106 > 100");
            assertThat(frame.at("/counts/readings").longValue()).isZero();
            assertThat(frame.at("/feed/source").stringValue()).isEqualTo("RECEIVED");
        }
    }

    private Program start(String... arguments) throws IOException {
        return Program.start(folder, Map.of(), arguments);
    }
}
