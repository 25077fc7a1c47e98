package io.github.heartrate.amqp;

import io.github.heartrate.amqp.testing.RabbitMq;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A queue without a leader costs its own partition, and no other: RabbitMQ closes connections over such a queue. */
class LeaderlessQueueIT {

    private static final String READINGS = "heartrate.readings.0";

    /** Its snapshots are read by basic.get, which RabbitMQ answers like a subscription. */
    private static final String STATE = "heartrate.state.0";

    @RegisterExtension
    final RabbitMq rabbit = RabbitMq.dedicated();

    /** Of the only member of a queue; the name is RabbitMQ's own. */
    private void member(String queue, String action) {
        rabbit.node().eval("ra:" + action + "(quorum_queues, {'%2F_" + queue + "', node()}).");
    }

    @Test
    void otherPartitionsNoticeAtMostOnceThatAQueueLosesItsLeader() throws Exception {
        try (TwoPartitions instance = new TwoPartitions(rabbit.uri());
                AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
            instance.awaitActive(0);
            instance.awaitActive(1);

            member(READINGS, "stop_server");
            instance.awaitFailures(2);
            instance.awaitActive(1);
            instance.forgetWhatHappened();
            instance.awaitFailures(3);
            instance.assertPartition1Raises(sink);

            member(READINGS, "restart_server");
            instance.awaitActive(0);
            instance.assertPartition1NoticedNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {READINGS, STATE})
    void instanceThatStartsBesideAQueueWithoutALeaderWatchesTheOthers(String queue) throws Exception {
        try (TwoPartitions first = new TwoPartitions(rabbit.uri())) {
            first.awaitActive(0);
            first.awaitActive(1);
        }
        member(queue, "stop_server");
        try (TwoPartitions second = new TwoPartitions(rabbit.uri());
                AlertSink sink = new AlertSink(rabbit.connectionFactory())) {
            second.awaitFailures(2);
            second.awaitActive(1);
            second.forgetWhatHappened();
            second.awaitFailures(3);
            second.assertPartition1Raises(sink);

            member(queue, "restart_server");
            second.awaitActive(0);
            second.assertPartition1NoticedNothing();
        }
    }
}
