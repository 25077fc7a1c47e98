package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program that has nothing but the core's jar and slf4j-api gets. */
class OutsideProgramIT {

    @TempDir
    private Path folder;

    @Test
    void programWithTheCoreAloneGetsItsAlert() throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("Example.java"), """
                import io.github.heartrate.*;
                import java.time.Instant;

                class Example {
                    public static void main(String[] arguments) {
                        HeartRateMonitor monitor = HeartRateMonitor.builder()
                                .listener(alert -> System.out.println(alert.phase() + " " + alert.condition()))
                                .build();
                        for (int i = 0; i < 3; i++) {
                            monitor.accept(new Reading("Patient_1", Instant.ofEpochSecond(i), 104));
                        }
                    }
                }
                """);
        Path core = Path.of(
                "../../heartrate-core/target/heartrate-core-" + System.getProperty("heartrate.version") + ".jar");
        String classPath = String.join(
                File.pathSeparator,
                List.of(core.toString(), jarOf(org.slf4j.Logger.class).toString(), folder.toString()));

        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString()))
                .isZero();
        Path output = folder.resolve("output");
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath, "Example")
                .redirectOutput(output.toFile())
                .start();

        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output)).isEqualTo("RAISED TACHYCARDIA\n");
    }

    private static Path jarOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
