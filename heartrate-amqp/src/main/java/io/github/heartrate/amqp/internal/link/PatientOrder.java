package io.github.heartrate.amqp.internal.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which messages may be under way: one at a time for each patient, in the order in which they came. A message of several
 * patients waits for the one before it of each of them. Not thread-safe.
 *
 * @param <M> a message
 */
final class PatientOrder<M> {

    /** A message's place in the order. */
    static final class Place<M> {

        private final M message;
        private final Collection<String> patients;
        private final List<Place<M>> followers = new ArrayList<>(1);
        private int waitsFor;

        private Place(M message, Collection<String> patients) {
            this.message = message;
            this.patients = patients;
        }

        M message() {
            return message;
        }

        Collection<String> patients() {
            return patients;
        }

        /** The message that waits for this one, if that is one alone. */
        Optional<Place<M>> onlyFollower() {
            return followers.size() == 1 ? Optional.of(followers.get(0)) : Optional.empty();
        }

        /** Whether the message may be published: it waits for no other. */
        boolean isFirst() {
            return waitsFor == 0;
        }
    }

    private final Map<String, Place<M>> last = new HashMap<>();

    /** Adds a message at the end. It has no patient twice, and none at all if it waits for nothing. */
    Place<M> add(M message, Collection<String> patients) {
        Place<M> place = new Place<>(message, patients);
        for (String patient : patients) {
            Place<M> before = last.put(patient, place);
            if (before != null) {
                before.followers.add(place);
                place.waitsFor++;
            }
        }
        return place;
    }

    /** Removes a message that was settled; gives those that may be published now. */
    List<Place<M>> remove(Place<M> place) {
        for (String patient : place.patients) {
            last.remove(patient, place);
        }
        if (place.followers.isEmpty()) {
            return List.of();
        }
        List<Place<M>> freed = new ArrayList<>(place.followers.size());
        for (Place<M> follower : place.followers) {
            follower.waitsFor--;
            if (follower.isFirst()) {
                freed.add(follower);
            }
        }
        return freed;
    }
}
