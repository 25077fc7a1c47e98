package io.github.heartrate.amqp.codec;

import static java.util.Objects.requireNonNull;

/**
 * A valid part of a message that says that there is no heart rate: a lead is off, the contact is lost, the value is absent.
 * It is acknowledged and counted, and never parked.
 *
 * @param index which part of the message it is, from 0
 * @param why for the operator; names the field, never the patient
 */
public record NoValue(int index, String why) {

    /** Checks that nothing is missing. */
    public NoValue {
        requireNonNull(why, "why");
    }
}
