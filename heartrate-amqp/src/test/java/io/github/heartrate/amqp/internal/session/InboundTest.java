package io.github.heartrate.amqp.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.LongStringHelper;
import io.github.heartrate.Input;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.codec.BadReading;
import io.github.heartrate.amqp.codec.BatchCodec;
import io.github.heartrate.amqp.codec.ControlCodec;
import io.github.heartrate.amqp.codec.ControlMessage;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.codec.MessageCodec;
import io.github.heartrate.amqp.codec.NoValue;
import io.github.heartrate.amqp.codec.ReadingBatch;
import io.github.heartrate.amqp.codec.ReceivedMessage;
import io.github.heartrate.amqp.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboundTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final Topology TOPOLOGY = Topology.partitioned(2);

    private final JsonReadingCodec codec = new JsonReadingCodec();
    private final Inbound.Reader reader = new Inbound.Reader(List.of(codec, new BatchCodec()), TOPOLOGY, 0);

    /** A reading of the nth patient of a partition. */
    private static Reading reading(int partition, int number) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> new Reading("p" + i, TIME, 72))
                .filter(reading -> TOPOLOGY.partitionOf(reading.patientId()) == partition)
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    private static BasicProperties.Builder of(String contentType) {
        return new BasicProperties.Builder().contentType(contentType).messageId("m-1");
    }

    private Inbound read(BasicProperties properties, byte[] body) {
        return reader.read(new Delivery(1, "0", properties, body));
    }

    @Test
    void readingOfThePartitionIsAnInput() {
        Inbound inbound = read(of(codec.contentType()).build(), codec.encode(reading(0, 0)));

        assertThat(inbound.inputs()).isEqualTo(List.of(reading(0, 0)));
        assertThat(inbound.parked()).isEmpty();
    }

    @Test
    void readingOfAnotherPartitionIsParkedAsItCame() {
        byte[] body = codec.encode(reading(1, 0));
        BasicProperties properties = of(codec.contentType()).build();

        Inbound inbound = read(properties, body);

        assertThat(inbound.inputs()).isEmpty();
        assertThat(inbound.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.body()).isSameAs(body);
            assertThat(parked.properties()).isSameAs(properties);
            assertThat(parked.reason()).isEqualTo("its patient is of partition 1, not 0");
        });
    }

    @Test
    void readingOfABatchThatCantBeJudgedIsParkedAlone() {
        List<Reading> batch = List.of(reading(0, 0), reading(1, 0), reading(0, 1));

        Inbound inbound = read(of(BatchCodec.CONTENT_TYPE).build(), new BatchCodec().encode(batch));

        assertThat(inbound.inputs()).isEqualTo(List.of(batch.get(0), batch.get(2)));
        assertThat(inbound.parked()).singleElement().satisfies(parked -> {
            assertThat(codec.decode(parked.body(), "q")).isEqualTo(batch.get(1));
            assertThat(parked.properties().getContentType()).isEqualTo(codec.contentType());
            assertThat(parked.properties().getMessageId()).isEqualTo("m-1");
        });
    }

    @Test
    void readingFiveMinutesAheadOfItsMessageIsJudgedAndALaterOneIsParked() {
        byte[] body = codec.encode(reading(0, 0));

        assertThat(read(
                                of(codec.contentType())
                                        .timestamp(Date.from(TIME.minusSeconds(300)))
                                        .build(),
                                body)
                        .inputs())
                .hasSize(1);
        assertThat(read(
                                of(codec.contentType())
                                        .timestamp(Date.from(TIME.minusSeconds(301)))
                                        .build(),
                                body)
                        .parked())
                .hasSize(1);
    }

    @Test
    void messageThatCantBeReadIsParkedAsAWhole() {
        byte[] body = "no reading".getBytes(StandardCharsets.UTF_8);

        Inbound inbound = read(of(codec.contentType()).build(), body);

        assertThat(inbound.inputs()).isEmpty();
        assertThat(inbound.parked())
                .singleElement()
                .extracting(Inbound.Parked::body)
                .isSameAs(body);
        assertThat(inbound.madeAt()).isEmpty();
    }

    @Test
    void messageWithoutATimestampIsAsOldAsItsReadingAndATickSaysNothingOfIt() {
        assertThat(read(of(codec.contentType()).build(), codec.encode(reading(0, 0)))
                        .madeAt())
                .contains(TIME);

        byte[] tick = new ControlCodec().encode(ControlMessage.tick(new Input.Tick(TIME), "instance-1", 7));
        Inbound inbound = read(of(ControlCodec.CONTENT_TYPE).build(), tick);
        assertThat(inbound.madeAt()).isEmpty();
        assertThat(inbound.sender()).contains(new ControlMessage.Sender("instance-1", 7));
    }

    /** A format of its own: one value per line, of the patient in a header; a dash is no value. */
    private static final class Lines implements MessageCodec {

        @Override
        public String contentType() {
            return "text/x-rates";
        }

        @Override
        public Set<String> otherContentTypes() {
            return Set.of("text/rates");
        }

        @Override
        public ReadingBatch decode(ReceivedMessage message) {
            String patient = message.header("patient").orElseThrow();
            Instant time = message.timestamp().orElseThrow();
            List<Reading> readings = new ArrayList<>();
            List<BadReading> bad = new ArrayList<>();
            List<NoValue> none = new ArrayList<>();
            String[] lines = new String(message.body(), StandardCharsets.UTF_8).split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                if (lines[i].equals("-")) {
                    none.add(new NoValue(i, "a dash"));
                } else if (lines[i].matches("\\d+")) {
                    readings.add(new Reading(patient, time.plusSeconds(i), Integer.parseInt(lines[i])));
                } else {
                    bad.add(new BadReading(i, "no number", lines[i].getBytes(StandardCharsets.UTF_8)));
                }
            }
            return new ReadingBatch(readings, bad, none);
        }
    }

    private static Inbound readLines(String contentType, String body) {
        Reading patient = reading(0, 0);
        BasicProperties properties = of(contentType)
                .headers(Map.of("patient", LongStringHelper.asLongString(patient.patientId())))
                .timestamp(Date.from(TIME))
                .build();
        return new Inbound.Reader(List.of(new JsonReadingCodec(), new Lines()), TOPOLOGY, 0)
                .read(new Delivery(1, "0", properties, body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void goodReadingsAreJudgedBadOnesParkedAndWhatHasNoValueIsNeither() {
        Inbound inbound = readLines("text/x-rates", "72\n-\nx\n74");

        String patient = reading(0, 0).patientId();
        assertThat(inbound.inputs())
                .isEqualTo(List.of(new Reading(patient, TIME, 72), new Reading(patient, TIME.plusSeconds(3), 74)));
        assertThat(inbound.noValue()).containsExactly(new NoValue(1, "a dash"));
        assertThat(inbound.parked()).singleElement().satisfies(parked -> {
            assertThat(parked.reason()).isEqualTo("reading 2: no number");
            assertThat(parked.body()).isEqualTo("x".getBytes(StandardCharsets.UTF_8));
            assertThat(parked.properties().getContentType()).isEqualTo("text/x-rates");
        });
    }

    @Test
    void messageWithoutAnyValueIsAcknowledgedWithNothingJudgedOrParked() {
        Inbound inbound = readLines("text/x-rates", "-");

        assertThat(inbound.inputs()).isEmpty();
        assertThat(inbound.parked()).isEmpty();
        assertThat(inbound.noValue()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/rates", "TEXT/X-Rates", "text/x-rates; charset=utf-8", "text/x-rates;version=4.0"})
    void contentTypeIsComparedWithoutCapitalsAndParameters(String contentType) {
        assertThat(readLines(contentType, "72").inputs()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ControlCodec.CONTENT_TYPE,
                ControlCodec.CONTENT_TYPE + "; charset=utf-8",
                "Application/vnd.heartrate.control+JSON;charset=UTF-8"
            })
    void contentTypeOfAControlInputIsComparedInTheSameWay(String contentType) {
        Input discharge = new Input.Discharge(reading(0, 0).patientId(), TIME);

        Inbound inbound = read(of(contentType).build(), new ControlCodec().encode(ControlMessage.of(discharge)));

        assertThat(inbound.parked()).isEmpty();
        assertThat(inbound.inputs()).isEqualTo(List.of(discharge));
    }

    @Test
    void timestampInMillisecondsIsAsGoodAsMissing() {
        BasicProperties properties = of(codec.contentType())
                .timestamp(Date.from(Instant.ofEpochSecond(TIME.toEpochMilli())))
                .build();
        Delivery delivery = new Delivery(1, "0", properties, codec.encode(reading(0, 0)));

        assertThat(reader.read(delivery).madeAt()).contains(TIME);
        assertThat(delivery.from("q").timestamp()).isEmpty();
        assertThat(new Delivery(1, "0", of("x").timestamp(Date.from(TIME)).build(), new byte[0])
                        .from("q")
                        .timestamp())
                .contains(TIME);
    }

    @Test
    void idsThatWouldFillTheStateAreParked() {
        Topology one = Topology.partitioned(1);
        Inbound.Reader reads = new Inbound.Reader(List.of(codec), one, 0);
        String longest = "y".repeat(1_024);
        BasicProperties ofReading = of(codec.contentType()).build();
        BasicProperties ofControl = of(ControlCodec.CONTENT_TYPE).build();

        assertThat(reads.read(new Delivery(1, "0", ofReading, codec.encode(new Reading(longest, TIME, 72))))
                        .inputs())
                .hasSize(1);
        assertThat(reads.read(new Delivery(1, "0", ofReading, codec.encode(new Reading(longest + "y", TIME, 72))))
                        .parked())
                .singleElement()
                .extracting(Inbound.Parked::reason)
                .isEqualTo("patient_id must have at most 1024 characters: 1025");
        byte[] acknowledgement =
                new ControlCodec().encode(ControlMessage.of(new Input.Acknowledge("a", "b", longest + "y", "d", TIME)));
        assertThat(reads.read(new Delivery(1, "0", ofControl, acknowledgement)).parked())
                .singleElement()
                .extracting(Inbound.Parked::reason)
                .isEqualTo("event_id must have at most 1024 characters: 1025");
    }

    @Test
    void contentTypeThatNobodyReadsIsNamed() {
        assertThat(readLines("text/html\n" + "x".repeat(40), "72").parked())
                .singleElement()
                .extracting(Inbound.Parked::reason)
                .isEqualTo("content_type is unknown: text/html?" + "x".repeat(30) + "...");
    }

    @Test
    void codecSeesTheHeadersAsJavasOwnTypes() {
        BasicProperties properties = of("x").headers(Map.of(
                        "text", LongStringHelper.asLongString("a"),
                        "time", Date.from(TIME),
                        "number", 7L,
                        "table", Map.of("inner", LongStringHelper.asLongString("b")),
                        "array", List.of(LongStringHelper.asLongString("c"))))
                .build();

        ReceivedMessage message = new Delivery(1, "key", properties, new byte[0]).from("q");

        assertThat(message.headers())
                .isEqualTo(Map.of(
                        "text", "a", "time", TIME, "number", 7L, "table", Map.of("inner", "b"), "array", List.of("c")));
        assertThat(message.routingKey()).isEqualTo("key");
        assertThat(message.messageId()).contains("m-1");
    }

    @Test
    void formatThatIsOnlyReadSaysSoWhenItIsToWrite() {
        assertThatThrownBy(() -> new Lines().encode(reading(0, 0)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("text/x-rates is only read, not written");
    }
}
