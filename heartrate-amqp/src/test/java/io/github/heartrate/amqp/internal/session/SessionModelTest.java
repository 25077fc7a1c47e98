package io.github.heartrate.amqp.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Input;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every place where a process can be killed, and every pair and many triples of them, without a broker. */
class SessionModelTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MORE_THAN_ALL_STEPS = 10_000;
    private static final AlarmPolicy POLICY = AlarmPolicy.builder()
            .staleAfter(Duration.ofSeconds(3))
            .reminderInterval(Duration.ofSeconds(2))
            .build();

    private static final List<ModelWorld.Message> LOG = log();

    /** Two patients with runs over commits, one of whom falls silent; ticks; an acknowledgement; a stale reading. */
    private static List<ModelWorld.Message> log() {
        List<ModelWorld.Message> log = new ArrayList<>();
        double[] a = {120, 120, 120, 72, 40, 40, 40, 40, 72, 120};
        for (int second = 0; second < a.length; second++) {
            add(log, new Reading("a", START.plusSeconds(second), a[second]));
            if (second < 3) {
                add(log, new Reading("b", START.plusSeconds(second), 120));
            }
            if (second == 6) {
                add(log, acknowledgementOf(log));
                add(log, new Reading("a", START.plusSeconds(2), 72));
            }
            add(log, new Input.Tick(START.plusSeconds(second)));
        }
        return List.copyOf(log);
    }

    private static void add(List<ModelWorld.Message> log, Input input) {
        log.add(new ModelWorld.Message(input, log.size()));
    }

    private static Input acknowledgementOf(List<ModelWorld.Message> log) {
        Alert first = oracle(log).stream()
                .filter(alert -> alert.patientId().equals("b"))
                .findFirst()
                .orElseThrow();
        return Input.Acknowledge.of(first, "a nurse", START.plusSeconds(6));
    }

    private static List<Alert> oracle(List<ModelWorld.Message> log) {
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(POLICY).build();
        return log.stream()
                .flatMap(message -> monitor.apply(message.input()).alerts().stream())
                .toList();
    }

    private static List<String> expected() {
        return oracle(LOG).stream().map(Alert::id).toList();
    }

    @Test
    void withoutAKillNothingIsRepeated() {
        ModelWorld world = new ModelWorld(LOG);

        assertThat(session(world, MORE_THAN_ALL_STEPS).run(3)).isPresent();

        assertThat(world.isDone()).isTrue();
        assertThat(world.alerts).isEqualTo(expected());
        assertThat(oracle(LOG))
                .extracting(Alert::phase)
                .contains(Phase.RAISED, Phase.CLEARED, Phase.ACKNOWLEDGED, Phase.REMINDER);
        assertThat(oracle(LOG)).extracting(Alert::condition).contains(Condition.SIGNAL_LOSS);
    }

    @Test
    void oneKillAtAnyStepLosesAndInventsNothing() {
        for (int kill = 0; kill < stepsOfAWholeRun(); kill++) {
            assertKilledAt(1, kill);
            assertKilledAt(2, kill);
            assertKilledAt(5, kill);
            assertKilledAt(LOG.size(), kill);
        }
    }

    @Test
    void twoKillsAtAnyStepsLoseAndInventNothing() {
        for (int first = 0; first < stepsOfAWholeRun(); first++) {
            for (int second = 0; second < stepsOfAWholeRun(); second++) {
                assertKilledAt(3, first, second);
            }
        }
    }

    @Test
    void threeKillsAtManyStepsLoseAndInventNothing() {
        for (int first = 0; first < stepsOfAWholeRun(); first += 4) {
            for (int second = 0; second < stepsOfAWholeRun(); second += 5) {
                for (int third = 0; third < stepsOfAWholeRun(); third += 6) {
                    assertKilledAt(4, first, second, third);
                }
            }
        }
    }

    /** The predecessor was taken for dead at a step, goes on for all it is worth, and its successor is killed too. */
    @Test
    void predecessorThatGoesOnAfterItsSuccessorBeganHarmsNothing() {
        for (int paused = 0; paused < stepsOfAWholeRun(); paused++) {
            for (int kill = 0; kill < stepsOfAWholeRun(); kill += 2) {
                ModelWorld world = new ModelWorld(LOG);
                int pauseAt = paused;
                int killAt = kill;
                ModelSession zombie = new ModelSession(world, POLICY, step -> {
                    if (step == pauseAt) {
                        session(world, killAt).run(2);
                    }
                });
                zombie.run(3);
                finish(world);
                assertRight(world, "paused at " + paused + ", killed at " + kill);
            }
        }
    }

    @Test
    void messageThatEndsEveryProcessIsParkedAloneAndTheRestIsProcessed() {
        List<ModelWorld.Message> poisoned = new ArrayList<>(LOG);
        Reading poison = new Reading("c", START, 666);
        poisoned.add(7, new ModelWorld.Message(poison, 7));
        ModelWorld world = new ModelWorld(poisoned);

        int sessions = 0;
        while (!world.isDone() && sessions < 2 * SessionProtocol.PARK_AT) {
            session(world, MORE_THAN_ALL_STEPS).run(100);
            sessions++;
        }

        assertThat(world.parked).containsExactly(poison);
        assertRight(world, "after the poison");
    }

    private static ModelSession session(ModelWorld world, int killAt) {
        ModelSession[] self = new ModelSession[1];
        self[0] = new ModelSession(world, POLICY, step -> {
            if (step == killAt) {
                self[0].kill();
            }
        });
        return self[0];
    }

    private static int stepsOfAWholeRun() {
        ModelSession whole = session(new ModelWorld(LOG), MORE_THAN_ALL_STEPS);
        whole.run(3);
        return whole.steps();
    }

    private static void assertKilledAt(int deliveriesPerCommit, int... kills) {
        ModelWorld world = new ModelWorld(LOG);
        for (int kill : kills) {
            session(world, kill).run(deliveriesPerCommit);
        }
        finish(world);
        assertRight(world, "killed at " + java.util.Arrays.toString(kills));
    }

    private static void finish(ModelWorld world) {
        session(world, MORE_THAN_ALL_STEPS).run(3);
        assertThat(world.isDone()).isTrue();
    }

    /** None missing, none extra, repeats only with an equal id, and the first of each in the oracle's order. */
    private static void assertRight(ModelWorld world, String description) {
        assertThat(List.copyOf(new LinkedHashSet<>(world.alerts)))
                .as(description)
                .isEqualTo(expected());
    }
}
