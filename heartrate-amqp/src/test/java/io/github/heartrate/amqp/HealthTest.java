package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.amqp.internal.session.Ending;
import io.github.heartrate.amqp.observe.Health;
import io.github.heartrate.amqp.observe.Health.Overall;
import io.github.heartrate.amqp.observe.PartitionHealth;
import io.github.heartrate.amqp.observe.PartitionHealth.Cause;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HealthTest {

    private static PartitionHealth partition(int number, Status status, Instant commit) {
        Optional<Cause> cause = status == Status.DOWN ? Optional.of(Cause.FAILED) : Optional.empty();
        return new PartitionHealth(
                number, status, cause, cause.map(Cause::toString), Optional.empty(), Optional.of(commit), Map.of());
    }

    private static Health of(Status... statuses) {
        return Health.of(
                Arrays.stream(statuses).map(s -> partition(0, s, Instant.EPOCH)).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, ACTIVE, ACTIVE",
        "ACTIVE, STANDBY, ACTIVE",
        "STANDBY, STANDBY, STANDBY",
        "ACTIVE, LOADING, LOADING",
        "STANDBY, LOADING, LOADING",
        "ACTIVE, BLOCKED, DEGRADED",
        "STANDBY, DETACHED, DEGRADED",
        "LOADING, DOWN, DEGRADED",
        "BLOCKED, DOWN, DOWN",
        "DOWN, DOWN, DOWN"
    })
    void sumIsThatOfThePartitionsInAnyOrder(Status one, Status other, Overall sum) {
        assertThat(of(one, other).overall()).isEqualTo(sum);
        assertThat(of(other, one).overall()).isEqualTo(sum);
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE, ACTIVE", "ACTIVE, STANDBY", "STANDBY, STANDBY", "STANDBY, DOWN"})
    void partitionThatIsWatchedButNamesACauseDegradesTheSum(Status hampered, Status other) {
        PartitionHealth named = new PartitionHealth(
                0,
                hampered,
                Optional.of(Cause.RIGHT_MISSING),
                Optional.of("no ticks can be sent"),
                Optional.empty(),
                Optional.empty(),
                Map.of());

        assertThat(Health.of(List.of(named, partition(1, other, Instant.EPOCH))).overall())
                .isEqualTo(Overall.DEGRADED);
    }

    @ParameterizedTest
    @EnumSource(Ending.Kind.class)
    void everyEndingHasACauseOfItsOwn(Ending.Kind kind) {
        assertThat(Arrays.stream(Ending.Kind.values())
                        .filter(other -> new Ending(other, "").cause() == new Ending(kind, "").cause()))
                .containsExactly(kind);
    }

    @Test
    void listenersAreToldOfChangesButNotOfCommits() {
        AtomicReference<Health> now = new AtomicReference<>(of(Status.LOADING));
        List<Overall> told = new ArrayList<>();
        HealthWatch watch = new HealthWatch(now::get, List.of(health -> {
            told.add(health.overall());
            throw new IllegalStateException("the listener's own trouble");
        }));

        watch.look();
        watch.look();
        now.set(of(Status.ACTIVE));
        watch.look();
        now.set(Health.of(List.of(partition(0, Status.ACTIVE, Instant.EPOCH.plusSeconds(1)))));
        watch.look();

        assertThat(told).containsExactly(Overall.LOADING, Overall.ACTIVE);
    }

    @Test
    void waitingForAHealthEndsWithItWithTheLimitOrWithTheInstance() throws InterruptedException {
        HealthWatch watch = new HealthWatch(() -> of(Status.STANDBY), List.of());
        CountDownLatch stop = new CountDownLatch(1);

        assertThat(watch.await(health -> true, Duration.ZERO, stop)).isTrue();
        assertThat(watch.await(health -> false, Duration.ofMillis(1), stop)).isFalse();
        stop.countDown();
        assertThat(watch.await(health -> false, Duration.ofDays(1), stop)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void operatingPageSaysWhatToDoAboutEachCause(Cause cause) throws IOException {
        assertThat(Files.readAllLines(Path.of("docs/operating.md")))
                .anyMatch(line -> line.matches("\\|[A-Z_, ]*\\b" + cause + "\\b[^|]*\\|[^|]+\\|[^|]+\\|"));
    }
}
