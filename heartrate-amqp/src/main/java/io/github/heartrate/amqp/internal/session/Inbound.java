package io.github.heartrate.amqp.internal.session;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.github.heartrate.Input;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.codec.BadReading;
import io.github.heartrate.amqp.codec.ControlCodec;
import io.github.heartrate.amqp.codec.ControlMessage;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.codec.MessageCodec;
import io.github.heartrate.amqp.codec.NoValue;
import io.github.heartrate.amqp.codec.ReadingBatch;
import io.github.heartrate.amqp.internal.text.Json;
import io.github.heartrate.amqp.internal.text.PartsLimit;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a message of a queue of readings holds, once it is read: inputs to judge, and what is to be parked.
 *
 * @param inputs in order
 * @param parked the rest, each with its reason
 * @param noValue what says that there is no value: counted, neither judged nor parked
 * @param sender of a tick
 * @param madeAt when the message was made, or what it is about if it does not say so; empty for a tick
 */
public record Inbound(
        List<? extends Input> inputs,
        List<Parked> parked,
        List<NoValue> noValue,
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
    public record Parked(BasicProperties properties, byte[] body, String reason) {}

    /**
     * Reads the messages of one partition: the content type says whether one is a reading, a batch or a control message,
     * and one without it is read by the first codec. Pure: nothing but the message decides. Safe for use by several
     * threads.
     */
    public static final class Reader {

        /** A reading may be so far ahead of its message's timestamp; beyond, its clock is wrong. */
        private static final Duration MAX_AHEAD = Duration.ofMinutes(5);

        private static final int SHOWN_CHARACTERS = 40;

        /** Of an id; chosen here. A few of 1 MiB would be more than a partition's state may have, and end its sessions. */
        private static final int MAX_CHARACTERS = 1_024;

        private final MessageCodec first;
        private final Map<String, MessageCodec> codecs = new HashMap<>();
        private final ControlCodec controls = new ControlCodec();
        private final JsonReadingCodec alone = new JsonReadingCodec();
        private final Topology topology;
        private final int partition;
        private final String queue;

        /** The first codec for a content type is used. */
        public Reader(List<? extends MessageCodec> codecs, Topology topology, int partition) {
            this.first = codecs.get(0);
            codecs.forEach(codec -> this.codecs.putIfAbsent(codec.contentType(), codec));
            codecs.forEach(codec -> codec.otherContentTypes().forEach(type -> this.codecs.putIfAbsent(type, codec)));
            this.topology = topology;
            this.partition = partition;
            this.queue = topology.readingQueues().get(partition);
        }

        /** Reads a message. One that is malformed as a whole is parked as a whole, also if a codec fails in any other way. */
        public Inbound read(Delivery delivery) {
            String contentType = delivery.properties().getContentType();
            try {
                if (isControl(contentType)) {
                    ControlMessage message = controls.decode(delivery.body());
                    return single(delivery, message.input(), message.sender());
                }
                return batch(delivery, decode(delivery));
            } catch (UndecodableMessageException e) {
                return new Inbound(
                        List.of(),
                        List.of(whole(delivery, String.valueOf(e.getMessage()))),
                        List.of(),
                        Optional.empty(),
                        Optional.empty());
            }
        }

        private static boolean isControl(@Nullable String contentType) {
            return ControlCodec.CONTENT_TYPE.equals(contentType)
                    || (contentType != null && Delivery.mediaType(contentType).equals(ControlCodec.CONTENT_TYPE));
        }

        private ReadingBatch decode(Delivery delivery) {
            MessageCodec codec = codecOf(delivery.properties().getContentType());
            Json.requireSize(delivery.body());
            try {
                return codec.decode(delivery.from(queue));
            } catch (UndecodableMessageException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new UndecodableMessageException(
                        "the codec " + codec.getClass().getName() + " failed", e);
            }
        }

        private MessageCodec codecOf(@Nullable String contentType) {
            if (contentType == null) {
                return first;
            }
            MessageCodec exact = codecs.get(contentType);
            MessageCodec codec = exact != null ? exact : codecs.get(Delivery.mediaType(contentType));
            if (codec == null) {
                throw new UndecodableMessageException("content_type is unknown: " + shown(contentType));
            }
            return codec;
        }

        private static String shown(String text) {
            String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
            return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "...";
        }

        private Inbound single(Delivery delivery, Input input, Optional<ControlMessage.Sender> sender) {
            Optional<Instant> madeAt =
                    sender.isPresent() ? Optional.empty() : Optional.of(madeAt(delivery.properties(), input));
            return faultOf(input, delivery.properties())
                    .map(fault -> new Inbound(List.of(), List.of(whole(delivery, fault)), List.of(), sender, madeAt))
                    .orElseGet(() -> new Inbound(List.of(input), List.of(), List.of(), sender, madeAt));
        }

        private Inbound batch(Delivery delivery, ReadingBatch batch) {
            List<Reading> readings = batch.readings();
            if (readings.size() == 1 && batch.bad().isEmpty() && batch.noValue().isEmpty()) {
                return single(delivery, readings.get(0), Optional.empty());
            }
            BasicProperties properties = delivery.properties();
            List<Parked> parked = new ArrayList<>(batch.bad().size());
            for (BadReading bad : batch.bad()) {
                parked.add(new Parked(properties, bad.body(), "reading " + bad.index() + ": " + bad.reason()));
            }
            List<Reading> good = new ArrayList<>(readings.size());
            PartsLimit badParts = new PartsLimit();
            for (Reading reading : readings) {
                Optional<String> fault = faultOf(reading, properties);
                if (fault.isEmpty()) {
                    good.add(reading);
                } else {
                    Parked alone = alone(reading, properties, fault.get());
                    badParts.add(alone.body().length);
                    parked.add(alone);
                }
            }
            Optional<Instant> madeAt = readings.isEmpty()
                    ? Optional.empty()
                    : Optional.of(madeAt(properties, readings.get(readings.size() - 1)));
            return new Inbound(good, parked, batch.noValue(), Optional.empty(), madeAt);
        }

        private static Parked whole(Delivery delivery, String reason) {
            return new Parked(delivery.properties(), delivery.body(), reason);
        }

        private Parked alone(Reading reading, BasicProperties ofBatch, String reason) {
            BasicProperties properties =
                    ofBatch.builder().contentType(alone.contentType()).build();
            return new Parked(properties, alone.encode(reading), reason);
        }

        private Optional<String> faultOf(Input input, BasicProperties properties) {
            Optional<String> tooLong = tooLong(input);
            if (tooLong.isPresent()) {
                return tooLong;
            }
            if (topology.isPartitioned() && input instanceof Input.OfPatient ofPatient) {
                int own = topology.partitionOf(ofPatient.patientId());
                if (own != partition) {
                    return Optional.of("its patient is of partition " + own + ", not " + partition);
                }
            }
            Optional<Instant> published = Delivery.timestamp(properties);
            if (input instanceof Reading
                    && published.isPresent()
                    && input.timestamp().isAfter(published.get().plus(MAX_AHEAD))) {
                return Optional.of(
                        "timestamp is more than " + MAX_AHEAD + " ahead of the message's: " + input.timestamp());
            }
            return Optional.empty();
        }

        /** Whether the state could not keep what it keeps of an input. */
        private static Optional<String> tooLong(Input input) {
            Optional<String> patient =
                    input instanceof Input.OfPatient of ? tooLong("patient_id", of.patientId()) : Optional.empty();
            if (patient.isEmpty() && input instanceof Input.Acknowledge acknowledgement) {
                return tooLong("episode_id", acknowledgement.episodeId())
                        .or(() -> tooLong("event_id", acknowledgement.eventId()));
            }
            return patient;
        }

        private static Optional<String> tooLong(String name, String id) {
            return id.length() <= MAX_CHARACTERS
                    ? Optional.empty()
                    : Optional.of(name + " must have at most " + MAX_CHARACTERS + " characters: " + id.length());
        }

        private static Instant madeAt(BasicProperties properties, Input last) {
            return Delivery.timestamp(properties).orElse(last.timestamp());
        }
    }
}
