package io.github.heartrate.amqp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.github.heartrate.Input;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.codec.fhir.FhirReadingCodec;
import io.github.heartrate.amqp.codec.hl7.Hl7Codec;
import io.github.heartrate.amqp.internal.session.Delivery;
import io.github.heartrate.amqp.internal.session.Inbound;
import io.github.heartrate.amqp.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that somebody made to do harm, or a broken program made by accident. */
class HostileBodyTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final int TEN_MB = 10_000_000;

    private final JsonReadingCodec json = new JsonReadingCodec();
    private final BatchCodec batch = new BatchCodec();

    private String faultOf(String body) {
        try {
            return json.decode(body.getBytes(StandardCharsets.UTF_8), "q").toString();
        } catch (UndecodableMessageException e) {
            return e.getMessage();
        }
    }

    private static String reading(String bpm) {
        return "{\"patient_id\":\"a\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"bpm\":" + bpm + "}";
    }

    @Test
    void bodyOfTenMegabytesIsRefusedUnread() {
        String rule = "the body must have at most 1048576 bytes: 10000000";

        assertThatThrownBy(() -> json.decode(new byte[TEN_MB], "q")).hasMessage(rule);
        assertThatThrownBy(() -> batch.decode(new byte[TEN_MB])).hasMessage(rule);
        assertThatThrownBy(() -> new ControlCodec().decode(new byte[TEN_MB])).hasMessage(rule);
        assertThatThrownBy(() -> new AlertCodec().decode(new byte[TEN_MB])).hasMessage(rule);
        Inbound.Reader reader = new Inbound.Reader(List.of(new Fixed12ReadingCodec()), Topology.partitioned(1), 0);
        Inbound inbound = reader.read(new Delivery(1, "0", new BasicProperties(), new byte[TEN_MB]));
        assertThat(inbound.parked())
                .singleElement()
                .extracting(Inbound.Parked::reason)
                .isEqualTo(rule);
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "{\"patient_id\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(faultOf(deep)).startsWith("the body is not JSON: ").contains("nesting depth");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "NaN;the body is not JSON: ",
                "Infinity;the body is not JSON: ",
                "-1;not a reading: bpm must be a finite number of at least 0: -1.0",
                "1e999;bpm is too large: ",
                "\"72\";bpm must be a number: \"72\"",
                "[72];bpm must be a number: an array",
                "true;bpm must be a number: true",
                "null;bpm is missing"
            })
    void rateThatIsNoneIsNamed(String bpm, String fault) {
        assertThat(faultOf(reading(bpm))).startsWith(fault);
    }

    @Test
    void hugeNumbersAreRefused() {
        assertThat(faultOf(reading("1" + "0".repeat(900)))).startsWith("bpm is too large: 1000");
        assertThat(faultOf(reading("1" + "0".repeat(500_000)))).startsWith("the body is not JSON: ");
        assertThat(faultOf(reading("1e" + "9".repeat(500)))).isNotEmpty().contains("bpm");
    }

    @Test
    void fieldThatOccursTwiceIsNamed() {
        assertThat(faultOf("{\"bpm\":72,\"bpm\":200,\"patient_id\":\"a\",\"timestamp\":\"2026-01-01T00:00:00Z\"}"))
                .startsWith("the body is not JSON: Duplicate")
                .contains("bpm");
    }

    @Test
    void textAfterTheObjectIsRefused() {
        assertThat(faultOf(reading("72") + "{}")).startsWith("the body is not JSON: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "\"a\"", "null", "72"})
    void bodyThatIsNoObjectIsRefused(String body) {
        assertThat(faultOf(body)).startsWith("the body ");
    }

    @Test
    void idsThatCouldNotBeWrittenAgainAreRefused() {
        assertThat(faultOf(reading("72").replace("\"a\"", "\"\\ud83d\"")))
                .isEqualTo("patient_id must not hold half a surrogate pair");
        assertThat(faultOf(reading("72").replace("\"a\"", "\" \\n\""))).isEqualTo("patient_id must not be blank");
        assertThat(faultOf(reading("72").replace("\"a\"", "\"\n\""))).startsWith("the body is not JSON: ");
        assertThatThrownBy(() -> new Reading("\ud83d", TIME, 72)).isInstanceOf(IllegalArgumentException.class);
        ControlMessage half = ControlMessage.of(new Input.Acknowledge("a", "\ud83d", "event", "a nurse", TIME));
        assertThatThrownBy(() -> new ControlCodec().encode(half))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("episode_id must not hold half a surrogate pair");
    }

    @Test
    void faultsNeverQuoteTheBodyAroundThem() {
        assertThat(faultOf("{\"patient_id\":Patient_1}")).doesNotContain("Patient_1");
    }

    @Test
    void badReadingInABatchIsToldAloneAndTheOthersDecode() {
        byte[] body = batch.encode(List.of(
                new Reading("a", TIME, 0.1234567),
                new Reading("b", TIME, 77),
                new Reading("a", TIME.plusSeconds(1), 78)));
        int middle = body.length - 8 - 2 - 8;
        body[middle] = (byte) 0xff; // makes 77.0 negative

        ReadingBatch decoded = batch.decode(body);

        assertThat(decoded.readings())
                .containsExactly(new Reading("a", TIME, 0.1234567), new Reading("a", TIME.plusSeconds(1), 78));
        assertThat(decoded.bad()).singleElement().satisfies(bad -> {
            assertThat(bad.index()).isEqualTo(1);
            assertThat(bad.reason()).startsWith("bpm must be a finite number of at least 0: -");
            assertThat(batch.decode(bad.body()).bad())
                    .singleElement()
                    .extracting(BadReading::reason)
                    .isEqualTo(bad.reason());
        });
    }

    @Test
    void batchThatClaimsMoreThanItHoldsAllocatesNothingForIt() {
        byte[] claims = new ByteWriter(16)
                .put(1)
                .put(0)
                .put(0)
                .putVarint(Long.MAX_VALUE)
                .toByteArray();

        assertThatThrownBy(() -> batch.decode(claims))
                .hasMessage("number of patients must be 1 to 10000: 9223372036854775807");
    }

    @Test
    void batchIsRefusedAsAWholeIfItsStructureIsBroken() {
        byte[] body = batch.encode(List.of(new Reading("a", TIME, 72)));

        body[0] = 2;
        assertThatThrownBy(() -> batch.decode(body)).hasMessage("version of the batch must be 1: 2");
        body[0] = 1;
        body[1] = 5;
        assertThatThrownBy(() -> batch.decode(body)).hasMessage("unit of time must be 0 to 4: 5");
        body[1] = 0;
        body[2] = 4;
        assertThatThrownBy(() -> batch.decode(body)).hasMessage("rates must be 0 to 3 or 255: 4");
        assertThatThrownBy(() -> batch.decode(new byte[] {1, 0, 0})).hasMessage("the batch ends early, after 3 bytes");
        byte[] longer = Arrays.copyOf(batch.encode(List.of(new Reading("a", TIME, 72))), 40);
        assertThatThrownBy(() -> batch.decode(longer)).hasMessageMatching("the batch has \\d+ bytes too many");
    }

    @Test
    void batchHasOneToTenThousandReadingsInOneMebibyte() {
        assertThatThrownBy(() -> batch.encode(List.of())).hasMessage("a batch must have 1 to 10000 readings: 0");
        assertThatThrownBy(() -> batch.encode(Collections.nCopies(10_001, new Reading("a", TIME, 72))))
                .hasMessage("a batch must have 1 to 10000 readings: 10001");
        assertThatThrownBy(() -> batch.encode(List.of(new Reading("a".repeat(1 << 20), TIME, 72))))
                .hasMessageStartingWith("a batch must have at most 1048576 bytes: 10485");
    }

    @Test
    void hundredReadingsOfAHundredPatientsTakeLessThanTwentyBytesEach() {
        List<Reading> readings = IntStream.range(0, 100)
                .mapToObj(i -> new Reading("Patient_" + i, TIME.plusMillis(i), 60 + i / 10.0))
                .toList();

        assertThat(batch.encode(readings).length).isLessThan(100 * 20);
    }

    /** Each bad part repeats what it needs of its message. 10,000 times a long id would be 10 GB out of 1 MiB. */
    @Test
    void badPartsOfOneMessageNeverFillTheMemory() {
        String rule = "the bad parts of the message must have at most 16777216 bytes, each as a message";
        String half = "y".repeat(500_000);
        String hl7 = "MSH|^~\\&|A|B|||20260301120000+0000||ORU^R01|1|P|2.6\rPID|||P7||" + half
                + "\rOBX||ZZ|8867-4^^LN||1".repeat(15_000);
        String fhir = "{\"resourceType\":\"Bundle\",\"z\":\"" + half + "\",\"entry\":[" + "1,".repeat(9_000) + "1]}";
        byte[] longId = half.getBytes(StandardCharsets.UTF_8);
        ByteWriter packed = new ByteWriter(TEN_MB / 10)
                .put(1) // version
                .put(3) // seconds
                .put(255) // doubles
                .putVarint(1)
                .putVarint(longId.length)
                .put(longId)
                .putVarint(10_000);
        for (int i = 0; i < 10_000; i++) {
            packed.putVarint(0).putSigned(1).putDouble(Double.NaN);
        }

        assertThatThrownBy(() -> new Hl7Codec().decode(ReceivedMessage.of(hl7.getBytes(StandardCharsets.UTF_8), "q")))
                .hasMessage(rule);
        assertThatThrownBy(() -> new FhirReadingCodec().decode(fhir.getBytes(StandardCharsets.UTF_8)))
                .hasMessage(rule);
        assertThatThrownBy(() -> batch.decode(packed.toByteArray())).hasMessage(rule);
    }

    @Test
    void readingsOfAnotherPartitionNeverFillTheMemory() {
        Topology topology = Topology.partitioned(2);
        String id = "y".repeat(500_000);
        List<Reading> readings = IntStream.range(0, 1_000)
                .mapToObj(i -> new Reading(id, TIME.plusSeconds(i), 72))
                .toList();
        byte[] body = batch.encode(readings);
        Inbound.Reader reader = new Inbound.Reader(List.of(json, batch), topology, 1 - topology.partitionOf(id));

        Inbound inbound = reader.read(new Delivery(
                1,
                "0",
                new BasicProperties.Builder().contentType(batch.contentType()).build(),
                body));

        assertThat(inbound.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.body()).isSameAs(body);
            assertThat(parked.reason()).startsWith("the bad parts of the message must have at most");
        });
    }
}
