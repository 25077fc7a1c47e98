package io.github.heartrate.amqp.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.ConnectionFactory;
import io.github.heartrate.amqp.AlertConsumer;
import io.github.heartrate.amqp.ReadingPublisher;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.topology.Topology;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;

class LinkTest {

    private final AtomicInteger attempts = new AtomicInteger();

    private Broker nobody() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setSocketFactory(new SocketFactory() {
            @Override
            public Socket createSocket() throws ConnectException {
                attempts.incrementAndGet();
                throw new ConnectException("refused");
            }

            @Override
            public Socket createSocket(String host, int port) throws ConnectException {
                return createSocket();
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws ConnectException {
                return createSocket();
            }

            @Override
            public Socket createSocket(InetAddress host, int port) throws ConnectException {
                return createSocket();
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
                    throws ConnectException {
                return createSocket();
            }
        });
        return Broker.of(factory);
    }

    @Test
    void sameFailureIsLoggedOnceHoweverOftenItComes() {
        try (LogCapture log = LogCapture.ofEverything();
                AlertConsumer consumer = AlertConsumer.builder(nobody(), alert -> {})
                        .name("link")
                        .build()) {
            consumer.start();

            await().until(() -> attempts.get() >= 3);
            assertThat(log.warnings())
                    .containsOnlyOnce("heartrate alerts link: no connection to localhost:5672: nothing listens there;"
                            + " trying again until there is a connection");
        }
    }

    @Test
    void closeWakesWhatWaitsForTheNextAttempt() {
        try (ReadingPublisher publisher = ReadingPublisher.builder(nobody(), Topology.partitioned(1))
                .name("woken")
                .build()) {
            publisher.start();
            await().until(() -> attempts.get() >= 1);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("heartrate publisher woken");
    }
}
