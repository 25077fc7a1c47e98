package io.github.heartrate.amqp.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrialTest {

    private final Semaphore turn = new Semaphore(1);

    @Test
    void secondTrialBeginsOnceTheFirstHasEnded() throws Exception {
        Trial first = new Trial(turn);
        first.begin();
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> new Trial(turn).begin());
        assertThat(second).isNotDone();

        first.end();

        second.get(10, TimeUnit.SECONDS);
        assertThat(turn.availablePermits()).isZero();
    }

    @Test
    void turnIsTakenAndGivenBackOnceHoweverOftenItIsAsked() {
        Trial trial = new Trial(turn);
        trial.begin();
        trial.begin();
        trial.end();
        trial.end();

        assertThat(turn.availablePermits()).isEqualTo(1);
    }
}
