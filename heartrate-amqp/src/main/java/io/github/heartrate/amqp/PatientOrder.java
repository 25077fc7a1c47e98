package io.github.heartrate.amqp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which messages may be under way: one at a time for each patient, in the order in which they came. A message of several
 * patients waits for the one before it of each of them. Not thread-safe.
 */
final class PatientOrder {

    /** A message's place in the order. */
    abstract static class Place {

        private final Collection<String> patients;
        private final List<Place> followers = new ArrayList<>(1);
        private int waitsFor;

        /** {@code patients} has no id twice; it is empty for a message that waits for nothing. */
        Place(Collection<String> patients) {
            this.patients = patients;
        }
    }

    private final Map<String, Place> last = new HashMap<>();

    /** Adds a message at the end; true if it may be published at once. */
    boolean add(Place place) {
        for (String patient : place.patients) {
            Place before = last.put(patient, place);
            if (before != null) {
                before.followers.add(place);
                place.waitsFor++;
            }
        }
        return place.waitsFor == 0;
    }

    /** Removes a message that was settled; gives those that may be published now. */
    List<Place> remove(Place place) {
        for (String patient : place.patients) {
            last.remove(patient, place);
        }
        if (place.followers.isEmpty()) {
            return List.of();
        }
        List<Place> freed = new ArrayList<>(place.followers.size());
        for (Place follower : place.followers) {
            follower.waitsFor--;
            if (follower.waitsFor == 0) {
                freed.add(follower);
            }
        }
        return freed;
    }
}
