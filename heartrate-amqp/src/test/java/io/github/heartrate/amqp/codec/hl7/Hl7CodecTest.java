package io.github.heartrate.amqp.codec.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.LostSignal;
import io.github.heartrate.Phase;
import io.github.heartrate.Priority;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.codec.BadReading;
import io.github.heartrate.amqp.codec.MessageCodec;
import io.github.heartrate.amqp.codec.Messages;
import io.github.heartrate.amqp.codec.ReadingBatch;
import io.github.heartrate.amqp.codec.ReceivedMessage;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Hl7CodecTest {

    private static final int HOSTILE_TRIES = 20_000;
    private static final int BODIES_A_TRY = 5;
    private static final String VALID = "MSH|^~\\&|A|B|||20260301120000+0000||ORU^R01^ORU_R01|1|P|2.6\rPID|||P7\r"
            + "OBR|1|||V|||20260301120000+0000\rOBX|1|NM|8867-4^Heart rate^LN||72|/min|||||F\r";

    private final Hl7Codec codec = new Hl7Codec();

    private ReadingBatch decode(String message) {
        return codec.decode(ReceivedMessage.of(message.getBytes(StandardCharsets.UTF_8), "q"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "MSH|;FHS|;the body must begin with MSH",
                "ORU^R01^ORU_R01;ADT^A01;MSH-9 must be ORU^R01: ADT^A01",
                "ORU^R01^ORU_R01;ORU^R40;MSH-9 must be ORU^R01: ORU^R40",
                "|P|2.6;|T|2.6;MSH-11 must be P, for production: T",
                "|P|2.6;|P|2.2;MSH-12 must be a version from 2.3 to 2.8: 2.2",
                "|P|2.6;|P|3;MSH-12 must be a version from 2.3 to 2.8: 3",
                "^~\\&;^~&;MSH-2 must have 4 separators: 3",
                "^~\\&;^^\\&;MSH-1 and MSH-2 must be different characters that are no letters, digits, blanks or quotes",
                "PID|||P7;ADD|7;ADD: segments that are continued in another one are not read",
                "PID|||P7;MSH|^~\\&|A|B;MSH occurs again: a body must hold one message, without FHS and BHS",
                "MSH|^~\\&|A|B|||20260301120000+0000;MSH|^~\\&|A|B|||20260301120000+00;"
                        + "MSH-7 must have an offset of a sign and four digits"
            })
    void messageThatIsNoneIsRefusedAsAWhole(String part, String instead, String fault) {
        assertThatThrownBy(() -> decode(VALID.replace(part, instead)))
                .isInstanceOf(UndecodableMessageException.class)
                .hasMessage(fault);
    }

    @Test
    void messageThatEndsAfterMshIsRefused() {
        for (String end : List.of("", "\r", "\n\u001c\r", "\\rPID|||P7")) {
            assertThatThrownBy(() -> decode(VALID.substring(0, VALID.indexOf('\r')) + "|||||||||" + end))
                    .hasMessage("the message must have segments after MSH");
        }
    }

    /** Senders end segments with LF, and a library for MLLP adds CR; or a text is broken into lines. */
    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\r\n", "\n\r", "\n\n", "\r ", "\n\t", "\0\r", " \r\r"})
    void segmentsAreFoundHoweverTheyEnd(String end) {
        List<Reading> expected = decode(VALID).readings();
        assertThat(expected).hasSize(1);
        for (String last : List.of("\r", "\n", "\u001c\r", "\0\0", "")) {
            for (int at = 0; at < 4; at++) {
                String[] segments = VALID.split("\r", -1);
                StringBuilder message = new StringBuilder(segments[0]);
                for (int i = 1; i < 4; i++) {
                    message.append(i == at ? "\r" : end).append(segments[i]);
                }
                assertThat(decode(message + last)).isEqualTo(ReadingBatch.of(expected.get(0)));
            }
        }
    }

    @Test
    void lineWithinATextEndsNoSegment() {
        assertThat(decode(VALID.replace("|V|", "|V^first line\nOBX and so on\n\n|")))
                .isEqualTo(decode(VALID));
        assertThat(decode(VALID.replace("OBX|", "NTE|1||first line\rsecond line\rOBX|")))
                .isEqualTo(decode(VALID));
    }

    @Test
    void bytesThatAreNotTheCharacterSetAreRefused() {
        String umlaut = VALID.replace("P7", "S\u00fcd");
        byte[] latin = umlaut.getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> codec.decode(ReceivedMessage.of(latin, "q")))
                .hasMessage("the body is not UTF-8, which MSH-18 says, or is taken if it is empty");
        assertThatThrownBy(() -> decode(umlaut.replace("|P|2.6", "|P|2.6||||||BIG-5")))
                .hasMessage("MSH-18 must be empty, ASCII, UNICODE UTF-8 or 8859/1, 2, 4, 5, 7, 9, 15: BIG-5");
    }

    @ParameterizedTest
    @CsvSource({"8859/1,ISO-8859-1", "8859/15,ISO-8859-15", "UNICODE UTF-8,UTF-8"})
    void idIsReadInTheCharacterSetOfTheMessage(String name, String charset) {
        byte[] body = VALID.replace("P7", "S\u00fcd")
                .replace("|P|2.6", "|P|2.6||||||" + name)
                .getBytes(Charset.forName(charset));

        assertThat(codec.decode(ReceivedMessage.of(body, "q")).readings())
                .containsExactly(new Reading("S\u00fcd", Instant.parse("2026-03-01T12:00:00Z"), 72));
    }

    @Test
    void unknownEscapeInAnIdIsBad() {
        assertThat(decode(VALID.replace("P7", "P\\C2842\\7")).bad())
                .singleElement()
                .extracting(BadReading::reason)
                .isEqualTo("PID-3 must not have an escape of this kind: C2842");
    }

    @Test
    void tooManyReadingsAreRefused() {
        String many = "72~".repeat(MessageCodec.MAX_READINGS) + "72";

        assertThatThrownBy(() -> decode(VALID.replace("|72|", "|" + many + "|")
                        .replace("OBR|1|||V|||20260301120000+0000", "$0|2027")
                        .replace("$0|2027", "OBR|1|||V|||20260301120000+0000|20270301120000+0000")))
                .hasMessage("a message must have at most 10000 readings");
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> codec.withCodes(Set.of("8867-4")))
                .hasMessage("a code must look like 147842^MDC: 8867-4");
        assertThatThrownBy(() -> codec.withCodes(Set.of())).hasMessage("there must be at least 1 code: 0");
        assertThatThrownBy(() -> codec.withHomeAuthority(" ")).hasMessage("homeAuthority must not be blank");
    }

    @Test
    void timeThatHl7CannotExpressIsRefused() {
        Instant time = Instant.parse("2026-03-01T12:00:00.00001Z");

        assertThatThrownBy(() -> codec.encode(new Reading("a", time, 72)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a time must be of the years 0000 to 9999, with at most four digits after the second: "
                        + "2026-03-01T12:00:00.000010Z");
        assertThatThrownBy(() -> codec.encode(new Reading("a", Instant.MAX, 72)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.encode(new Reading("^^^a", Instant.EPOCH, 72)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Ids with every separator, and ids with an authority. */
    @Provide
    Arbitrary<Reading> readings() {
        Arbitrary<String> words = Messages.ids().filter(id -> !id.contains("^^^"));
        Arbitrary<String> ids = Arbitraries.oneOf(
                words,
                Arbitraries.strings()
                        .withChars("|^~\\&\r\n \"ab")
                        .ofMinLength(1)
                        .filter(id -> !id.isBlank() && !id.contains("^^^")),
                Combinators.combine(words, Arbitraries.of("HOSPITAL", "N&1.2.3&ISO", "\u00e4 b", "^|"))
                        .as((number, authority) -> number + "^^^" + authority));
        Arbitrary<Instant> times = Arbitraries.longs()
                .between(-621_672_192_000_000L, 2_534_023_007_999_999L)
                .map(tick ->
                        Instant.ofEpochSecond(Math.floorDiv(tick, 10_000L), Math.floorMod(tick, 10_000L) * 100_000L));
        return Combinators.combine(ids, times, Messages.rates().filter(bpm -> bpm == 0 || bpm > 1e-300))
                .as(Reading::new);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsReadAgain(@ForAll("readings") Reading reading) {
        ReadingBatch batch = codec.decode(ReceivedMessage.of(codec.encode(reading), "q"));

        assertThat(batch).isEqualTo(ReadingBatch.of(reading));
    }

    @Example
    void idOfTwoQuotesIsNoMissingOne() {
        Reading reading = new Reading("\"\"", Instant.EPOCH, 72);
        for (Hl7Codec each : List.of(codec, codec.withHomeAuthority("NORTH"))) {
            assertThat(each.decode(ReceivedMessage.of(each.encode(reading), "q")))
                    .isEqualTo(ReadingBatch.of(reading));
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenWithAHomeAuthorityIsReadAgain(@ForAll("readings") Reading reading) {
        Hl7Codec home = codec.withHomeAuthority("NORTH&x");

        assertThat(home.decode(ReceivedMessage.of(home.encode(reading), "q"))).isEqualTo(ReadingBatch.of(reading));
    }

    @Provide
    Arbitrary<String> valid() {
        return Arbitraries.of(
                VALID,
                VALID.replace("NM", "NA")
                        .replace("|72|", "|71^72~73^\"\"|")
                        .replace("120000+0000\rOBX", "120000+0000|20260301120010+0000\rOBX"),
                VALID.replace("NM", "SN").replace("|72|", "|=^72|"),
                VALID.replace("|P|2.6", "|P|2.6||||||8859/1").replace("P7", "a\\XFC\\b\\S\\^^^H&1.2&ISO^MR"));
    }

    /** 20,000 tries of 5 bodies: 100,000 messages with changed bytes and with pieces of themselves in other places. */
    @Property(tries = HOSTILE_TRIES, edgeCases = EdgeCasesMode.NONE)
    void hostileBodyIsUndecodableOrSomethingThatIsNamed(@ForAll("valid") String valid, @ForAll Random random) {
        for (int i = 0; i < BODIES_A_TRY; i++) {
            byte[] body = mutated(valid.getBytes(StandardCharsets.UTF_8), random);
            try {
                ReadingBatch batch = codec.decode(ReceivedMessage.of(body, "q"));
                assertThat(batch.readings().size()
                                + batch.bad().size()
                                + batch.noValue().size())
                        .isPositive();
                for (BadReading bad : batch.bad()) {
                    assertThat(bad.reason()).isNotBlank().doesNotContain("\n", "\r", "failed");
                }
            } catch (UndecodableMessageException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("\n", "\r");
            }
        }
    }

    private static byte[] mutated(byte[] valid, Random random) {
        byte[] pieces = "|^~\\&\r\n\"+-.\\X00\\ADD|PID|OBX|MSH|999999999999".getBytes(StandardCharsets.UTF_8);
        byte[] body = valid.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && body.length > 0; i++) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(6)) {
                case 0 -> body[at] = (byte) random.nextInt();
                case 1 -> body[at] ^= (byte) (1 << random.nextInt(8));
                case 2 ->
                    body = List.of(body, java.util.Arrays.copyOf(body, at)).get(random.nextInt(2));
                case 3 -> body[at] = pieces[random.nextInt(pieces.length)];
                case 4 -> {
                    int from = random.nextInt(pieces.length);
                    System.arraycopy(pieces, from, body, at, Math.min(body.length - at, pieces.length - from));
                }
                default -> System.arraycopy(body, 0, body, at, Math.min(body.length - at, random.nextInt(60)));
            }
        }
        return body;
    }

    @Provide
    Arbitrary<Alert> alerts() {
        return Messages.alerts();
    }

    /** A gateway of another format may give any id: its alarms must be told all the same. */
    @ParameterizedTest
    @CsvSource({"A^^^,A\\S\\\\S\\\\S\\^^^^MR", "^^^B,\\S\\\\S\\\\S\\B^^^^MR", "A^^^B,A^^^B^MR"})
    void alarmOfAnIdWithCaretsIsTold(String id, String written) {
        Alert alert = Alert.builder()
                .id("a")
                .episodeId("e")
                .patientId(id)
                .condition(Condition.SIGNAL_LOSS)
                .phase(Phase.RAISED)
                .number(1)
                .priority(Priority.HIGH)
                .highestPriority(Priority.HIGH)
                .onset(Instant.EPOCH)
                .raisedAt(Instant.EPOCH)
                .time(Instant.EPOCH)
                .lostSignal(new LostSignal(Optional.empty(), 0, 0, Optional.empty()))
                .build();

        assertThat(new String(new Hl7AlertEncoder().encode(alert), StandardCharsets.UTF_8))
                .contains("\rPID|||" + written + "\r");
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void everyAlertIsWrittenOrRefusedWithAReason(@ForAll("alerts") Alert alert) {
        try {
            String[] segments = new String(new Hl7AlertEncoder().encode(alert), StandardCharsets.UTF_8).split("\r", 0);

            assertThat(segments).hasSize(10);
            assertThat(segments[0].split("\\|", -1)[9]).isEqualTo(Hl7Writer.escape(alert.id()));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).startsWith("a time ");
        }
    }
}
