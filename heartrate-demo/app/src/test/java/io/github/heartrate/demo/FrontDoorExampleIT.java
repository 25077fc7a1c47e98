package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.HeartRateAmqp;
import io.github.heartrate.amqp.testing.RabbitMq;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example of the adapter's README, as it stands there but for the broker's address. */
class FrontDoorExampleIT {

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    @Test
    void exampleTellsItsListenerOfTheAlarm() throws InterruptedException {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            run();
        } finally {
            System.setOut(before);
        }

        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("RAISED TACHYCARDIA\nCLEARED TACHYCARDIA\n");
    }

    @Test
    void exampleIsTheReadmes() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/github/heartrate/demo/FrontDoorExampleIT.java"));
        String example = source.substring(
                        source.lastIndexOf("// example begins") + 17, source.lastIndexOf("// example ends"))
                .stripIndent()
                .strip()
                .replace("rabbit.uri()", "\"amqp://guest:guest@localhost:5672\"");

        assertThat(Files.readString(Path.of("../../heartrate-amqp/README.md")))
                .contains("```java\n" + example + "\n```");
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the alerts say what became of it
    private static void run() throws InterruptedException {
        // example begins
        CountDownLatch heard = new CountDownLatch(2);
        try (HeartRateAmqp heartRate = HeartRateAmqp.builder()
                .uri(rabbit.uri())
                .policy(AlarmPolicy.builder().onsetCount(3).build())
                .listener(alert -> {
                    System.out.println(alert.phase() + " " + alert.condition());
                    heard.countDown();
                })
                .build()) {
            heartRate.start();
            Instant time = Instant.now();
            for (double bpm : new double[] {72, 104, 108, 111, 98}) {
                heartRate.publisher().publish(new Reading("Patient_1", time, bpm));
                time = time.plusSeconds(1);
            }
            heard.await();
        }
        // example ends
    }
}
