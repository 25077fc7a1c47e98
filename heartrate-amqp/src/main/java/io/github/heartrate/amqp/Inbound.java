package io.github.heartrate.amqp;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.github.heartrate.Input;
import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a message of a queue of readings holds, once it is read: inputs to judge, and what is to be parked.
 *
 * @param inputs in order
 * @param parked the rest, each with its reason
 * @param sender of a tick
 * @param madeAt when the message was made, or what it is about if it does not say so; empty for a tick
 */
record Inbound(
        List<? extends Input> inputs,
        List<Parked> parked,
        Optional<ControlMessage.Sender> sender,
        Optional<Instant> madeAt) {

    /**
     * A message to be parked.
     *
     * @param properties the original ones, but for the content type of a reading that was in a batch
     * @param body the original one, or the reading alone
     * @param reason for the operator; names neither patients nor readings
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Parked(BasicProperties properties, byte[] body, String reason) {}

    /** Reads the messages of one partition. Pure: nothing but the message decides. Safe for use by several threads. */
    static final class Reader {

        /** A reading may be so far ahead of its message's timestamp; beyond, its clock is wrong. */
        private static final Duration MAX_AHEAD = Duration.ofMinutes(5);

        private final MessageDecoder decoder;
        private final Topology topology;
        private final int partition;
        private final String queue;
        private final JsonReadingCodec alone = new JsonReadingCodec();

        Reader(MessageDecoder decoder, Topology topology, int partition) {
            this.decoder = decoder;
            this.topology = topology;
            this.partition = partition;
            this.queue = topology.readingQueues().get(partition);
        }

        /** Reads a message. One that can't be read is parked as a whole. */
        Inbound read(Delivery delivery) {
            BasicProperties properties = delivery.properties();
            MessageDecoder.Decoded decoded;
            try {
                decoded = decoder.decode(properties.getContentType(), delivery.body(), queue);
            } catch (UndecodableMessageException e) {
                Parked whole = new Parked(properties, delivery.body(), String.valueOf(e.getMessage()));
                return new Inbound(List.of(), List.of(whole), Optional.empty(), Optional.empty());
            }
            List<Parked> parked = new ArrayList<>(decoded.bad().size());
            for (BadReading bad : decoded.bad()) {
                parked.add(new Parked(properties, bad.body(), "reading " + bad.index() + ": " + bad.reason()));
            }
            boolean isAlone = decoded.inputs().size() == 1 && parked.isEmpty();
            List<Input> good = new ArrayList<>(decoded.inputs().size());
            for (Input input : decoded.inputs()) {
                Optional<String> fault = faultOf(input, properties);
                if (fault.isEmpty()) {
                    good.add(input);
                } else if (isAlone) {
                    parked.add(new Parked(properties, delivery.body(), fault.get()));
                } else {
                    parked.add(single((Reading) input, properties, fault.get()));
                }
            }
            return new Inbound(good, parked, decoded.sender(), madeAt(properties, decoded));
        }

        /** Only a batch holds several inputs, and it holds nothing but readings. */
        private Parked single(Reading reading, BasicProperties ofBatch, String reason) {
            BasicProperties properties =
                    ofBatch.builder().contentType(alone.contentType()).build();
            return new Parked(properties, alone.encode(reading), reason);
        }

        private Optional<String> faultOf(Input input, BasicProperties properties) {
            if (topology.isPartitioned() && input instanceof Input.OfPatient ofPatient) {
                int own = topology.partitionOf(ofPatient.patientId());
                if (own != partition) {
                    return Optional.of("its patient is of partition " + own + ", not " + partition);
                }
            }
            if (input instanceof Reading
                    && properties.getTimestamp() != null
                    && input.timestamp()
                            .isAfter(properties.getTimestamp().toInstant().plus(MAX_AHEAD))) {
                return Optional.of(
                        "timestamp is more than " + MAX_AHEAD + " ahead of the message's: " + input.timestamp());
            }
            return Optional.empty();
        }

        private static Optional<Instant> madeAt(BasicProperties properties, MessageDecoder.Decoded decoded) {
            if (decoded.sender().isPresent() || decoded.inputs().isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    properties.getTimestamp() != null
                            ? properties.getTimestamp().toInstant()
                            : decoded.inputs().get(decoded.inputs().size() - 1).timestamp());
        }
    }
}
