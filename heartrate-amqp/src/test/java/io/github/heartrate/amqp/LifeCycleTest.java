package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublisherState;
import io.github.heartrate.amqp.topology.Topology;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything that connects: {@code build()} makes, {@code start()} starts, {@code close()} ends. */
class LifeCycleTest {

    private static final Broker NOBODY = Broker.of(URI.create("amqp://127.0.0.1:1"));
    private static final Reading READING = new Reading("a", Instant.parse("2026-01-01T00:00:00Z"), 72);

    private static ReadingPublisher publisher() {
        return ReadingPublisher.builder(NOBODY, Topology.partitioned(1))
                .closeLimit(Duration.ZERO)
                .build();
    }

    private static AlertConsumer consumer() {
        return AlertConsumer.builder(NOBODY, alert -> {}).build();
    }

    @Test
    void publisherTakesNothingBeforeItIsStarted() {
        try (ReadingPublisher publisher = publisher()) {
            assertThat(publisher.state()).isEqualTo(PublisherState.NEW);
            assertThatThrownBy(() -> publisher.publish(READING))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the publisher is not started");
            assertThatThrownBy(() -> publisher.publishBatch(List.of(READING)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void publisherIsStartedOnceAndNotAfterItsClose() {
        try (ReadingPublisher publisher = publisher()) {
            publisher.start();
            assertThat(publisher.state()).isEqualTo(PublisherState.CONNECTING);
            assertThatThrownBy(publisher::start).hasMessage("a publisher is started once");
        }
        ReadingPublisher closed = publisher();
        closed.close();
        assertThat(closed.state()).isEqualTo(PublisherState.CLOSED);
        assertThatThrownBy(closed::start).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.publish(READING)).hasMessage("the publisher is closed");
    }

    @Test
    void consumerIsStartedOnceAndNotAfterItsClose() {
        try (AlertConsumer consumer = consumer()) {
            consumer.start();
            assertThatThrownBy(consumer::start).hasMessage("a consumer is started once");
        }
        AlertConsumer closed = consumer();
        closed.close();
        assertThatThrownBy(closed::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatWasNeverStartedHasNoThreadAndIsClosedTwiceWithoutError() {
        ReadingPublisher publisher = publisher();
        AlertConsumer consumer = consumer();

        publisher.close();
        publisher.close();
        consumer.close();
        consumer.close();

        assertThat(consumer.failure()).isEmpty();
        assertThat(publisher.unsettled()).isZero();
    }

    @Test
    void publisherOfAnInstanceIsStarted() {
        try (HeartRateAmqp instance = HeartRateAmqp.builder().broker(NOBODY).build()) {
            assertThat(instance.publisher().state()).isEqualTo(PublisherState.CONNECTING);
        }
    }
}
