package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.amqp.PublishQueue.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PublishQueueTest {

    private static Message of(String patient) {
        return new Message(
                List.of(patient),
                new Outbound("", "q", "t", "id", Instant.EPOCH, Optional.empty(), Map.of(), new byte[0]));
    }

    private static Message added(PublishQueue queue, Message message) {
        assertThat(queue.add(message)).isSameAs(message.result());
        return message;
    }

    private static List<Message> take(PublishQueue queue) throws InterruptedException {
        return queue.take(() -> false);
    }

    @Test
    void messageOfAPatientComesOutOnceTheOneBeforeHasItsResult() throws Exception {
        PublishQueue queue = new PublishQueue(10, Backpressure.BLOCK);
        Message first = of("a");
        Message second = of("a");
        Message other = of("b");
        added(queue, first);
        added(queue, second);
        added(queue, other);

        assertThat(take(queue)).containsExactly(first, other);
        queue.settle(List.of(first), PublishResult.NACKED);

        assertThat(first.result()).isCompletedWithValue(PublishResult.NACKED);
        assertThat(take(queue)).containsExactly(second);
        assertThat(queue.unsettled()).isEqualTo(2);
    }

    @Test
    void whatIsRepeatedComesOutBeforeWhatIsNewAndInItsOldOrder() throws Exception {
        PublishQueue queue = new PublishQueue(10, Backpressure.BLOCK);
        Message a = of("a");
        Message b = of("b");
        added(queue, a);
        added(queue, b);
        take(queue);
        Message newer = of("c");
        added(queue, newer);

        queue.repeat(List.of(a, b));

        assertThat(take(queue)).containsExactly(a, b, newer);
    }

    @Test
    void fullQueueRefusesAtOnceIfItIsToldToFail() {
        PublishQueue queue = new PublishQueue(1, Backpressure.FAIL);
        added(queue, of("a"));

        CompletableFuture<PublishResult> refused = queue.add(of("b"));

        assertThatThrownBy(refused::join)
                .hasCauseInstanceOf(AmqpException.class)
                .hasMessageContaining("not published: 1 messages have no result yet");
        assertThat(queue.unsettled()).isEqualTo(1);
    }

    @Test
    void fullQueueHoldsUpTheCallerUntilThereIsRoom() {
        PublishQueue queue = new PublishQueue(1, Backpressure.BLOCK);
        Message first = of("a");
        added(queue, first);
        CompletableFuture<?> second = CompletableFuture.runAsync(() -> added(queue, of("b")));
        assertThat(second).isNotDone();

        queue.settle(List.of(first), PublishResult.CONFIRMED);

        await().until(second::isDone);
        assertThat(queue.unsettled()).isEqualTo(1);
    }

    @Test
    void callerInsideAResultIsRefusedSinceItWouldWaitForItself() {
        PublishQueue queue = new PublishQueue(1, Backpressure.BLOCK);
        Message first = of("a");
        AtomicReference<CompletableFuture<PublishResult>> inner = new AtomicReference<>();
        CompletableFuture<?> dependent = added(queue, first).result().thenAccept(result -> {
            added(queue, of("b"));
            inner.set(queue.add(of("c")));
        });

        queue.settle(List.of(first), PublishResult.CONFIRMED);

        assertThat(dependent).isCompleted();
        assertThat(inner.get()).isCompletedExceptionally();
    }

    @Test
    void closedQueueTakesNothingAndFreesWhoWaits() {
        PublishQueue queue = new PublishQueue(1, Backpressure.BLOCK);
        added(queue, of("a"));
        CompletableFuture<?> waiting = CompletableFuture.runAsync(() -> added(queue, of("b")));

        queue.close();

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> queue.add(of("c"))).hasMessage("the publisher is closed");
    }

    @Test
    void abandonedMessagesAllHaveTheirResultAlsoThoseThatWaited() throws Exception {
        PublishQueue queue = new PublishQueue(10, Backpressure.BLOCK);
        List<Message> messages = List.of(of("a"), of("a"), of("a"), of("b"));
        messages.forEach(message -> added(queue, message));
        queue.repeat(take(queue));

        queue.close();
        queue.abandon("closed");

        assertThat(messages).allSatisfy(message -> assertThat(message.result()).isCompletedExceptionally());
        assertThat(queue.unsettled()).isZero();
        assertThat(queue.awaitSettled(Duration.ZERO)).isTrue();
    }

    @Test
    void blockedQueueGivesNothingUntilItIsUnblocked() throws Exception {
        PublishQueue queue = new PublishQueue(10, Backpressure.BLOCK);
        queue.block(true);
        Message message = of("a");
        added(queue, message);
        CompletableFuture<List<Message>> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return take(queue);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(taken).isNotDone();

        queue.block(false);

        assertThat(taken.get()).containsExactly(message);
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
