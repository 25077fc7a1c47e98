package io.github.heartrate.amqp.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.github.heartrate.Input;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.codec.BatchCodec;
import io.github.heartrate.amqp.codec.ControlCodec;
import io.github.heartrate.amqp.codec.ControlMessage;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InboundTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final Topology TOPOLOGY = Topology.partitioned(2);

    private final JsonReadingCodec codec = new JsonReadingCodec();
    private final Inbound.Reader reader = new Inbound.Reader(List.of(codec), TOPOLOGY, 0);

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
        return reader.read(new Delivery(1, properties, body));
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
}
