package io.github.heartrate.demo.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.ReadingPublisher;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.BrokerProduct;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.topology.Topology;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.apache.qpid.server.plugin.ConfiguredObjectAttributeInjector;
import org.apache.qpid.server.plugin.ConfiguredObjectTypeFactory;
import org.junit.jupiter.api.Test;

/** What of the library differs on Qpid. */
class EmbeddedBrokerTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void brokerMayBeClosedTwice() {
        EmbeddedBroker qpid = EmbeddedBroker.start();
        qpid.close();

        assertThatNoException().isThrownBy(qpid::close);
    }

    @Test
    void topologyWithStateQueuesIsDeclaredAndHasNoMismatch() throws Exception {
        try (EmbeddedBroker qpid = EmbeddedBroker.start();
                Connection connection = Broker.of(URI.create(qpid.uri())).connect("test")) {
            Topology topology = Topology.partitioned(2);

            topology.declare(connection);
            topology.declare(connection);

            assertThat(BrokerProduct.of(connection)).isEqualTo(BrokerProduct.QPID);
            assertThat(topology.verify(connection)).isEmpty();
            try (Channel channel = connection.createChannel()) {
                String snapshot = HexFormat.of()
                        .formatHex(channel.basicGet("heartrate.state.1", true).getBody());
                // Version 1; after the checksum: partition 1 of 2, epoch 0, version 0, no session yet.
                assertThat(snapshot).startsWith("01");
                assertThat(snapshot.substring(10)).startsWith("00000001" + "00000002" + "00".repeat(8 + 8 + 4 + 1));
                assertThat(channel.basicGet("heartrate.state.1", true)).isNull();
            }
        }
    }

    @Test
    void everyTypeLeftOutIsOneThatQpidHas() {
        List<String> known = ServiceLoader.load(ConfiguredObjectTypeFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .map(type -> type.getCategoryClass().getSimpleName().toLowerCase(Locale.ROOT) + "." + type.getType())
                .toList();

        assertThat(known).containsAll(LeftOutTypes.NAMES);
        assertThat(ServiceLoader.load(ConfiguredObjectAttributeInjector.class))
                .map(plugin -> "configuredobjectattributeinjector." + plugin.getType())
                .contains(LeftOutTypes.PLUGIN);
    }

    @Test
    void brokerThatIsClosedWhileItStartsLeavesNothingBehind() {
        EmbeddedBroker broker = EmbeddedBroker.start();
        assertThat(broker.workFolder()).exists();

        broker.close();

        assertThat(broker.workFolder()).doesNotExist();
    }

    @Test
    void unroutableReadingIsReturnedAlthoughQpidNacksItFirst() throws Exception {
        try (EmbeddedBroker qpid = EmbeddedBroker.start()) {
            Broker broker = Broker.of(URI.create(qpid.uri()));
            Topology topology = Topology.partitioned(1).withoutStateQueues();
            try (Connection connection = broker.connect("test");
                    Channel channel = connection.createChannel();
                    ReadingPublisher publisher =
                            ReadingPublisher.builder(broker, topology).build()) {
                publisher.start();
                topology.declare(connection);
                channel.queueUnbind("heartrate.readings.0", "heartrate.readings", "0");
                CompletableFuture<PublishResult> unroutable = publisher.publish(new Reading("a", TIME, 72));
                assertThat(unroutable).succeedsWithin(LIMIT).isEqualTo(PublishResult.RETURNED);

                channel.queueBind("heartrate.readings.0", "heartrate.readings", "0");
                assertThat(publisher.publish(new Reading("a", TIME, 72)))
                        .succeedsWithin(LIMIT)
                        .isEqualTo(PublishResult.CONFIRMED);
            }
        }
    }
}
