package io.github.heartrate.amqp.internal.session;

import io.github.heartrate.Alert;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.Phase;
import io.github.heartrate.Verdict;
import io.github.heartrate.amqp.broker.NoVerdictException;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.internal.link.Failures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The control inputs of this instance whose verdict somebody waits for. Each is answered exactly once: by the session of
 * this instance that judges it, by the alert that says that another instance has judged it, by the failure to publish it,
 * or by the limit. Safe for use by several threads.
 */
public final class Questions {

    private final Duration limit;
    private final Executor later;
    private final Map<Input, CompletableFuture<Outcome>> open = new ConcurrentHashMap<>();

    public Questions(Duration limit) {
        this.limit = limit;
        this.later = CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Publishes an input and gives its verdict. Equal inputs share one. */
    public CompletableFuture<Outcome> ask(
            Input.OfPatient input, Function<Input.OfPatient, CompletableFuture<PublishResult>> publish) {
        CompletableFuture<Outcome> answer = open.computeIfAbsent(input, key -> new CompletableFuture<>());
        CompletableFuture<Outcome> unusedEnd = answer.whenComplete((outcome, failure) -> open.remove(input, answer));
        try {
            CompletableFuture<Void> unused = publish.apply(input)
                    .thenAccept(PublishResult::orThrow)
                    .whenComplete((nothing, failure) -> {
                        if (failure != null) {
                            answer.completeExceptionally(Failures.unwrapped(failure));
                        }
                    });
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
            throw e;
        }
        later.execute(() -> answer.completeExceptionally(new NoVerdictException(limit)));
        return answer.copy();
    }

    /** A session of this instance has judged an input. */
    void judged(Input input, Outcome outcome) {
        CompletableFuture<Outcome> answer = open.isEmpty() ? null : open.get(input);
        if (answer != null) {
            answer.complete(outcome);
        }
    }

    /** An alert of any instance: one of the phase ACKNOWLEDGED is the verdict on an acknowledgement. */
    public void heard(Alert alert) {
        if (alert.phase() != Phase.ACKNOWLEDGED) {
            return;
        }
        open.forEach((input, answer) -> {
            if (input instanceof Input.Acknowledge acknowledge
                    && acknowledge.episodeId().equals(alert.episodeId())
                    && alert.acknowledgedBy().filter(acknowledge.by()::equals).isPresent()) {
                answer.complete(new Outcome(Verdict.ACCEPTED, List.of(alert)));
            }
        });
    }
}
