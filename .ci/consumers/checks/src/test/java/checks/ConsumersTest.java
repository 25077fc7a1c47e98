package checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.amqp.testing.ChildProcess;
import io.github.heartrate.amqp.testing.RabbitMq;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users' programs print that were built next door, from the library as it is installed. */
class ConsumersTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    /** The programs end before a better compiler pays. */
    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC");


    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicated();

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    private static List<String> start(String program) {
        Path target = Path.of("..", program, "target").toAbsolutePath().normalize();
        String classes = target.resolve("classes").toString();
        String libraries = target.resolve("lib").toString();
        List<String> words = program.startsWith("module-path")
                ? List.of("-p", classes + File.pathSeparator + libraries, "-m", "app/app.Main")
                : List.of("-cp", classes + File.pathSeparator + libraries + "/*", "app.Main");
        return Stream.concat(JAVA.stream(), words.stream()).toList();
    }

    /** What it prints until it ends. */
    private List<String> printedBy(String program, String... arguments) {
        Path output = folder.resolve("output");
        List<String> command =
                Stream.concat(start(program).stream(), Stream.of(arguments)).toList();
        try (ChildProcess process = ChildProcess.start(Map.of(), output, command)) {
            process.awaitEnd();
        }
        // Without a binding SLF4J says so, on the standard error.
        return text(output).lines().filter(line -> !line.startsWith("SLF4J")).toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"module-path-core", "class-path-core"})
    void readmeProgramPrintsItsTwoLines(String program) {
        assertThat(printedBy(program))
                .containsExactly(
                        "RAISED TACHYCARDIA of Patient_1, priority MEDIUM, after 0 s",
                        "CLEARED TACHYCARDIA of Patient_1, priority MEDIUM, after 2 s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"module-path-amqp", "class-path-amqp"})
    void instanceWithoutMicrometerTellsItsAlert(String program) {
        assertThat(printedBy(program, rabbit.uri(), program))
                .containsExactlyInAnyOrder(
                        "CONFIRMED", "CONFIRMED", "CONFIRMED", "RAISED TACHYCARDIA of " + program);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring-boot-3.5", "spring-boot-4.0"})
    void springBootApplicationConfirmsReadingsAndTellsItsAlert(String program) throws Exception {
        Path output = folder.resolve("output");
        Path jar = Path.of("..", program, "target", "application.jar");
        List<String> command = Stream.concat(
                        JAVA.stream(),
                        Stream.of(
                                "-jar",
                                jar.toAbsolutePath().normalize().toString(),
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--management.endpoints.web.exposure.include=prometheus",
                                "--ward.broker=" + rabbit.uri()))
                .toList();
        try (ChildProcess process = ChildProcess.start(Map.of(), output, command)) {
            String port = await().atMost(LIMIT)
                    .failFast("it ended", () -> !process.isAlive())
                    .until(() -> port(output), found -> !found.isEmpty());
            String uri = "http://127.0.0.1:" + port;

            for (int reading = 0; reading < 3; reading++) {
                HttpResponse<String> answer = post(uri + "/readings?bpm=131&patient=" + program);
                assertThat(answer.body()).isEqualTo("CONFIRMED");
                assertThat(answer.statusCode()).isEqualTo(200);
            }

            await().atMost(LIMIT).until(() -> text(output).contains("ALERT RAISED TACHYCARDIA of " + program));
            await().atMost(LIMIT)
                    .until(() -> get(uri + "/partitions").equals("[\"ACTIVE\",\"ACTIVE\",\"ACTIVE\",\"ACTIVE\"]"));
            assertThat(get(uri + "/actuator/prometheus")).contains("heartrate_readings_total{");
            assertThat(text(output)).doesNotContain("NoClassDefFoundError", "NoSuchMethodError");
        }
    }

    private static String port(Path output) {
        return PORT.matcher(text(output))
                .results()
                .map((MatchResult match) -> match.group(1))
                .findFirst()
                .orElse("");
    }

    private HttpResponse<String> post(String uri) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(uri)).POST(BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
    }

    private String get(String uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString())
                .body();
    }
}
