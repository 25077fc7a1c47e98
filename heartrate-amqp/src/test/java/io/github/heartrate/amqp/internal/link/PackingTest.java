package io.github.heartrate.amqp.internal.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Backpressure;
import io.github.heartrate.amqp.broker.PublishResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What goes into a message, and when it goes; the queue is asked what the thread that sends would take at this moment. */
class PackingTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PLENTY = 1_000_000;

    private final List<List<SingleReading>> written = new ArrayList<>();
    private final PublishQueue queue = new PublishQueue(PLENTY, Backpressure.FAIL, this::write);

    private Outbound write(List<SingleReading> readings) {
        written.add(readings);
        return outbound(readings.get(0).routingKey());
    }

    private static Outbound outbound(String routingKey) {
        return new Outbound("", routingKey, "t", "id", TIME, Optional.empty(), Map.of(), new byte[0]);
    }

    private CompletableFuture<PublishResult> publish(String patient, int second) {
        return publish("0", patient, second);
    }

    private CompletableFuture<PublishResult> publish(String partition, String patient, int second) {
        return queue.add(new SingleReading(new Reading(patient, TIME.plusSeconds(second), 70), partition, TIME));
    }

    private static List<String> readings(Message message) {
        return message.places().stream()
                .map(place -> place.message()
                        .reading()
                        .map(single -> single.reading().patientId()
                                + single.reading().timestamp().getEpochSecond() % 100)
                        .orElse("whole"))
                .toList();
    }

    private List<List<String>> take() {
        return queue.takeNow().stream().map(PackingTest::readings).toList();
    }

    @Test
    void readingGoesAtOnceAndAloneWhileFewMessagesAreUnderWay() {
        for (int i = 0; i < Lane.MOST_UNDER_WAY; i++) {
            assertThat(publish("p" + i + "-", 0)).isNotDone();
            assertThat(take()).containsExactly(List.of("p" + i + "-0"));
        }
    }

    @Test
    void readingsThatWaitForAConfirmGoTogetherWithTheNextOne() {
        List<Message> underWay = new ArrayList<>();
        for (int i = 0; i < Lane.MOST_UNDER_WAY; i++) {
            assertThat(publish("p" + i + "-", 0)).isNotDone();
            underWay.addAll(queue.takeNow());
        }
        assertThat(List.of(publish("a", 0), publish("b", 0), publish("c", 0))).noneMatch(CompletableFuture::isDone);
        assertThat(take()).isEmpty();

        queue.settle(underWay.subList(0, 1), PublishResult.CONFIRMED);

        assertThat(take()).containsExactly(List.of("a0", "b0", "c0"));
    }

    @Test
    void busyPartitionHoldsUpNoOther() {
        for (int i = 0; i < Lane.MOST_UNDER_WAY; i++) {
            assertThat(publish("p" + i + "-", 0)).isNotDone();
            assertThat(take()).hasSize(1);
        }
        assertThat(publish("0", "a", 0)).isNotDone();
        assertThat(publish("1", "b", 0)).isNotDone();

        assertThat(take()).containsExactly(List.of("b0"));
    }

    @Test
    void readingsOfAPatientThatWaitForItsMessageGoTogetherInTheirOrder() {
        CompletableFuture<PublishResult> first = publish("a", 0);
        List<Message> underWay = queue.takeNow();
        List<CompletableFuture<PublishResult>> more =
                IntStream.range(1, 4).mapToObj(second -> publish("a", second)).toList();
        assertThat(take()).isEmpty();

        queue.settle(underWay, PublishResult.CONFIRMED);
        List<Message> together = queue.takeNow();

        assertThat(first).isCompletedWithValue(PublishResult.CONFIRMED);
        assertThat(together).extracting(PackingTest::readings).containsExactly(List.of("a1", "a2", "a3"));
        assertThat(more).noneMatch(CompletableFuture::isDone);
        queue.settle(together, PublishResult.NACKED);
        assertThat(more).allSatisfy(result -> assertThat(result).isCompletedWithValue(PublishResult.NACKED));
        assertThat(queue.unsettled()).isZero();
    }

    @Test
    void readingsAreInTheOrderOfPublishingAcrossPatients() {
        publish("a", 0).isDone();
        publish("b", 0).isDone();
        publish("a", 1).isDone();
        publish("b", 1).isDone();

        assertThat(take()).containsExactly(List.of("a0", "b0", "a1", "b1"));
    }

    @Test
    void messageOfItsOwnKeepsItsPlaceAmongThePatientsReadings() {
        publish("a", 0).isDone();
        queue.add(List.of("a", "b"), outbound("0")).isDone();
        publish("a", 1).isDone();
        publish("b", 1).isDone();

        List<Message> first = queue.takeNow();
        assertThat(first).extracting(PackingTest::readings).containsExactly(List.of("a0"));
        queue.settle(first, PublishResult.CONFIRMED);
        List<Message> whole = queue.takeNow();
        assertThat(whole).extracting(PackingTest::readings).containsExactly(List.of("whole"));
        queue.settle(whole, PublishResult.CONFIRMED);
        assertThat(take()).containsExactly(List.of("a1", "b1"));
    }

    @Test
    void messageHasABoundedNumberOfReadings() {
        int readings = Lane.MOST_READINGS * 2 + 1;
        IntStream.range(0, readings).forEach(i -> publish("p" + i + "-", 0).isDone());

        assertThat(take()).extracting(List::size).containsExactly(Lane.MOST_READINGS, Lane.MOST_READINGS, 1);
    }

    @Test
    void longIdsEndAMessageSoonerAndAnIdOfAnyLengthStillGoes() {
        String half = "\u00e4".repeat(Lane.MOST_BYTES / 5);
        publish("x".repeat(Lane.MOST_BYTES * 2), 0).isDone();
        publish("b" + half, 0).isDone();
        publish("c" + half, 0).isDone();
        publish("d" + half, 0).isDone();

        assertThat(take()).extracting(List::size).containsExactly(1, 2, 1);
    }

    @Test
    void restOfAPatientThatDidNotFitWaitsForTheMessageBefore() {
        IntStream.range(0, Lane.MOST_READINGS + 1).forEach(i -> publish("a", i).isDone());

        List<Message> first = queue.takeNow();
        assertThat(first).extracting(message -> message.places().size()).containsExactly(Lane.MOST_READINGS);
        queue.settle(first, PublishResult.CONFIRMED);
        assertThat(take()).extracting(List::size).containsExactly(1);
    }

    @Test
    void repeatedMessageIsTheSameAndNothingJoinsIt() {
        publish("a", 0).isDone();
        publish("b", 0).isDone();
        List<Message> lost = queue.takeNow();
        Outbound content = lost.get(0).content();
        publish("a", 1).isDone();
        publish("c", 0).isDone();

        queue.repeat(lost);
        List<Message> again = queue.takeNow();

        assertThat(again).extracting(PackingTest::readings).containsExactly(List.of("a0", "b0"), List.of("c0"));
        assertThat(again.get(0).content()).isSameAs(content);
        assertThat(written).hasSize(1);
    }

    @Test
    void whatIsWrittenIsBoundedWhileTheBrokerConfirmsNothing() {
        PublishQueue small = new PublishQueue(5_000, Backpressure.FAIL, this::write);
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            Reading reading = new Reading("p" + i % 2_000, TIME.plusSeconds(i), 70);
            if (small.add(new SingleReading(reading, "0", TIME)).isDone()) {
                refused++;
            }
            small.takeNow().forEach(Message::content);
        }

        assertThat(refused).isEqualTo(95_000);
        assertThat(small.unsettled()).isEqualTo(5_000);
        assertThat(written).hasSize(Lane.MOST_UNDER_WAY);
    }

    @Test
    void abandonedReadingsAllHaveTheirResultAlsoInALaneThatIsFull() {
        List<CompletableFuture<PublishResult>> results = new ArrayList<>();
        List<Message> underWay = new ArrayList<>();
        for (int i = 0; i < Lane.MOST_UNDER_WAY; i++) {
            results.add(publish("p" + i, 0));
            underWay.addAll(queue.takeNow());
        }
        IntStream.range(0, 1_000).forEach(i -> results.add(publish("q" + i % 7, i)));
        queue.repeat(underWay);

        queue.close();
        queue.abandon("closed");

        assertThat(results).allSatisfy(result -> assertThat(result).isCompletedExceptionally());
        assertThat(queue.unsettled()).isZero();
    }
}
