package io.github.heartrate.amqp.internal.link;

import io.github.heartrate.amqp.internal.link.PatientOrder.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The readings of one partition that could go now, and how many messages of them are under way. As long as those are
 * few, a reading goes at once. Beyond, more messages would only queue at the broker: readings wait for the next confirm,
 * and then go together. The queue's lock guards it.
 */
final class Lane {

    /** At this many messages under way, readings wait; chosen here. */
    static final int MOST_UNDER_WAY = 32;

    /** The most readings in a message: a consumer holds up to 2,000 messages of a partition. */
    static final int MOST_READINGS = 250;

    /** The most bytes in a message of several readings, for the same reason. */
    static final int MOST_BYTES = 16 * 1024;

    /** A patient's number, the seconds and nanoseconds of a time, a rate. */
    private static final int MOST_BYTES_OF_A_READING = 25;

    /** Of the length of a patient's id. */
    private static final int MOST_BYTES_OF_A_LENGTH = 5;

    private static final Comparator<Place<Published>> BY_NUMBER =
            Comparator.comparingLong(place -> place.message().number());

    /** The first of each patient; those behind it are its followers. */
    private final Deque<Place<Published>> ready = new ArrayDeque<>();

    private int underWay;

    void add(Place<Published> first) {
        ready.addLast(first);
    }

    boolean hasReadings() {
        return !ready.isEmpty();
    }

    /** Whether a message of it may go. */
    boolean isDue() {
        return hasReadings() && underWay < MOST_UNDER_WAY;
    }

    /** Takes what fits into one message, at least one reading, in the order of publishing. */
    List<Place<Published>> take() {
        List<Place<Published>> taken = new ArrayList<>();
        int bytes = 0;
        while (hasReadings() && taken.size() < MOST_READINGS && bytes < MOST_BYTES) {
            Optional<Place<Published>> next = Optional.of(ready.removeFirst());
            while (next.isPresent() && (taken.isEmpty() || fits(next.get(), taken.size(), bytes))) {
                Place<Published> place = next.get();
                bytes += bytesOf(place);
                place.message().take();
                taken.add(place);
                next = place.onlyFollower()
                        .filter(follower -> follower.message().reading().isPresent());
            }
            if (next.isPresent() && next.get().isFirst()) {
                ready.addFirst(next.get());
                break;
            }
        }
        taken.sort(BY_NUMBER);
        underWay++;
        return taken;
    }

    private static boolean fits(Place<Published> place, int readings, int bytes) {
        return readings < MOST_READINGS && bytes + bytesOf(place) <= MOST_BYTES;
    }

    /** A patient's id is in a message once. */
    private static int bytesOf(Place<Published> place) {
        int id = place.isFirst()
                ? place.message().reading().map(SingleReading::idBytes).orElse(0) + MOST_BYTES_OF_A_LENGTH
                : 0;
        return id + MOST_BYTES_OF_A_READING;
    }

    /** A message of it has its result. */
    void settled() {
        underWay--;
    }
}
