package io.github.heartrate.amqp.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.Backpressure;
import io.github.heartrate.amqp.broker.PublishResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublishQueueTest {

    private static final Outbound CONTENT =
            new Outbound("", "q", "t", "id", Instant.EPOCH, Optional.empty(), Map.of(), new byte[0]);

    private static PublishQueue queue(int capacity, Backpressure backpressure) {
        return new PublishQueue(capacity, backpressure, readings -> CONTENT);
    }

    private static CompletableFuture<PublishResult> add(PublishQueue queue, String patient) {
        return queue.add(List.of(patient), CONTENT);
    }

    private static List<Message> take(PublishQueue queue) throws InterruptedException {
        return queue.take(() -> false, Duration.ofSeconds(10));
    }

    private static List<CompletableFuture<PublishResult>> results(List<Message> messages) {
        return messages.stream()
                .flatMap(message -> message.places().stream())
                .map(place -> place.message().result())
                .toList();
    }

    @Test
    void messageOfAPatientComesOutOnceTheOneBeforeHasItsResult() throws Exception {
        PublishQueue queue = queue(10, Backpressure.BLOCK);
        CompletableFuture<PublishResult> first = add(queue, "a");
        CompletableFuture<PublishResult> second = add(queue, "a");
        CompletableFuture<PublishResult> other = add(queue, "b");

        List<Message> taken = take(queue);
        assertThat(results(taken)).containsExactly(first, other);
        queue.settle(taken.subList(0, 1), PublishResult.NACKED);

        assertThat(first).isCompletedWithValue(PublishResult.NACKED);
        assertThat(results(take(queue))).containsExactly(second);
        assertThat(queue.unsettled()).isEqualTo(2);
    }

    @Test
    void whatIsRepeatedComesOutBeforeWhatIsNewAndInItsOldOrder() throws Exception {
        PublishQueue queue = queue(10, Backpressure.BLOCK);
        CompletableFuture<PublishResult> a = add(queue, "a");
        CompletableFuture<PublishResult> b = add(queue, "b");
        List<Message> taken = take(queue);
        CompletableFuture<PublishResult> newer = add(queue, "c");

        queue.repeat(taken);

        assertThat(results(take(queue))).containsExactly(a, b, newer);
    }

    @Test
    void fullQueueRefusesAtOnceIfItIsToldToFail() {
        PublishQueue queue = queue(1, Backpressure.FAIL);
        assertThat(add(queue, "a")).isNotDone();

        CompletableFuture<PublishResult> refused = add(queue, "b");

        assertThatThrownBy(refused::join)
                .hasCauseInstanceOf(AmqpException.class)
                .hasMessageContaining("not published: 1 messages have no result yet");
        assertThat(queue.unsettled()).isEqualTo(1);
    }

    @Test
    void fullQueueHoldsUpTheCallerUntilThereIsRoom() throws Exception {
        PublishQueue queue = queue(1, Backpressure.BLOCK);
        assertThat(add(queue, "a")).isNotDone();
        CompletableFuture<?> second =
                CompletableFuture.runAsync(() -> assertThat(add(queue, "b")).isNotDone());
        assertThat(second).isNotDone();

        queue.settle(take(queue), PublishResult.CONFIRMED);

        await().until(second::isDone);
        assertThat(queue.unsettled()).isEqualTo(1);
    }

    @Test
    void callerInsideAResultIsRefusedSinceItWouldWaitForItself() throws Exception {
        PublishQueue queue = queue(1, Backpressure.BLOCK);
        AtomicReference<CompletableFuture<PublishResult>> inner = new AtomicReference<>();
        CompletableFuture<?> dependent = add(queue, "a").thenAccept(result -> {
            assertThat(add(queue, "b")).isNotDone();
            inner.set(add(queue, "c"));
        });

        queue.settle(take(queue), PublishResult.CONFIRMED);

        assertThat(dependent).isCompleted();
        assertThat(inner.get()).isCompletedExceptionally();
    }

    @Test
    void closedQueueTakesNothingAndFreesWhoWaits() {
        PublishQueue queue = queue(1, Backpressure.BLOCK);
        assertThat(add(queue, "a")).isNotDone();
        CompletableFuture<?> waiting =
                CompletableFuture.runAsync(() -> assertThat(add(queue, "b")).isNotDone());

        queue.close();

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> add(queue, "c")).hasMessage("the publisher is closed");
    }

    @Test
    void abandonedMessagesAllHaveTheirResultAlsoThoseThatWaited() throws Exception {
        PublishQueue queue = queue(10, Backpressure.BLOCK);
        List<CompletableFuture<PublishResult>> results = Stream.of("a", "a", "a", "b")
                .map(patient -> add(queue, patient))
                .toList();
        queue.repeat(take(queue));

        queue.close();
        queue.abandon("closed");

        assertThat(results).allSatisfy(result -> assertThat(result).isCompletedExceptionally());
        assertThat(queue.unsettled()).isZero();
        assertThat(queue.awaitSettled(Duration.ZERO)).isTrue();
    }

    @Test
    void blockedQueueGivesNothingUntilItIsUnblocked() throws Exception {
        PublishQueue queue = queue(10, Backpressure.BLOCK);
        queue.block(true);
        CompletableFuture<PublishResult> result = add(queue, "a");
        CompletableFuture<List<Message>> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return take(queue);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(taken).isNotDone();

        queue.block(false);

        assertThat(results(taken.get())).containsExactly(result);
    }

    @Test
    void idOrKeyThatAmqpCantCarryIsRefusedBeforeItIsCounted() {
        assertThatThrownBy(() -> new Outbound(
                        "", "\u00e4".repeat(128), "t", "id", Instant.EPOCH, Optional.empty(), Map.of(), new byte[0]))
                .hasMessage("routing key must have at most 255 bytes in UTF-8");
        assertThat(new Outbound("", "q", "t", "id", Instant.MAX, Optional.empty(), Map.of(), new byte[0])
                        .properties(1)
                        .getTimestamp())
                .isEqualTo(Date.from(Instant.parse("9999-12-31T23:59:59Z")));
    }
}
