package io.github.heartrate.amqp.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import io.github.heartrate.amqp.broker.BrokerUnreachableException;
import io.github.heartrate.amqp.topology.OnStart;
import io.github.heartrate.amqp.topology.Topology;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class TopologyGateTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Not the common pool: on two processors it has one thread. */
    private static final Executor THREADS = task -> new Thread(task).start();

    /** The thread that shuts may be the one that would bring the answer that the declaration waits for. */
    @Test
    void shuttingDoesNotWaitForADeclarationUnderWay() throws Exception {
        TopologyGate gate = new TopologyGate(Topology.partitioned(2), OnStart.DECLARE);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Connection slow = connection(() -> {
            asked.countDown();
            answer.await();
            throw new BrokerUnreachableException("no more");
        });
        CompletableFuture<Void> passing = CompletableFuture.runAsync(() -> gate.pass(slow), THREADS);
        asked.await();

        try {
            assertThat(CompletableFuture.runAsync(gate::shut, THREADS)).succeedsWithin(LIMIT);
        } finally {
            answer.countDown();
        }
        assertThat(passing).failsWithin(LIMIT);
    }

    private interface Answer {
        void await() throws Exception;
    }

    private static Connection connection(Answer answer) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    answer.await();
                    throw new AssertionError("answers nothing");
                });
    }
}
