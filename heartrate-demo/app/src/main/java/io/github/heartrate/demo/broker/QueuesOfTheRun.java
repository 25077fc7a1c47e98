package io.github.heartrate.demo.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import io.github.heartrate.amqp.topology.Topology;
import io.github.heartrate.demo.terminal.UserErrorException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/**
 * The queues that a replay wants for itself: what somebody else left in them is theirs, and another consumer would take
 * the replay's readings.
 */
final class QueuesOfTheRun {

    private static final int ANSWER_SECONDS = 5;
    private static final long RETRY_MILLIS = 100;
    private static final String TICK = "tick-";
    private static final String SYSTEM = "application/vnd.heartrate.system+json";

    private QueuesOfTheRun() {}

    /**
     * A queue that does not exist yet is consumed by nobody. A broker may still count the consumers of a program that has
     * just ended, so that they are given time to go.
     */
    static void requireNotConsumed(Connection connection, List<String> queues)
            throws IOException, TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        for (String queue : queues) {
            Channel channel = open(connection);
            try {
                while (channel.queueDeclarePassive(queue).getConsumerCount() > 0) {
                    if (System.nanoTime() > deadline) {
                        throw new UserErrorException("queue " + queue + " is consumed by somebody else, perhaps by "
                                + "monitor; end that, or use another --name");
                    }
                    TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
                }
                channel.close();
            } catch (IOException e) {
                if (channel.isOpen() || !connection.isOpen()) {
                    throw e;
                }
            }
        }
    }

    static void requireUnused(Connection connection, Topology topology)
            throws IOException, TimeoutException, InterruptedException {
        requireNotConsumed(connection, topology.readingQueues());
        for (String queue : topology.readingQueues()) {
            requireEmpty(connection, queue);
        }
        requireEmpty(connection, topology.alertsQueue());
    }

    static Channel open(Connection connection) throws IOException {
        return connection.openChannel().orElseThrow(() -> new UserErrorException("the connection has no free channel"));
    }

    /** How many messages a queue holds but those that are of no use to anybody; they stay where they are. */
    static long countUseful(Connection connection, String queue)
            throws IOException, TimeoutException, InterruptedException {
        try (Channel channel = open(connection)) {
            long left = channel.messageCount(queue);
            if (left == 0) {
                return 0;
            }
            CountDownLatch all = new CountDownLatch(Math.toIntExact(left));
            LongAdder useful = new LongAdder();
            channel.basicConsume(
                    queue,
                    false,
                    (tag, delivery) -> {
                        useful.add(isOfNoUse(delivery.getProperties()) ? 0 : 1);
                        all.countDown();
                    },
                    tag -> {});
            while (all.getCount() > 0) {
                long before = all.getCount();
                boolean isDone = all.await(ANSWER_SECONDS, TimeUnit.SECONDS);
                if (!isDone && all.getCount() == before) {
                    return useful.sum() + before;
                }
            }
            return useful.sum();
        }
    }

    /**
     * What an instance left of ticks and signs of life is of no use to anybody. Anything else goes back by closing the
     * channel, which keeps the order of the queue. A queue with a single active consumer can't be read with get.
     */
    private static void requireEmpty(Connection connection, String queue)
            throws IOException, TimeoutException, InterruptedException {
        try (Channel channel = open(connection)) {
            long left = channel.messageCount(queue);
            if (left == 0) {
                return;
            }
            BlockingQueue<Delivery> delivered = new LinkedBlockingQueue<>();
            channel.basicQos(1);
            channel.basicConsume(queue, false, (tag, delivery) -> delivered.add(delivery), tag -> {});
            for (; left > 0; left--) {
                Delivery delivery = delivered.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
                if (delivery == null || !isOfNoUse(delivery.getProperties())) {
                    throw new UserErrorException("queue " + queue + " must be empty but holds " + left
                            + " messages; purge it if they are left from an interrupted run, or use another --name");
                }
                channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
            }
        }
    }

    private static boolean isOfNoUse(BasicProperties properties) {
        String id = properties.getMessageId();
        return SYSTEM.equals(properties.getContentType()) || (id != null && id.startsWith(TICK));
    }
}
