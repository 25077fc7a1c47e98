package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.ConnectionFactory;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.broker.PublisherState;
import io.github.heartrate.amqp.internal.link.LogCapture;
import io.github.heartrate.amqp.observe.AmqpMetrics;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A thread of ours that ends by a throwable, of whatever kind, is missed: health, metrics, results and log say so. */
class ThreadDeathTest {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Reading READING = new Reading("Patient_1", Instant.parse("2026-01-01T00:00:00Z"), 72);

    private final List<String> dead = new CopyOnWriteArrayList<>();
    private final AmqpMetrics metrics = new AmqpMetrics() {
        @Override
        public void threadDied(String thread) {
            dead.add(thread);
        }
    };

    private static Stream<Throwable> throwables() {
        return Stream.of(
                new NoClassDefFoundError("com/example/Missing"),
                new OutOfMemoryError("Java heap space"),
                new StackOverflowError());
    }

    /** Sockets of which the first are refused by nobody listening, and the next is a class path's or a heap's fault. */
    private static final class FailingSockets extends SocketFactory {

        private final AtomicInteger refused;
        private final Throwable failure;

        FailingSockets(int refused, Throwable failure) {
            this.refused = new AtomicInteger(refused);
            this.failure = failure;
        }

        @Override
        public Socket createSocket() throws IOException {
            if (refused.getAndDecrement() > 0) {
                throw new ConnectException("refused");
            }
            throw sneaky(failure);
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
            throw (T) failure;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return createSocket();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return createSocket();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket();
        }
    }

    private static Broker broker(int refused, Throwable failure) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setSocketFactory(new FailingSockets(refused, failure));
        return Broker.of(factory);
    }

    /** A clock that can't be read by one thread. */
    private static final class FailingClock extends Clock {

        private final String thread;
        private final Error failure;

        FailingClock(String thread, Error failure) {
            this.thread = thread;
            this.failure = failure;
        }

        @Override
        public Instant instant() {
            if (Thread.currentThread().getName().equals(thread)) {
                throw failure;
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static boolean runs(String threadPrefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith(threadPrefix));
    }

    private void assertDown(HeartRateAmqp instance, String thread, Throwable cause) {
        await().atMost(BOUND)
                .until(() -> instance.health().partitions().stream()
                        .allMatch(health -> health.status() == Status.DOWN
                                && health.reason().equals(dead(thread, cause))));
        assertThat(dead).containsExactly(thread);
    }

    private static java.util.Optional<String> dead(String thread, Throwable cause) {
        return java.util.Optional.of("the thread \"" + thread + "\" has died: " + cause);
    }

    @Test
    void instanceWithoutTicksIsDownAndItsOtherThreadsEnd() {
        Error cause = new NoClassDefFoundError("com/example/Missing");
        try (LogCapture log = LogCapture.ofEverything();
                HeartRateAmqp instance = HeartRateAmqp.builder()
                        .uri("amqp://127.0.0.1:1")
                        .instanceName("tickless")
                        .metrics(metrics)
                        .clock(new FailingClock("heartrate-tickless-ticks", cause))
                        .build()) {
            instance.start();

            assertDown(instance, "heartrate-tickless-ticks", cause);
            await().atMost(BOUND).until(() -> !runs("heartrate-tickless-"));
            assertThat(log.warnings())
                    .containsOnlyOnce(dead("heartrate-tickless-ticks", cause).orElseThrow());
        }
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void instanceWithADeadPartitionIsDownOnAllOfThem(Throwable cause) {
        try (HeartRateAmqp instance = HeartRateAmqp.builder()
                .broker(broker(1, cause))
                .instanceName("half")
                .partitions(1)
                .metrics(metrics)
                .build()) {
            instance.start();

            assertDown(instance, "heartrate-half-0", cause);
            await().atMost(BOUND).until(() -> !runs("heartrate-half-"));
        }
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void instanceWithADeadPublisherIsDown(Throwable cause) {
        try (HeartRateAmqp instance = HeartRateAmqp.builder()
                .broker(broker(0, cause))
                .instanceName("mute")
                .metrics(metrics)
                .build()) {
            CompletableFuture<PublishResult> result = instance.publisher().publish(READING);

            assertDown(instance, "heartrate publisher mute", cause);
            assertThatThrownBy(result::join).hasCauseInstanceOf(AmqpException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void resultsOfADeadPublisherAreExceptionalBeforeAndAfterItsDeath(Throwable cause) {
        try (ReadingPublisher publisher = ReadingPublisher.builder(broker(1, cause), Topology.partitioned(1))
                .name("dead")
                .build()) {
            publisher.start();
            CompletableFuture<PublishResult> before = publisher.publish(READING);
            await().atMost(BOUND).until(() -> publisher.state() == PublisherState.DOWN);

            for (CompletableFuture<PublishResult> result : List.of(before, publisher.publish(READING))) {
                assertThatThrownBy(result::join)
                        .hasRootCause(cause)
                        .cause()
                        .isInstanceOf(AmqpException.class)
                        .hasMessage("not published: "
                                + dead("heartrate publisher dead", cause).orElseThrow());
            }
            publisher.flush();
            assertThat(publisher.unsettled()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void deadConsumerSaysSo(Throwable cause) {
        try (LogCapture log = LogCapture.ofEverything();
                AlertConsumer consumer = AlertConsumer.builder(broker(1, cause), alert -> {})
                        .name("deaf")
                        .build()) {
            consumer.start();
            await().atMost(BOUND).until(() -> consumer.failure().equals(dead("heartrate alerts deaf", cause)));
            String reason = consumer.failure().orElseThrow();
            await().atMost(BOUND).untilAsserted(() -> assertThat(log.warnings()).containsOnlyOnce(reason));
        }
    }

    @Test
    void threadThatSomebodyElseInterruptsHasDied() {
        try (ReadingPublisher publisher = ReadingPublisher.builder(
                        broker(Integer.MAX_VALUE, new AssertionError()), Topology.partitioned(1))
                .name("poked")
                .build()) {
            publisher.start();
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("heartrate publisher poked"))
                    .forEach(Thread::interrupt);

            await().atMost(BOUND).until(() -> publisher.state() == PublisherState.DOWN);
        }
    }

    @Test
    void whatIsClosedHasNotFailed() {
        Broker nobody = broker(Integer.MAX_VALUE, new AssertionError());
        AlertConsumer consumer =
                AlertConsumer.builder(nobody, alert -> {}).name("closed").build();
        HeartRateAmqp instance =
                HeartRateAmqp.builder().broker(nobody).metrics(metrics).build();
        instance.start();
        consumer.start();

        consumer.close();
        instance.close();

        assertThat(consumer.failure()).isEmpty();
        assertThat(dead).isEmpty();
    }
}
