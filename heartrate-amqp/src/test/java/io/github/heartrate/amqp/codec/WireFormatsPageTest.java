package io.github.heartrate.amqp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Alert;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.codec.fhir.FhirReadingCodec;
import io.github.heartrate.amqp.codec.hl7.Hl7AlertEncoder;
import io.github.heartrate.amqp.codec.hl7.Hl7Codec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every JSON of the page of the wire formats is what its codec writes, but for blanks between fields. */
class WireFormatsPageTest {

    private static final Path PAGE = Path.of("docs/wire-formats.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("(?:<!-- codec: (\\w+) -->\n)?```json\n(.*?)```", Pattern.DOTALL);

    private final Map<String, UnaryOperator<byte[]>> codecs = Map.of(
            "reading",
                    body -> new JsonReadingCodec().encode(new JsonReadingCodec().decode(body, "heartrate.readings.0")),
            "alert", body -> new AlertCodec().encode(new AlertCodec().decode(body)),
            "control", body -> new ControlCodec().encode(new ControlCodec().decode(body)),
            "system", body -> SystemMessage.decode(body).encode(),
            "fhir",
                    body -> new FhirReadingCodec()
                            .encode(new FhirReadingCodec()
                                    .decode(body)
                                    .readings()
                                    .get(0)));

    @Test
    void everyExampleIsWhatItsCodecWrites() throws IOException {
        List<String> named = new ArrayList<>();
        Matcher example = EXAMPLE.matcher(Files.readString(PAGE));
        while (example.find()) {
            String json = example.group(2).replaceAll("\\n *", "").replace("\": ", "\":");
            assertThat(codecs).as(json).containsKey(String.valueOf(example.group(1)));
            named.add(example.group(1));

            byte[] written = codecs.get(example.group(1)).apply(json.getBytes(StandardCharsets.UTF_8));

            assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo(json);
        }
        assertThat(named)
                .contains("reading", "alert", "control", "system", "fhir")
                .hasSizeGreaterThan(8);
    }

    @Test
    void messagesOfHl7AreWhatTheCodecsWrite() throws IOException {
        String page = Files.readString(PAGE);
        Reading reading = new Reading("Patient_1", Instant.parse("2026-01-01T00:00:00Z"), 72);
        Matcher firstAlert = Pattern.compile("<!-- codec: alert -->\n```json\n(.*?)```", Pattern.DOTALL)
                .matcher(page);
        assertThat(firstAlert.find()).isTrue();
        Alert alert = new AlertCodec().decode(firstAlert.group(1).getBytes(StandardCharsets.UTF_8));

        assertThat(page)
                .contains("<!-- codec: hl7 reading -->\n" + block(new Hl7Codec().encode(reading)))
                .contains("<!-- codec: hl7 alert -->\n" + block(new Hl7AlertEncoder().encode(alert)));
    }

    private static String block(byte[] hl7) {
        return "```text\n" + new String(hl7, StandardCharsets.UTF_8).replace('\r', '\n') + "```";
    }

    @Test
    void everyContentTypeIsOnThePage() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(
                        new JsonReadingCodec().contentType(),
                        new Fixed12ReadingCodec().contentType(),
                        BatchCodec.CONTENT_TYPE,
                        FhirReadingCodec.CONTENT_TYPE,
                        CloudEventEncoder.CONTENT_TYPE,
                        ControlCodec.CONTENT_TYPE,
                        Hl7Codec.CONTENT_TYPE,
                        SystemMessage.CONTENT_TYPE);
    }
}
