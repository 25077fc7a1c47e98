package io.github.heartrate.amqp;

import java.time.Instant;

/** Is told when nobody seems to watch a partition: its alarms would not be raised. */
public interface PartitionListener {

    /**
     * A partition has not been heard of for 90 s. Told once, until it is heard of again.
     *
     * @param partition from 0
     * @param lastHeard when it was heard of last, or when listening began, by the receiver's clock
     */
    void onSilent(int partition, Instant lastHeard);

    /**
     * A partition that was silent is heard of again.
     *
     * @param partition from 0
     */
    void onHeardAgain(int partition);
}
