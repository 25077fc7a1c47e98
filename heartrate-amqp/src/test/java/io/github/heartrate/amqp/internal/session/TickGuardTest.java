package io.github.heartrate.amqp.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.amqp.internal.session.TickGuard.Ground;
import io.github.heartrate.amqp.internal.session.TickGuard.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A second passes; then the instances tick by their clocks, and a message may come, by its maker's. */
class TickGuardTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration RIGHT = Duration.ZERO;

    private TickGuard guard = new TickGuard(TickGuard.TOLERANCE, Optional.empty());
    private Instant now = START;

    private void successorWithCheckpointOf(Instant time) {
        guard = new TickGuard(TickGuard.TOLERANCE, Optional.of(time));
    }

    private void second() {
        now = now.plusSeconds(1);
    }

    private Verdict tick(String instance, Duration ahead) {
        return guard.judge(instance, now.plus(ahead));
    }

    private void message(Duration ahead) {
        guard.message(now.plus(ahead));
    }

    private void assertBelieved(Verdict verdict, Duration ahead) {
        assertThat(verdict.told()).contains(now.plus(ahead));
        assertThat(verdict.refused()).isEmpty();
    }

    private static void assertRefused(Verdict verdict, Duration ahead, Ground ground) {
        assertThat(verdict.told()).isEmpty();
        assertThat(verdict.refused()).hasValueSatisfying(difference -> {
            assertThat(difference.ground()).isEqualTo(ground);
            assertThat(difference.ahead().minus(ahead).abs()).isLessThan(Duration.ofSeconds(30));
        });
    }

    @Test
    void instanceThatIsAloneIsBelievedWithoutAnyMessage() {
        for (int i = 0; i < 100; i++) {
            second();
            assertBelieved(tick("a", RIGHT), RIGHT);
        }
    }

    /** They may be those of a gateway that has kept them for a week, or whose clock is wrong. */
    @ParameterizedTest
    @ValueSource(longs = {-168, -1, 1, 48})
    void instanceThatIsAloneIsBelievedWhateverTheMessagesTimes(long hours) {
        for (int i = 0; i < 100; i++) {
            second();
            message(Duration.ofHours(hours));
            assertBelieved(tick("a", RIGHT), RIGHT);
        }
    }

    /** A week of messages lies before it in the queue, and a week of ticks among them. */
    @Test
    void instanceThatWorksOffABacklogOfItsFellowsIsBelievedAllTheTime() {
        for (int i = 0; i < 7 * 24 * 60; i++) {
            now = now.plusSeconds(60);
            message(RIGHT);
            assertBelieved(tick(i % 2 == 0 ? "a" : "b", RIGHT), RIGHT);
        }
    }

    @Test
    void instancesWhoseClocksDifferByTheToleranceAreBothBelieved() {
        for (int i = 0; i < 50; i++) {
            second();
            message(RIGHT);
            assertBelieved(tick("a", RIGHT), RIGHT);
            assertBelieved(tick("b", TickGuard.TOLERANCE), TickGuard.TOLERANCE);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {48 * 60, 60, 6, -6, -60, -24 * 60})
    void messagesDecideBetweenTwoInstances(long minutes) {
        Duration wrong = Duration.ofMinutes(minutes);
        for (int i = 0; i < 50; i++) {
            second();
            message(RIGHT);
            assertBelieved(tick("right", RIGHT), RIGHT);
            message(RIGHT);
            assertRefused(tick("wrong", wrong), wrong, Ground.MESSAGES);
        }
        assertThat(guard.wrong()).containsOnlyKeys("wrong");
    }

    @ParameterizedTest
    @ValueSource(longs = {48 * 60, 60, -60, -24 * 60})
    void majorityDecidesWithoutMessages(long minutes) {
        Duration wrong = Duration.ofMinutes(minutes);
        second();
        tick("a", RIGHT);
        tick("b", RIGHT);
        for (int i = 0; i < 50; i++) {
            second();
            assertBelieved(tick("a", RIGHT), RIGHT);
            assertBelieved(tick("b", RIGHT), RIGHT);
            assertRefused(tick("wrong", wrong), wrong, Ground.MAJORITY);
        }
    }

    @Test
    void messagesWhoseTimesAreNobodysLeaveItToTheMajority() {
        Duration wrong = Duration.ofHours(1);
        second();
        tick("a", RIGHT);
        tick("b", RIGHT);
        for (int i = 0; i < 50; i++) {
            second();
            message(Duration.ofDays(-3));
            assertBelieved(tick("a", RIGHT), RIGHT);
            assertBelieved(tick("b", RIGHT), RIGHT);
            assertRefused(tick("wrong", wrong), wrong, Ground.MAJORITY);
        }
    }

    @Test
    void earlierOfTwoIsBelievedAndSaidToBeAGuessWhereNothingElseTells() {
        Duration ahead = Duration.ofDays(2);
        second();
        assertBelieved(tick("right", RIGHT), RIGHT);
        for (int i = 0; i < 50; i++) {
            second();
            assertBelieved(tick("right", RIGHT), RIGHT);
            assertRefused(tick("ahead", ahead), ahead, Ground.EARLIER);
        }
        assertThat(guard.wrong().get("ahead").ground())
                .hasToString("neither messages nor a majority tell which is right, and the earlier one is believed");
    }

    @Test
    void burstOfABacklogOutweighsNoOtherMessage() {
        for (int i = 0; i < 20; i++) {
            second();
            message(RIGHT);
            for (int burst = 0; burst < 1_000 && i == 15; burst++) {
                message(Duration.ofDays(-1));
            }
            assertBelieved(tick("right", RIGHT), RIGHT);
            message(RIGHT);
            assertThat(tick("behind", Duration.ofDays(-1)).told()).isEmpty();
        }
    }

    @Test
    void instanceWhoseClockIsSetRightIsBelievedAgain() {
        for (int i = 0; i < 20; i++) {
            second();
            message(RIGHT);
            tick("a", RIGHT);
            tick("b", Duration.ofHours(3));
        }
        second();
        assertBelieved(tick("b", RIGHT), RIGHT);
        assertThat(guard.wrong()).isEmpty();
    }

    /** The whole system was down for a week: nobody is left who knows the time before. */
    @Test
    void timeGoesOnWhenAllClocksJump() {
        for (int i = 0; i < 20; i++) {
            second();
            message(RIGHT);
            tick("a", RIGHT);
            tick("b", RIGHT);
        }
        now = now.plus(Duration.ofDays(7));
        int secondsWithoutTime = 0;
        boolean isTold = false;
        while (!isTold) {
            second();
            tick("a", RIGHT);
            isTold = tick("b", RIGHT).told().isPresent();
            secondsWithoutTime++;
        }
        assertThat(secondsWithoutTime).isLessThanOrEqualTo(TickGuard.MEMORY);
        second();
        assertBelieved(tick("a", RIGHT), RIGHT);
    }

    @Test
    void timeGoesOnAtTheSecondTickAfterAJumpWithoutMessages() {
        for (int i = 0; i < 20; i++) {
            second();
            tick("a", RIGHT);
            tick("b", RIGHT);
        }
        now = now.plus(Duration.ofDays(7));
        tick("a", RIGHT);
        assertBelieved(tick("b", RIGHT), RIGHT);
    }

    @Test
    void successorAfterAWeekPutsAnInstanceOffThatSeemsAloneAndAccusesItOfNothing() {
        successorWithCheckpointOf(now.minus(Duration.ofDays(7)));
        for (int i = 0; i < TickGuard.CHECKPOINT_MEMORY; i++) {
            second();
            assertThat(tick("a", RIGHT)).isEqualTo(new Verdict(Optional.empty(), Optional.empty()));
        }
        second();
        assertBelieved(tick("a", RIGHT), RIGHT);
    }

    @ParameterizedTest
    @ValueSource(longs = {48 * 60, 60, -60, -24 * 60})
    void successorIsNotDeceivedByAWrongClockThatTicksFirst(long minutes) {
        successorWithCheckpointOf(now);
        Duration wrong = Duration.ofMinutes(minutes);
        for (int i = 0; i < 20; i++) {
            second();
            assertThat(tick("wrong", wrong).told()).isEmpty();
            message(RIGHT);
            assertBelieved(tick("right", RIGHT), RIGHT);
        }
    }

    @Test
    void successorBelievesAtOnceWhatAgreesWithItsCheckpoint() {
        successorWithCheckpointOf(now);
        second();
        assertBelieved(tick("a", RIGHT), RIGHT);
    }

    /** The right one dies: readings of others must not look like silences, and silent patients are to be told of. */
    @ParameterizedTest
    @ValueSource(longs = {48 * 60, 60, -60, -24 * 60})
    void messagesTellTheTimeWhenOnlyAWrongClockIsLeft(long minutes) {
        Duration wrong = Duration.ofMinutes(minutes);
        for (int i = 0; i < 20; i++) {
            second();
            message(RIGHT);
            tick("right", RIGHT);
            tick("wrong", wrong);
        }
        List<Instant> told = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            second();
            message(RIGHT);
            tick("wrong", wrong).told().ifPresent(told::add);
        }
        assertThat(told).hasSizeGreaterThan(80).isSorted().last().isEqualTo(now);
        assertThat(guard.wrong()).containsOnlyKeys("wrong");
    }

    /** That nobody sends any more is a silence of all, and has to be told, by whatever clock there is. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void wrongClockThatIsLeftIsBelievedWhenTheMessagesStopOrTheirTimeDoes(boolean theirTimeStops) {
        Duration wrong = Duration.ofDays(2);
        for (int i = 0; i < 20; i++) {
            second();
            message(RIGHT);
            tick("right", RIGHT);
            tick("wrong", wrong);
        }
        Instant stopped = now;
        int seconds = 0;
        while (tick("wrong", wrong).told().isEmpty()) {
            second();
            if (theirTimeStops) {
                guard.message(stopped);
            }
            seconds++;
        }
        assertThat(seconds).isLessThanOrEqualTo(2 * TickGuard.MEMORY + 1);
    }

    @Test
    void clockIsCalledWrongAfterTenRefusalsInARow() {
        for (int i = 1; i <= TickGuard.REFUSALS; i++) {
            second();
            message(RIGHT);
            tick("a", RIGHT);
            assertThat(guard.wrong()).isEmpty();
            assertThat(tick("wrong", Duration.ofDays(2)).refused()).isPresent();
        }
        assertThat(guard.wrong()).containsOnlyKeys("wrong");
        tick("wrong", RIGHT);
        assertThat(guard.wrong()).isEmpty();
    }

    @Test
    void instanceThatHasGoneIsNotCalledWrongForEver() {
        for (int i = 0; i < 40; i++) {
            second();
            message(RIGHT);
            tick("a", RIGHT);
            if (i < 15) {
                tick("wrong", Duration.ofDays(2));
            }
        }
        assertThat(guard.wrong()).isEmpty();
    }

    @Test
    void timesAtTheEndsOfTheWorldAreJudgedLikeOthers() {
        successorWithCheckpointOf(now);
        for (Instant time : List.of(Instant.MAX, Instant.MIN)) {
            second();
            message(RIGHT);
            assertBelieved(tick("b", RIGHT), RIGHT);
            guard.message(time);
            assertThat(guard.judge("a", time).refused()).isPresent();
        }
        second();
        message(RIGHT);
        assertBelieved(tick("b", RIGHT), RIGHT);
    }

    @Test
    void namesThatNeverComeAgainDoNotMakeItGrow() {
        for (int i = 0; i < 10_000; i++) {
            guard.judge("instance-" + i, now.plus(Duration.ofDays(i % 2)));
        }
        assertThat(guard.wrong()).hasSizeLessThanOrEqualTo(64);
    }

    /** Clocks of -1, 0 or 1 hour; whichever instance ticks, time never stands still for long. */
    @Property(tries = 300)
    void timeNeverStandsStillForLong(
            @ForAll @Size(min = 300, max = 300) List<@IntRange(min = -1, max = 4) Integer> script) {
        TickGuard any = new TickGuard(TickGuard.TOLERANCE, Optional.of(START.minus(Duration.ofDays(1))));
        Map<Integer, String> names = Map.of(-1, "behind", 0, "right", 1, "ahead");
        int standing = 0;
        for (int i = 0; i < script.size(); i++) {
            int what = script.get(i);
            Instant time = START.plusSeconds(i);
            if (what > 1) {
                any.message(time.plus(Duration.ofHours(what - 3)));
            } else {
                boolean isTold = any.judge(names.get(what), time.plus(Duration.ofHours(what)))
                        .told()
                        .isPresent();
                standing = isTold ? 0 : standing + 1;
            }
            assertThat(standing).isLessThanOrEqualTo(4 * TickGuard.MEMORY);
        }
    }
}
