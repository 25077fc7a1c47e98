package io.github.heartrate.demo.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import io.github.heartrate.demo.terminal.UserErrorException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UnderwayTest {

    private final Underway underway = new Underway(4);
    private long sent;

    @Test
    void readingThatIsJudgedAgainIsNotTheNextOne() throws InterruptedException {
        send(reading("a", 0), reading("a", 1), reading("b", 0));

        assertThat(judge(reading("a", 0))).isTrue();
        assertThat(judge(reading("a", 1))).isTrue();
        assertThat(judge(reading("a", 0))).isFalse();
        assertThat(judge(reading("a", 1))).isFalse();
        assertThat(judge(reading("b", 0))).isTrue();
        assertThat(judge(reading("c", 0))).isFalse();
        underway.awaitEnd();
    }

    @Test
    void readingThatTheRecordingHoldsTwiceIsCountedTwiceAndNoMoreOften() throws InterruptedException {
        send(reading("a", 0), reading("a", 0));

        assertThat(judge(reading("a", 0))).isTrue();
        assertThat(judge(reading("a", 0))).isTrue();
        assertThat(judge(reading("a", 0))).isFalse();
        underway.awaitEnd();
    }

    @Test
    void senderWaitsWhileTooMuchIsUnderWay() throws InterruptedException {
        send(reading("a", 0), reading("a", 1), reading("a", 2), reading("a", 3));
        CompletableFuture<Void> more = inBackground(() -> send(reading("a", 4)));
        CompletableFuture<Void> end = more.thenCompose(sent -> inBackground(underway::awaitEnd));

        assertThat(more).isNotDone();
        for (int second = 0; second < 4; second++) {
            assertThat(judge(reading("a", second))).isTrue();
        }
        await().untilAsserted(() -> assertThat(more).isCompleted());
        assertThat(end).isNotDone();
        assertThat(judge(reading("a", 4))).isTrue();
        await().untilAsserted(() -> assertThat(end).isCompleted());
    }

    @Test
    void moreThanFitsAtOnceIsSentAlone() throws InterruptedException {
        send(reading("a", 0), reading("a", 1), reading("a", 2), reading("a", 3), reading("a", 4), reading("a", 5));

        assertThat(judge(reading("a", 0))).isTrue();
    }

    @Test
    void endWaitsForEveryAlertWhateverTheOrderAndHoweverOftenItIsPublished() throws InterruptedException {
        Alert first = alert("a");
        Alert second = alert("b");
        underway.cause(first);
        underway.receive(second);
        underway.cause(second);
        CompletableFuture<Void> end = inBackground(underway::awaitEnd);

        assertThat(end).isNotDone();
        underway.receive(first);
        await().untilAsserted(() -> assertThat(end).isCompleted());
        underway.cause(first);
        underway.awaitEnd();
    }

    @Test
    void failureEndsWhoeverWaits() {
        underway.fail(new UserErrorException("disk full"));

        assertThatThrownBy(underway::awaitEnd).hasMessage("disk full");
        assertThatThrownBy(() -> send(reading("a", 0))).hasMessage("disk full");
    }

    private void send(Reading... readings) throws InterruptedException {
        List<Underway.Numbered> numbered = new ArrayList<>();
        for (Reading reading : readings) {
            numbered.add(new Underway.Numbered(sent++, reading));
        }
        underway.send(numbered);
    }

    private boolean judge(Reading reading) {
        boolean isNext = underway.next(reading).isPresent();
        if (isNext) {
            underway.arrived(reading);
        }
        return isNext;
    }

    private interface Waiting {
        void run() throws InterruptedException;
    }

    private static CompletableFuture<Void> inBackground(Waiting task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                task.run();
                done.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static Reading reading(String patient, int second) {
        return new Reading(patient, Instant.ofEpochSecond(second), 72);
    }

    private static Alert alert(String patient) {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        monitor.accept(new Reading(patient, Instant.ofEpochSecond(0), 120));
        monitor.accept(new Reading(patient, Instant.ofEpochSecond(1), 120));
        return monitor.accept(new Reading(patient, Instant.ofEpochSecond(2), 120))
                .alerts()
                .get(0);
    }
}
