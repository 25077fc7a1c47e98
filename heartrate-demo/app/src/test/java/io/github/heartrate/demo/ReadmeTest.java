package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void exampleStandsInTheReadmeWithItsOutput() throws IOException {
        String readme = Files.readString(Path.of("../../README.md"));
        String source = Files.readString(Path.of("src/test/java/io/github/heartrate/demo/ReadmeTest.java"));
        String example = source.substring(source.indexOf("// example\n") + 11, source.indexOf("        // end\n"))
                .indent(-8);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            example();
        } finally {
            System.setOut(before);
        }

        assertThat(readme).contains("```java\n" + example + "```");
        assertThat(readme).contains("```text\n" + output.toString(StandardCharsets.UTF_8) + "```");
    }

    private static void example() {
        // example
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .listener(alert -> System.out.println(alert.phase() + " " + alert.condition() + " of "
                        + alert.patientId() + ", priority " + alert.priority() + ", after "
                        + alert.duration().toSeconds() + " s"))
                .build();

        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        for (double bpm : new double[] {72, 104, 108, 111, 117, 98}) {
            monitor.accept(new Reading("Patient_1", time, bpm));
            time = time.plusSeconds(1);
        }
        // end
    }
}
