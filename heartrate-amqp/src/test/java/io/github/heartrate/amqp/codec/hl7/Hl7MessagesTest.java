package io.github.heartrate.amqp.codec.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.Golden;
import io.github.heartrate.amqp.codec.BadReading;
import io.github.heartrate.amqp.codec.ReadingBatch;
import io.github.heartrate.amqp.codec.ReceivedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages made by hand, with what they hold, in {@code hl7-messages.txt}. */
class Hl7MessagesTest {

    /** One message of the file. */
    private static final class Case {
        private final String name;
        private Hl7Codec codec = new Hl7Codec();
        private Optional<Instant> published = Optional.empty();
        private final List<String> segments = new ArrayList<>();
        private final List<Reading> readings = new ArrayList<>();
        private final List<String> bad = new ArrayList<>();
        private final List<String> noValue = new ArrayList<>();

        private Case(String name) {
            this.name = name;
        }

        private void take(String line) {
            String rest = line.length() > 2 ? line.substring(2) : "";
            switch (line.charAt(0)) {
                case '?' -> set(rest.split(" ", 2)[0], rest.split(" ", 2)[1]);
                case '=' -> {
                    String[] parts = rest.split(" \\| ", -1);
                    readings.add(new Reading(
                            String.join(" | ", List.of(parts).subList(0, parts.length - 2)),
                            Instant.parse(parts[parts.length - 2]),
                            Double.parseDouble(parts[parts.length - 1])));
                }
                case '!' -> bad.add(rest);
                case '~' -> noValue.add(rest);
                default -> segments.add(line);
            }
        }

        private void set(String option, String value) {
            switch (option) {
                case "zone" -> codec = codec.withZone(ZoneId.of(value));
                case "home" -> codec = codec.withHomeAuthority(value);
                case "codes" -> codec = codec.withCodes(Set.of(value));
                case "published" -> published = Optional.of(Instant.parse(value));
                default -> throw new IllegalArgumentException(option);
            }
        }

        private ReadingBatch decode(String terminator) {
            return codec.decode(message(String.join(terminator, segments) + terminator));
        }

        private ReceivedMessage message(String body) {
            return new ReceivedMessage(
                    body.getBytes(StandardCharsets.UTF_8),
                    "q",
                    "0",
                    Optional.of(Hl7Codec.CONTENT_TYPE),
                    published,
                    Optional.empty(),
                    Map.of());
        }

        private void check(ReadingBatch batch) {
            assertThat(batch.readings()).isEqualTo(readings);
            assertThat(batch.bad().stream().map(it -> it.index() + " | " + it.reason()))
                    .isEqualTo(bad);
            assertThat(batch.noValue().stream().map(it -> it.index() + " | " + it.why()))
                    .isEqualTo(noValue);
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String line : Golden.lines("/hl7-messages.txt")) {
            if (line.startsWith("## ")) {
                cases.add(new Case(line.substring(3)));
            } else if (!cases.isEmpty() && !line.isBlank()) {
                cases.get(cases.size() - 1).take(line);
            }
        }
        return cases;
    }

    @TestFactory
    List<DynamicTest> messageHoldsWhatTheFileSays() {
        return cases().stream()
                .map(it -> DynamicTest.dynamicTest(it.name, () -> it.check(it.decode("\r"))))
                .toList();
    }

    @Test
    void thereAreMoreThanFortyMessages() {
        assertThat(cases()).hasSizeGreaterThan(40).allMatch(it -> !it.segments.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void segmentsMayEndLikeLines(String terminator) {
        cases().forEach(it -> it.check(it.decode(terminator)));
    }

    @Test
    void badObservationIsParkedAsAMessageOfItsOwnWithTheSameFault() {
        List<String> faults = new ArrayList<>();
        for (Case it : cases()) {
            for (BadReading bad : it.decode("\r").bad()) {
                ReadingBatch alone = it.codec.decode(it.message(new String(bad.body(), StandardCharsets.UTF_8)));
                assertThat(alone.readings()).isEmpty();
                assertThat(alone.bad())
                        .singleElement()
                        .extracting(BadReading::reason)
                        .isEqualTo(bad.reason());
                faults.add(bad.reason());
            }
        }
        assertThat(faults).hasSizeGreaterThan(10);
    }
}
