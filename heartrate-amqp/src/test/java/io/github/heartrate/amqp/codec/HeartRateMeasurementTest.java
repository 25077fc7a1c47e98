package io.github.heartrate.amqp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.codec.HeartRateMeasurement.Contact;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeartRateMeasurementTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final int HOSTILE = 100_000;

    private static HeartRateMeasurement parse(String hex) {
        return HeartRateMeasurement.parse(HexFormat.of().parseHex(hex));
    }

    private static OptionalInt optional(int value) {
        return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }

    @ParameterizedTest
    @CsvSource({
        "0048, 72, UNSUPPORTED, -1, ''",
        "0248, 72, UNSUPPORTED, -1, ''",
        "0448, -1, LOST, -1, ''",
        "0648, 72, FINE, -1, ''",
        "0600, 0, FINE, -1, ''",
        "00ff, 255, UNSUPPORTED, -1, ''",
        "012c01, 300, UNSUPPORTED, -1, ''",
        "01ffff, 65535, UNSUPPORTED, -1, ''",
        "08480a00, 72, UNSUPPORTED, 10, ''",
        "0848ffff, 72, UNSUPPORTED, 65535, ''",
        "10485503, 72, UNSUPPORTED, -1, 853",
        "10485503aa02, 72, UNSUPPORTED, -1, 853 682",
        "1048, 72, UNSUPPORTED, -1, ''",
        "1e4801005503, 72, FINE, 1, 853",
        "1f4800010055030004, 72, FINE, 1, 853 1024",
        "e648, 72, FINE, -1, ''"
    })
    void measurementIsReadByItsFlags(String hex, int bpm, Contact contact, int energy, String ticks) {
        List<Integer> expected = ticks.isEmpty()
                ? List.of()
                : java.util.Arrays.stream(ticks.split(" ", -1))
                        .map(Integer::valueOf)
                        .toList();

        assertThat(parse(hex)).isEqualTo(new HeartRateMeasurement(optional(bpm), contact, optional(energy), expected));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'the measurement ends before flags, after 0 bytes'",
        "00, 'the measurement ends before the rate, after 1 bytes'",
        "0148, 'the measurement ends before the rate, after 2 bytes'",
        "084801, 'the measurement ends before the energy, after 3 bytes'",
        "104801, 'the measurement ends before an RR interval, after 3 bytes'",
        "00480102, 'the measurement has 2 bytes that its flags do not announce'"
    })
    void bytesThatDoNotFitTheFlagsAreRefused(String hex, String rule) {
        assertThatThrownBy(() -> parse(hex))
                .isInstanceOf(UndecodableMessageException.class)
                .hasMessage(rule);
    }

    @Test
    void lostContactIsNoReadingAndARateOfZeroWithContactIsOne() {
        assertThat(parse("0448").reading("p", TIME)).isEmpty();
        assertThat(parse("0600").reading("p", TIME)).contains(new Reading("p", TIME, 0));
    }

    @Test
    void randomBytesAreReadOrRefused() {
        Random random = new Random(0x2A37);
        int refused = 0;
        for (int i = 0; i < HOSTILE; i++) {
            byte[] value = new byte[random.nextInt(12)];
            random.nextBytes(value);
            try {
                assertThat(HeartRateMeasurement.parse(value).rrTicks()).allMatch(ticks -> ticks >= 0);
            } catch (UndecodableMessageException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(HOSTILE / 10, HOSTILE);
    }
}
