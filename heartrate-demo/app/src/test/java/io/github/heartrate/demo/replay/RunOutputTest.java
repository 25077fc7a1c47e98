package io.github.heartrate.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.Reading;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunOutputTest {

    private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");

    private final StringWriter printed = new StringWriter();
    private final HeartRateMonitor monitor = HeartRateMonitor.builder().build();
    private final List<String> asked = new ArrayList<>();

    @Test
    void runThatShowsNoStatusAsksForNone() {
        try (RunOutput output = output(false)) {
            judge(output, 0, 120);
            judge(output, 1, 120);
        }

        assertThat(asked).isEmpty();
        assertThat(printed.toString()).isEmpty();
    }

    @Test
    void verboseRunAsksOncePerAcceptedReadingAndPrintsTheRunThatBuildsUp() {
        try (RunOutput output = output(true)) {
            judge(output, 0, 72);
            judge(output, 1, 120);
            judge(output, 1, 120);
            judge(output, 2, 121);
        }

        assertThat(asked).containsExactly("p", "p", "p");
        assertThat(printed.toString()).isEqualTo("""
                2026-01-01T08:00:01Z  1/3      TACHYCARDIA  p  120.0 bpm
                2026-01-01T08:00:02Z  2/3      TACHYCARDIA  p  121.0 bpm
                """);
    }

    private RunOutput output(boolean verbose) {
        RunOutput output = new RunOutput(new PrintWriter(printed), ZoneOffset.UTC, verbose);
        output.follow(this::status);
        return output;
    }

    private Optional<PatientStatus> status(String patientId) {
        asked.add(patientId);
        return monitor.status(patientId);
    }

    private void judge(RunOutput output, int second, double bpm) {
        Reading reading = new Reading("p", START.plusSeconds(second), bpm);
        output.judged(reading, monitor.accept(reading));
    }
}
