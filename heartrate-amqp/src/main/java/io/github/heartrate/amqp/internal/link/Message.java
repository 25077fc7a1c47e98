package io.github.heartrate.amqp.internal.link;

import io.github.heartrate.amqp.internal.link.PatientOrder.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A message on its way, and whose results depend on it. It is written when it is first sent; repeated, it is the same
 * message with the same id. Used by the one thread that sends.
 */
final class Message {

    private final List<Place<Published>> places;
    private final Optional<Lane> lane;
    private final Function<List<SingleReading>, Outbound> writer;
    private Optional<Outbound> content;

    private Message(
            List<Place<Published>> places,
            Optional<Lane> lane,
            Optional<Outbound> content,
            Function<List<SingleReading>, Outbound> writer) {
        this.places = places;
        this.lane = lane;
        this.content = content;
        this.writer = writer;
    }

    /** One that was written by the caller. */
    static Message whole(Place<Published> place) {
        return new Message(List.of(place), Optional.empty(), place.message().whole(), readings -> {
            throw new IllegalStateException("a whole message is written already");
        });
    }

    /** Readings of one partition, each patient's in order. */
    static Message packed(List<Place<Published>> places, Lane lane, Function<List<SingleReading>, Outbound> writer) {
        return new Message(places, Optional.of(lane), Optional.empty(), writer);
    }

    List<Place<Published>> places() {
        return places;
    }

    /** The lane that it came from. */
    Optional<Lane> lane() {
        return lane;
    }

    Outbound content() {
        Outbound written = content.orElseGet(() -> writer.apply(readings()));
        content = Optional.of(written);
        return written;
    }

    private List<SingleReading> readings() {
        return places.stream()
                .flatMap(place -> place.message().reading().stream())
                .toList();
    }
}
