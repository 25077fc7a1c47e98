package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {

    @ParameterizedTest
    @CsvSource({"1, json", "1, packed", "20, packed"})
    void fixedRateIsReachedAndEveryRaisedAlarmTimed(int batch, String codec) {
        CommandResult result = CommandResult.of(
                "bench",
                "--rate",
                "200",
                "--patients",
                "20",
                "--warm-up",
                "2s",
                "--length",
                "2s",
                "--batch",
                Integer.toString(batch),
                "--codec",
                codec,
                "--format",
                "json");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains("warm-up ", "published ", "judged ");
        JsonNode json = JsonMapper.shared().readTree(result.out());
        assertThat(json.path("codec").stringValue()).isEqualTo(codec);
        assertThat(json.path("readings_per_second").doubleValue()).isBetween(100.0, 300.0);
        assertThat(json.path("alerts").intValue()).isBetween(10, 200);
        assertThat(json.path("latency_ms").path("median").doubleValue()).isPositive();
    }

    @Test
    void loadThatMakesNoSenseIsWrongUsage() {
        assertThat(CommandResult.of("bench", "--batch", "0").exitCode()).isEqualTo(2);
        assertThat(CommandResult.of("bench", "--rate", "-1").err()).contains("--rate must not be negative: -1");
    }
}
