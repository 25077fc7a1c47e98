package io.github.heartrate.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.demo.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TooLittleMemoryTest {

    @TempDir
    private Path folder;

    @Test
    void tooLittleMemoryForManyPatientsIsSaidInOneLine() throws IOException, InterruptedException {
        StringBuilder csv = new StringBuilder("patient,time,hr\n");
        for (int patient = 0; patient < 200_000; patient++) {
            csv.append("p").append(patient).append(",1700000000,70\n");
        }
        Path file = Files.writeString(folder.resolve("many.csv"), csv);

        try (Program analysis =
                Program.startUnpackaged(folder, Map.of("JDK_JAVA_OPTIONS", "-Xmx24m"), "analyze", file.toString())) {
            assertThat(analysis.awaitEnd()).isEqualTo(1);
            assertThat(analysis.output()).contains("error: out of memory; ").doesNotContain("Exception", "\tat ");
        }
    }
}
