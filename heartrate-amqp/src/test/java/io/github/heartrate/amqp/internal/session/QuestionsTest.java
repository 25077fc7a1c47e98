package io.github.heartrate.amqp.internal.session;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import io.github.heartrate.amqp.broker.NoVerdictException;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.broker.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuestionsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final Input.Admit ADMIT = new Input.Admit("a", TIME);
    private static final Outcome LATE = new Outcome(Verdict.LATE, List.of());

    private final Questions questions = new Questions(LIMIT);

    private static CompletableFuture<PublishResult> confirmed(Input.OfPatient input) {
        return completedFuture(PublishResult.CONFIRMED);
    }

    private static HeartRateMonitor alarmed() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        for (int i = 0; i < 3; i++) {
            monitor.accept(new Reading("a", TIME.plusSeconds(i), 150));
        }
        return monitor;
    }

    @Test
    void verdictOfThisInstanceIsTheAnswer() {
        CompletableFuture<Outcome> answer = questions.ask(ADMIT, QuestionsTest::confirmed);
        assertThat(answer).isNotDone();

        questions.judged(new Input.Admit("b", TIME), LATE);
        assertThat(answer).isNotDone();
        questions.judged(new Input.Admit("a", TIME), LATE);

        assertThat(answer).isCompletedWithValue(LATE);
    }

    @Test
    void verdictMayComeBeforeTheConfirm() {
        CompletableFuture<PublishResult> sent = new CompletableFuture<>();
        CompletableFuture<Outcome> answer = questions.ask(ADMIT, input -> sent);

        questions.judged(ADMIT, LATE);
        sent.complete(PublishResult.CONFIRMED);

        assertThat(answer).isCompletedWithValue(LATE);
    }

    @Test
    void alertOfAnotherInstanceAnswersTheAcknowledgementThatItNames() {
        HeartRateMonitor monitor = alarmed();
        Alert raised = monitor.activeAlarms().get(0).alert();
        Input.Acknowledge seen = Input.Acknowledge.of(raised, "Ada", TIME.plusSeconds(5));
        Alert told = monitor.apply(seen).alerts().get(0);
        CompletableFuture<Outcome> answer = questions.ask(seen, QuestionsTest::confirmed);
        CompletableFuture<Outcome> ofBob =
                questions.ask(Input.Acknowledge.of(raised, "Bob", TIME.plusSeconds(5)), QuestionsTest::confirmed);

        questions.heard(raised);
        assertThat(answer).isNotDone();
        questions.heard(told);

        assertThat(answer).isCompletedWithValue(new Outcome(Verdict.ACCEPTED, List.of(told)));
        assertThat(ofBob).isNotDone();
    }

    @ParameterizedTest
    @EnumSource(
            value = PublishResult.class,
            names = {"RETURNED", "NACKED"})
    void refusalIsTheAnswer(PublishResult refused) {
        assertThatThrownBy(() ->
                        questions.ask(ADMIT, input -> completedFuture(refused)).join())
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining(refused.toString());
    }

    @Test
    void withoutVerdictTheAnswerFailsAfterTheLimit() {
        Questions hasty = new Questions(Duration.ofMillis(1));

        assertThat(hasty.ask(ADMIT, QuestionsTest::confirmed))
                .failsWithin(LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(NoVerdictException.class)
                .withMessageContaining("no verdict within PT0.001S");
    }

    @Test
    void callerWhoGivesUpTakesNoAnswerFromAnother() {
        CompletableFuture<Outcome> first = questions.ask(ADMIT, QuestionsTest::confirmed);
        CompletableFuture<Outcome> second = questions.ask(ADMIT, QuestionsTest::confirmed);

        first.cancel(true);
        questions.judged(ADMIT, LATE);

        assertThat(second).isCompletedWithValue(LATE);
    }

    @Test
    void onlyAConfirmedResultDoesNotThrow() {
        PublishResult.CONFIRMED.orThrow();
        assertThatThrownBy(PublishResult.RETURNED::orThrow)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.kind()).isEqualTo(RefusedException.Kind.UNROUTABLE))
                .hasMessage("no queue takes the message: it was RETURNED");
        assertThatThrownBy(PublishResult.NACKED::orThrow)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.kind()).isEqualTo(RefusedException.Kind.NACKED))
                .hasMessage("the broker refused the message: it was NACKED");
    }
}
