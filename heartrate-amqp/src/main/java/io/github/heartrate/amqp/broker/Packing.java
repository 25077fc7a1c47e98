package io.github.heartrate.amqp.broker;

/** Whether a publisher puts several readings into one message. */
public enum Packing {
    /**
     * Readings that wait for the same partition go together. A reading that need not wait goes at once and alone, so that
     * nothing is held back for company.
     */
    WHAT_WAITS,
    /** Each reading is a message of its own, for receivers that know no batches. */
    NEVER
}
