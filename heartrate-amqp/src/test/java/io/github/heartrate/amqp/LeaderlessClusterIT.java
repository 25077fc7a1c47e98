package io.github.heartrate.amqp;

import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.testing.RabbitMq;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** As {@link LeaderlessQueueIT}, where the node of the only member is dead and the others know it. */
class LeaderlessClusterIT {

    private static final String READINGS = "heartrate.readings.0";
    private static final String STATE = "heartrate.state.0";

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.cluster();

    /** All queues are declared, in a virtual host named like this one, which is left with one member, on the last node. */
    private static void declareWithOneMember(String queue) throws Exception {
        String uri = rabbit.node(2).addVirtualHost(queue);
        try (Connection connection = rabbit.node(2).connectionFactory(uri).newConnection()) {
            TwoPartitions.TOPOLOGY.declare(connection);
        }
        for (int node = 0; node < 2; node++) {
            rabbit.node(2)
                    .eval("rabbit_quorum_queue:delete_member(<<\"" + queue + "\">>, <<\"" + queue + "\">>, '"
                            + rabbit.node(node).name() + "').");
        }
    }

    private static String uri(String virtualHost) {
        return rabbit.uri() + "/" + virtualHost;
    }

    private static AlertSink sink(String virtualHost) throws Exception {
        return new AlertSink(rabbit.node().connectionFactory(uri(virtualHost)));
    }

    @Test
    void otherPartitionsNoticeAtMostOnceThatTheNodeOfAQueueIsDead() throws Exception {
        declareWithOneMember(READINGS);
        try (TwoPartitions instance = new TwoPartitions(uri(READINGS));
                AlertSink sink = sink(READINGS)) {
            instance.awaitActive(0);
            instance.awaitActive(1);

            rabbit.node(2).kill();
            instance.awaitFailures(2);
            instance.awaitActive(1);
            instance.forgetWhatHappened();
            instance.awaitFailures(3);
            instance.assertPartition1Raises(sink);

            rabbit.node(2).start();
            instance.awaitActive(0);
            instance.assertPartition1NoticedNothing();
        }
    }

    /** The queue of readings has three members. */
    @Test
    void otherPartitionsNoticeAtMostOnceThatTheNodeOfAStateQueueIsDead() throws Exception {
        declareWithOneMember(STATE);
        rabbit.node(2).kill();
        try (TwoPartitions instance = new TwoPartitions(uri(STATE));
                AlertSink sink = sink(STATE)) {
            instance.awaitFailures(2);
            instance.awaitActive(1);
            instance.forgetWhatHappened();
            instance.awaitFailures(3);
            instance.assertPartition1Raises(sink);

            rabbit.node(2).start();
            instance.awaitActive(0);
            instance.assertPartition1NoticedNothing();
        }
    }
}
