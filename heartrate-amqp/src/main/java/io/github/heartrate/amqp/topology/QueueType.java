package io.github.heartrate.amqp.topology;

/** How RabbitMQ keeps the queues of a {@link Topology}. Other brokers have one kind of queue and ignore it. */
public enum QueueType {
    /** Replicated over the nodes of a cluster by consensus; survives the loss of a minority of them. The default. */
    QUORUM,
    /** On one node. Lighter, but its messages are out of reach while that node is down. */
    CLASSIC
}
