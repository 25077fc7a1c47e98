package io.github.heartrate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.demo.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every example. Those that need a broker get the embedded one of the demo. */
class ExamplesTest {

    @TempDir
    private Path folder;

    private Console console;

    @BeforeEach
    void open() throws IOException {
        console = new Console();
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void firstDetectorRaisesAndClears() throws Exception {
        assertThat(console.run(FirstDetector::main))
                .containsExactly(
                        "72.0 bpm: ACCEPTED",
                        "104.0 bpm: ACCEPTED",
                        "108.0 bpm: ACCEPTED",
                        "111.0 bpm: ACCEPTED",
                        "  RAISED TACHYCARDIA",
                        "98.0 bpm: ACCEPTED",
                        "  CLEARED TACHYCARDIA");
    }

    @Test
    void monitorKnowsTheLimitsOfOnePatient() throws Exception {
        assertThat(console.run(MonitorWithListener::main))
                .containsExactly("Neighbour RAISED BRADYCARDIA", "1 active alarm of 2 patients");
    }

    @Test
    void runGoesOnAfterTheRestart() throws Exception {
        assertThat(console.run(
                        RestoreAfterRestart::main, folder.resolve("state").toString()))
                .containsExactly("RAISED since 2026-01-01T00:00:00Z");
    }

    @Test
    void fileBecomesAlertsAndBadRowsAreNamed() throws Exception {
        assertThat(console.run(FilesToAlerts::main, telemetry().toString()))
                .contains("2026-01-01T00:00:03Z Patient_1 RAISED TACHYCARDIA")
                .anyMatch(line -> line.startsWith("skipped: ") && line.contains("fast"))
                .endsWith("4 readings");
    }

    @Test
    void whatIfShowsSixPolicies() throws Exception {
        assertThat(console.run(WhatIf::main, telemetry().toString()))
                .filteredOn(line -> line.matches(" *(50|[0-9]).*[0-9].*"))
                .hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void wardPageIsThereUntilEnterIsTyped() throws Exception {
        CompletableFuture<Void> program = console.start(WardPage::main, "0");
        String url = console.await("the ward is at ").split(" ", -1)[4].replace(";", "");

        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        console.typeEnter();
        program.get(30, TimeUnit.SECONDS);
    }

    @Test
    void publishedReadingsBecomeReceivedAlerts() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            CompletableFuture<Void> judging = console.start(JudgeFromABroker::main, broker.uri());
            console.await("judging");
            CompletableFuture<Void> receiving = console.start(ReceiveAlerts::main, broker.uri(), "2");
            console.await("receiving");

            assertThat(console.run(PublishReadings::main, broker.uri(), "Patient_1"))
                    .contains("98.0 bpm: CONFIRMED");

            receiving.get(60, TimeUnit.SECONDS);
            assertThat(console.lines()).contains("Patient_1 RAISED TACHYCARDIA", "Patient_1 CLEARED TACHYCARDIA");
            console.typeEnter();
            judging.get(60, TimeUnit.SECONDS);
        }
    }

    private Path telemetry() throws IOException {
        return Files.writeString(folder.resolve("telemetry.csv"), """
                patient_id,timestamp,heart_rate
                Patient_1,2026-01-01T00:00:01Z,104
                Patient_1,2026-01-01T00:00:02Z,108
                Patient_1,2026-01-01T00:00:03Z,111
                Patient_1,2026-01-01T00:00:04Z,fast
                Patient_1,2026-01-01T00:00:05Z,98
                """);
    }
}
