package io.github.heartrate.amqp.codec.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.codec.ReadingBatch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FhirPropertiesTest {

    private static final int HOSTILE = 100_000;
    private static final long SEED = 8_867_4;

    private final FhirReadingCodec codec = new FhirReadingCodec();

    @Provide
    Arbitrary<Reading> readings() {
        Arbitrary<Instant> times = Arbitraries.longs()
                .between(
                        Instant.parse("0001-01-01T00:00:00Z").toEpochMilli(),
                        Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli())
                .map(Instant::ofEpochMilli);
        Arbitrary<String> ids = Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(70),
                Arbitraries.of(
                        "Patient_1", "a b", "é", "\ud83d\udc93", "a\"b\\c", "Patient/1", "urn:uuid:1", "#a", "\n."));
        Arbitrary<Double> rates = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 300).map(Integer::doubleValue),
                Arbitraries.doubles().between(0, 400),
                Arbitraries.of(0.0, Double.MIN_VALUE, 1e15, 72.00000000000001));
        return Combinators.combine(ids, times, rates).as(Reading::new);
    }

    @Provide
    Arbitrary<List<Reading>> lists() {
        return readings().list().ofMinSize(1).ofMaxSize(8);
    }

    @Property
    void readingComesBackAsItWas(@ForAll("readings") Reading reading) {
        assertThat(codec.decode(codec.encode(reading))).isEqualTo(ReadingBatch.of(reading));
    }

    @Property
    void timesThatAreWrittenCompareAsTextsAsTheyDoAsTimes(
            @ForAll("readings") Reading one, @ForAll("readings") Reading other) {
        String first = FhirTime.write(one.timestamp());
        String second = FhirTime.write(other.timestamp());

        assertThat(first).hasSameSizeAs(second).matches(".*\\.\\d{3}Z");
        assertThat(Integer.signum(first.compareTo(second)))
                .isEqualTo(Integer.signum(one.timestamp().compareTo(other.timestamp())));
    }

    @Property
    void readingsOfABundleAreInTheOrderOfTheirTimes(@ForAll("lists") List<Reading> readings) {
        String entries = readings.stream()
                .map(reading -> "{\"resource\":" + new String(codec.encode(reading), StandardCharsets.UTF_8) + "}")
                .collect(Collectors.joining(","));

        ReadingBatch batch = codec.decode(
                ("{\"resourceType\":\"Bundle\",\"entry\":[" + entries + "]}").getBytes(StandardCharsets.UTF_8));

        assertThat(batch.readings())
                .containsExactlyInAnyOrderElementsOf(readings)
                .isSortedAccordingTo((a, b) -> a.timestamp().compareTo(b.timestamp()));
    }

    @Test
    void readingThatTheFormatCantExpressIsRefused() {
        Instant time = Instant.parse("2026-01-01T00:00:00Z");

        assertThatThrownBy(() -> codec.encode(new Reading("p", time.plusNanos(1), 72)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timestamp must have whole milliseconds for FHIR: 2026-01-01T00:00:00.000000001Z");
        assertThatThrownBy(() -> codec.encode(new Reading("p", time.plus(9_000 * 365L, ChronoUnit.DAYS), 72)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("timestamp must be of the years 1 to 9999");
    }

    /** Whatever is decoded or refused, no other exception comes out, and what is bad says so of itself when it is alone. */
    @Test
    void hostileBodiesAreReadOrRefused() {
        Random random = new Random(SEED);
        List<FhirCases.Case> cases = FhirCases.all();
        int refused = 0;
        int read = 0;
        for (int i = 0; i < HOSTILE; i++) {
            byte[] body = hostile(cases.get(random.nextInt(cases.size())).message(), random)
                    .getBytes(random.nextInt(20) == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8);
            try {
                ReadingBatch batch = codec.decode(body);
                assertThat(batch.readings()).allMatch(reading -> reading.bpm() >= 0);
                read++;
            } catch (UndecodableMessageException e) {
                assertThat(e).hasMessageMatching("[^\\p{Cntrl}]+");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(HOSTILE / 10);
        assertThat(read).isGreaterThan(HOSTILE / 100);
    }

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "1e999999999",
            "-1e-999999999",
            "1" + "0".repeat(900),
            "0." + "0".repeat(900) + "1",
            "1" + "0".repeat(2_000),
            "\"\"",
            "\"\\ud800\"",
            "\"\\u0000\\u001b[31m\"",
            "\"E L U 1e999999999 -1 x\"",
            "\"9999999999999999999\"",
            "\"2026-13-45T99:99:99Z\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "[]",
            "{}",
            "[[{}],[null]]",
            "{\"coding\":[null,[],{\"code\":1}]}",
            "{\"value\":[1]}",
            "[".repeat(600) + "]".repeat(600),
            "{\"a\":".repeat(400) + "1" + "}".repeat(400));

    private static String hostile(String message, Random random) {
        StringBuilder text = new StringBuilder(message);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && text.length() > 1; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(6)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 0xFFFF));
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
                case 3 -> text.insert(at, text.substring(0, Math.min(text.length(), random.nextInt(60))));
                case 4 -> text.setLength(Math.max(1, at));
                default -> replaceValue(text, at, VALUES.get(random.nextInt(VALUES.size())));
            }
        }
        return text.toString();
    }

    /** Puts another value after the next colon: before a comma or a brace, so that the rest is JSON as often as not. */
    private static void replaceValue(StringBuilder text, int from, String value) {
        int colon = text.indexOf("\":", from);
        if (colon < 0) {
            return;
        }
        int end = colon + 2;
        int depth = 0;
        boolean quoted = false;
        for (; end < text.length(); end++) {
            char c = text.charAt(end);
            if (c == '"' && text.charAt(end - 1) != '\\') {
                quoted = !quoted;
            } else if (!quoted) {
                if (depth == 0 && (c == ',' || c == '}' || c == ']')) {
                    break;
                }
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            }
        }
        text.replace(colon + 2, end, value);
    }
}
