package io.github.heartrate.amqp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MqttReadingCodecTest {

    private static final Reading READING = new Reading("P7", Instant.parse("2026-03-01T12:00:00Z"), 72);
    private static final String TIME_AND_RATE = "\"timestamp\":\"2026-03-01T12:00:00Z\",\"bpm\":72}";

    private final MqttReadingCodec codec = new MqttReadingCodec();

    private ReadingBatch decode(String routingKey, String body) {
        return codec.decode(new ReceivedMessage(
                body.getBytes(StandardCharsets.UTF_8),
                "q",
                routingKey,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of()));
    }

    @Test
    void patientIsThatOfTheTopic() {
        assertThat(decode("vitals.P7.hr", "{" + TIME_AND_RATE)).isEqualTo(ReadingBatch.of(READING));
    }

    @Test
    void bodyMayNameTheSamePatient() {
        assertThat(decode("vitals.P7.hr", "{\"patient_id\":\"P7\"," + TIME_AND_RATE))
                .isEqualTo(ReadingBatch.of(READING));
    }

    @Test
    void withoutATopicTheBodyNamesThePatient() {
        assertThat(decode("0", new String(codec.encode(READING), StandardCharsets.UTF_8)))
                .isEqualTo(ReadingBatch.of(READING));
        assertThatThrownBy(() -> decode("0", "{" + TIME_AND_RATE)).hasMessage("patient_id is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "vitals.P7.hr;{\"bpm\":72};timestamp is missing",
                "vitals.P7.hr;{\"timestamp\":\"2026-03-01T12:00:00Z\"};bpm is missing",
                "vitals.P7.hr;{\"patient_id\":\"P8\",\"timestamp\":\"2026-03-01T12:00:00Z\",\"bpm\":72};"
                        + "patient_id is not the patient of the topic",
                "vitals.St.Mary.hr;{\"timestamp\":\"2026-03-01T12:00:00Z\",\"bpm\":72};"
                        + "the topic must be vitals/<patient>/hr, with a patient without dots and slashes",
                "vitals.hr;{};the topic must be vitals/<patient>/hr, with a patient without dots and slashes",
                "vitals.P7.hr;72;the body must be one JSON object"
            })
    void whatIsWrongIsNamed(String routingKey, String body, String fault) {
        assertThatThrownBy(() -> decode(routingKey, body)).hasMessage(fault);
    }
}
