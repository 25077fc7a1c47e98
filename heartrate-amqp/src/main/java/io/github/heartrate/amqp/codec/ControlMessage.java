package io.github.heartrate.amqp.codec;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.Input;
import io.github.heartrate.Reading;
import java.util.Optional;

/**
 * An input that is not a reading, as it travels.
 *
 * @param input what the monitor is to be told
 * @param sender the instance that sent it; present exactly for a tick
 */
public record ControlMessage(Input input, Optional<Sender> sender) {

    /**
     * The instance that sent a tick.
     *
     * @param instance its id; not blank
     * @param epoch the highest epoch of the partition that it knows; at least 0
     */
    public record Sender(String instance, long epoch) {

        /** Checks the bounds. */
        public Sender {
            if (instance.isBlank()) {
                throw new IllegalArgumentException("instance must not be blank");
            }
            if (epoch < 0) {
                throw new IllegalArgumentException("epoch must be at least 0: " + epoch);
            }
        }
    }

    /** Checks that it is no reading, and that a tick has its sender. */
    public ControlMessage {
        requireNonNull(input, "input");
        if (input instanceof Reading) {
            throw new IllegalArgumentException("a reading is no control message");
        }
        if (sender.isPresent() != input instanceof Input.Tick) {
            throw new IllegalArgumentException("a tick has a sender, and nothing else has one");
        }
    }

    /**
     * A message that is no tick.
     *
     * @param input what the monitor is to be told
     * @return the message
     * @throws IllegalArgumentException if it is a reading or a tick
     */
    public static ControlMessage of(Input input) {
        return new ControlMessage(input, Optional.empty());
    }

    /**
     * A tick.
     *
     * @param tick the time
     * @param instance the sender's id; not blank
     * @param epoch the highest epoch of the partition that the sender knows; at least 0
     * @return the message
     * @throws IllegalArgumentException if a value is out of its bounds
     */
    public static ControlMessage tick(Input.Tick tick, String instance, long epoch) {
        return new ControlMessage(tick, Optional.of(new Sender(instance, epoch)));
    }
}
