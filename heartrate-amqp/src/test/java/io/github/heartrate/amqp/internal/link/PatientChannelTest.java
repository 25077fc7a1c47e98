package io.github.heartrate.amqp.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.PublishResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatientChannelTest {

    private final ScriptedChannel broker = new ScriptedChannel();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private PatientChannel<Integer> channel;

    @BeforeEach
    void open() throws IOException {
        channel = new PatientChannel<>(broker.connection(), "test", new PatientChannel.Fate<>() {
            @Override
            public void settled(Integer message, PublishResult result) {
                told.add(message + " " + result);
            }

            @Override
            public void lost(Integer message, AmqpException cause) {
                told.add(message + " lost");
            }

            @Override
            public void drained() {
                told.add("drained");
            }
        });
    }

    /** A message is known by its length. */
    private void publish(int message, String... patients) {
        channel.publish(
                message,
                List.of(patients),
                new Outbound("", "q", "t", "id", Instant.EPOCH, Optional.empty(), Map.of(), new byte[message]));
    }

    @Test
    void secondMessageOfAPatientIsSentAfterTheFirstIsConfirmed() throws Exception {
        publish(1, "a");
        publish(2, "a");
        publish(3, "b");
        assertThat(broker.published).containsExactly(1, 3);

        broker.ack(1);

        await().until(() -> broker.published.equals(List.of(1, 3, 2)));
        assertThat(told).containsExactly("1 CONFIRMED");
    }

    @Test
    void channelIsDrainedOnceTheLastMessageIsConfirmedAlsoOneThatWaited() throws Exception {
        assertThat(channel.isDrained()).isTrue();
        publish(1, "a");
        publish(2, "a");
        broker.ack(1);
        await().until(() -> broker.published.size() == 2);
        assertThat(channel.isDrained()).isFalse();
        assertThat(told).doesNotContain("drained");

        broker.ack(2);

        assertThat(told).containsExactly("1 CONFIRMED", "2 CONFIRMED", "drained");
        assertThat(channel.isDrained()).isTrue();
    }

    @Test
    void refusedMessageFailsThoseBehindItAndLaterOnesOfItsPatientOnly() throws Exception {
        publish(1, "a");
        publish(2, "a");
        publish(3, "a");

        broker.nack(1);
        publish(4, "a");
        publish(5, "b");

        assertThat(told).containsExactly("1 NACKED", "2 lost", "3 lost", "4 lost");
        assertThat(broker.published).containsExactly(1, 5);
    }

    @Test
    void messageOfSeveralPatientsFailsIfAnEarlierOneOfAnyOfThemWasRefused() throws Exception {
        publish(1, "a");
        publish(2, "b");
        publish(3, "a", "b");

        broker.nack(1);
        broker.ack(2);

        assertThat(told).containsExactly("1 NACKED", "2 CONFIRMED", "3 lost");
        assertThat(broker.published).containsExactly(1, 2);
    }

    @Test
    void eachMessageIsSentOnceAndInOrderWhileConfirmsComeOnAnotherThread() {
        int messages = 2_000;
        CompletableFuture<Void> confirming = CompletableFuture.runAsync(() -> {
            for (int tag = 1; tag <= messages; tag++) {
                while (broker.published.size() < tag) {
                    Thread.onSpinWait();
                }
                try {
                    broker.ack(tag);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });

        for (int message = 0; message < messages; message++) {
            publish(message, "a");
        }

        assertThat(confirming).succeedsWithin(Duration.ofSeconds(20));
        assertThat(broker.published)
                .isEqualTo(IntStream.range(0, messages).boxed().toList());
        assertThat(channel.isDrained()).isTrue();
    }

    @Test
    void channelIsNeverDrainedAfterARefusal() throws Exception {
        publish(1, "a");
        publish(2, "b");
        broker.nack(1);
        broker.ack(2);

        assertThat(told).containsExactly("1 NACKED", "2 CONFIRMED");
        assertThat(channel.isDrained()).isFalse();
    }

    @Test
    void channelIsNeverDrainedAfterALoss() {
        publish(1, "a");
        publish(2, "a");
        broker.breakOff();
        publish(3, "b");

        assertThat(told).containsExactlyInAnyOrder("1 lost", "2 lost", "3 lost");
        assertThat(channel.isDrained()).isFalse();
    }

    @Test
    void channelThatBreaksWithNothingUnderWayIsDrainedStill() throws Exception {
        publish(1, "a");
        broker.ack(1);
        broker.breakOff();

        assertThat(channel.isDrained()).isTrue();
    }
}
