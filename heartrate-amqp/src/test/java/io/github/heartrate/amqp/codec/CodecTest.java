package io.github.heartrate.amqp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.LostSignal;
import io.github.heartrate.Priority;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CodecTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private final JsonReadingCodec json = new JsonReadingCodec();
    private final Fixed12ReadingCodec seed = new Fixed12ReadingCodec();

    @Property
    void jsonGivesBackTheReading(
            @ForAll @IntRange(max = 999_999_999) int nanos, @ForAll @DoubleRange(min = 0, max = 1e300) double bpm) {
        Reading reading = new Reading("Patient \"1\" \u00e4", TIME.plusNanos(nanos), bpm);

        assertThat(json.decode(json.encode(reading), "q")).isEqualTo(reading);
    }

    @Property
    void seedLayoutKeepsMicrosecondsAndThreeDecimals(
            @ForAll @IntRange(max = 999_999) int micros, @ForAll @IntRange(max = 300_000) int milliBpm) {
        Reading reading = new Reading("Patient_1", TIME.plusNanos(micros * 1_000L), milliBpm / 1_000.0);

        assertThat(seed.decode(seed.encode(reading), "Patient_1")).isEqualTo(reading);
    }

    @Test
    void seedLayoutIsABigEndianDoubleOfSecondsThenAFloatOfBpm() {
        byte[] body = seed.encode(new Reading("Patient_1", Instant.ofEpochMilli(1_717_881_998_500L), 107.5));

        assertThat(HexFormat.of().formatHex(body)).isEqualTo("41d9993323a0000042d70000");
    }

    @Test
    void jsonNamesTheFieldThatIsMissingOrWrong() {
        assertThatThrownBy(() -> decode("{\"timestamp\":\"2026-01-01T00:00:00Z\",\"bpm\":72}"))
                .hasMessage("patient_id is missing");
        assertThatThrownBy(() -> decode("{\"patient_id\":\"a\",\"timestamp\":\"noon\",\"bpm\":72}"))
                .hasMessage("timestamp must be an ISO-8601 instant: \"noon\"");
        assertThatThrownBy(() -> decode("{\"patient_id\":\"a\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"bpm\":\"72\"}"))
                .hasMessage("bpm must be a number: \"72\"");
        assertThatThrownBy(() -> decode("{\"patient_id\":\"a\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"bpm\":-1}"))
                .hasMessage("not a reading: bpm must be a finite number of at least 0: -1.0");
        assertThatThrownBy(() -> decode("[]")).hasMessage("the body must be one JSON object");
        assertThatThrownBy(() -> decode("{")).isInstanceOf(UndecodableMessageException.class);
    }

    @Test
    void jsonIgnoresUnknownFields() {
        assertThat(decode("{\"patient_id\":\"a\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"bpm\":72,\"ward\":{}}"))
                .isEqualTo(new Reading("a", TIME, 72));
    }

    @Test
    void seedLayoutRefusesOtherLengthsAndNumbersThatAreNone() {
        assertThatThrownBy(() -> seed.decode(new byte[11], "q")).hasMessage("the body must have 12 bytes: 11");
        assertThatThrownBy(() -> seed.decode(HexFormat.of().parseHex("7ff800000000000042d70000"), "q"))
                .hasMessage("timestamp must be seconds since the epoch, of the years 0000 to 9999: NaN");
        assertThatThrownBy(() -> seed.decode(HexFormat.of().parseHex("41d9993323a000007fc00000"), "q"))
                .hasMessage("bpm must be finite: NaN");
    }

    @Test
    void seedLayoutRefusesMillisecondsForSecondsAndARateBelowZeroHoweverSmall() {
        assertThatThrownBy(() -> seed.decode(twelve(1_767_225_600_000.0, 72), "q"))
                .hasMessage("timestamp must be seconds since the epoch, of the years 0000 to 9999: 1.7672256E12");
        assertThatThrownBy(() -> seed.decode(twelve(1_767_225_600.0, -0x1p-13f), "q"))
                .hasMessage("not a reading: bpm must be a finite number of at least 0: -1.220703125E-4");
        assertThat(seed.decode(twelve(253_402_300_799.0, 72), "q").timestamp())
                .isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
        assertThat(seed.decode(twelve(-62_167_219_200.0, 72), "q").timestamp())
                .isEqualTo(Instant.parse("0000-01-01T00:00:00Z"));
    }

    private static byte[] twelve(double seconds, float bpm) {
        return ByteBuffer.allocate(12).putDouble(seconds).putFloat(bpm).array();
    }

    @Test
    void alertsSurviveTheirCodec() {
        List<Alert> alerts = new ArrayList<>();
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().listener(alerts::add).build();
        double[] rates = {104, 105.5, 106, 72};
        for (int i = 0; i < rates.length; i++) {
            monitor.accept(new Reading("Patient_1", TIME.plusSeconds(i), rates[i]));
        }
        AlertCodec codec = new AlertCodec();

        assertThat(alerts)
                .hasSize(2)
                .allSatisfy(
                        alert -> assertThat(codec.decode(codec.encode(alert))).isEqualTo(alert));
        assertThatThrownBy(() -> codec.decode(utf8("{\"id\":\"1\"}"))).hasMessage("patient_id is missing");
    }

    @Test
    void alertOfEarlierFormIsReadSinceAnAlarmThatIsNotReadIsMissed() {
        AlertCodec codec = new AlertCodec();
        Alert now = codec.decode(utf8(signalLoss(",\"highest_priority\":\"LOW\"")));

        assertThat(codec.decode(utf8(signalLoss("").replace("patient_id", "patient"))))
                .isEqualTo(now);
        assertThat(now.highestPriority()).isEqualTo(Priority.LOW);
        assertThat(codec.decode(utf8(signalLoss(",\"highest_priority\":\"HIGH\"")))
                        .highestPriority())
                .isEqualTo(Priority.HIGH);
    }

    @Test
    void signalLossOfEarlierFormKnowsOfNoRunAndNoLateReadings() {
        Alert lost = new AlertCodec().decode(utf8(signalLoss("")));

        assertThat(lost.lostSignal()).contains(new LostSignal(Optional.empty(), 0, 0, Optional.empty()));
        assertThat(lost.lastReading()).isEmpty();
        assertThat(lost.latched()).isFalse();
        assertThat(lost.pausedUntil()).isEmpty();
    }

    @Test
    void alertNamesTheLaterFieldThatIsWrong() {
        assertWrong(",\"highest_priority\":\"RED\"", "highest_priority is unknown: \"RED\"");
        assertWrong(",\"latched\":1", "latched must be true or false: 1");
        assertWrong(",\"paused_until\":\"noon\"", "paused_until must be an ISO-8601 instant: \"noon\"");
        assertWrong(",\"last_reading\":72", "last_reading must be an object: 72");
        assertWrong(",\"lost_signal\":{\"run_towards\":\"FEVER\"}", "run_towards is unknown: \"FEVER\"");
        assertWrong(
                ",\"lost_signal\":{\"run_length\":2}",
                "not an alert: runLength does not fit the run: 2, Optional.empty");
    }

    private static void assertWrong(String field, String message) {
        assertThatThrownBy(() -> new AlertCodec().decode(utf8(signalLoss(field))))
                .isInstanceOf(UndecodableMessageException.class)
                .hasMessage(message);
    }

    private static String signalLoss(String more) {
        return "{\"id\":\"1\",\"episode_id\":\"e\",\"patient_id\":\"a\",\"condition\":\"SIGNAL_LOSS\",\"phase\":\"RAISED\","
                + "\"number\":1,\"priority\":\"LOW\",\"onset\":\"2026-01-01T00:00:00Z\","
                + "\"raised_at\":\"2026-01-01T00:00:00Z\",\"time\":\"2026-01-01T00:00:00Z\",\"evidence\":[]" + more
                + "}";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Reading decode(String body) {
        return json.decode(utf8(body), "q");
    }
}
