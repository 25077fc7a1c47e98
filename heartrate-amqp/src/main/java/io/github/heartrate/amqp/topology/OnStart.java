package io.github.heartrate.amqp.topology;

/** What an instance does with the topology when it starts. */
public enum OnStart {
    /** It creates what is missing. */
    DECLARE,
    /** It creates nothing, and does not consume as long as anything differs. */
    VERIFY
}
