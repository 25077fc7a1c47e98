package io.github.heartrate.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.demo.bench.BenchLoad;
import io.github.heartrate.demo.bench.BenchResult;
import java.time.Duration;
import org.HdrHistogram.Histogram;
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
    void rateThatIsNotKeptIsSaidInEveryFormat() {
        BenchResult slow = result(2_000, 9_499, 5);
        BenchResult kept = result(2_000, 9_500, 5);

        assertThat(slow.text()).contains("the rate was not kept: 1,900 of 2,000 readings/s");
        assertThat(slow.markdown()).contains("| 1,900 (rate not kept) |");
        assertThat(slow.json()).contains("\"rate_kept\":false");
        assertThat(kept.text()).doesNotContain("not kept");
        assertThat(kept.markdown()).doesNotContain("not kept");
        assertThat(kept.json()).contains("\"rate_kept\":true");
        assertThat(result(0, 1, 5).text()).doesNotContain("not kept");
    }

    @Test
    void timesOfNoAlertsAreNotShown() {
        BenchResult none = new BenchResult(load(10), 50, 5, new Histogram(3));

        assertThat(none.text()).endsWith("reading to alert: no alerts\n");
        assertThat(none.markdown()).contains("| no alerts |").doesNotContain("0.0");
        assertThat(none.json()).contains("\"latency_ms\":{}");
    }

    @Test
    void oneIsNotPlural() {
        assertThat(load(1).describe()).isEqualTo("1 reading/s, one by one, packed if they wait, 1 patient");
        assertThat(result(1, 5, 5).text()).contains("reading to alert, 1 alert:");
    }

    private static BenchResult result(int rate, long readings, double seconds) {
        Histogram latency = new Histogram(3);
        latency.recordValue(1_000);
        return new BenchResult(load(rate), readings, seconds, latency);
    }

    private static BenchLoad load(int rate) {
        return new BenchLoad(rate, 1, BenchLoad.Codec.JSON, 1, Duration.ZERO, Duration.ofSeconds(5));
    }

    @Test
    void loadThatMakesNoSenseIsWrongUsage() {
        assertThat(CommandResult.of("bench", "--batch", "0").exitCode()).isEqualTo(2);
        assertThat(CommandResult.of("bench", "--batch", "10", "--codec", "json").err())
                .contains("--codec json is of single readings, but --batch 10 packs them");
        assertThat(CommandResult.of("bench", "--rate", "-1").err()).contains("--rate must not be negative: -1");
    }
}
