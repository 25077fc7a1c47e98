package io.github.heartrate.amqp.internal.session;

import io.github.heartrate.amqp.internal.session.SessionEffect.Acknowledge;
import io.github.heartrate.amqp.internal.session.SessionEffect.DiscardOlder;
import io.github.heartrate.amqp.internal.session.SessionEffect.End;
import io.github.heartrate.amqp.internal.session.SessionEffect.LoadState;
import io.github.heartrate.amqp.internal.session.SessionEffect.Park;
import io.github.heartrate.amqp.internal.session.SessionEffect.ProcessDelivery;
import io.github.heartrate.amqp.internal.session.SessionEffect.SaveCurrent;
import io.github.heartrate.amqp.internal.session.SessionEffect.SaveLoaded;
import io.github.heartrate.amqp.internal.session.SessionEffect.SettleConfirms;
import io.github.heartrate.amqp.internal.session.SessionEvent.ChannelClosed;
import io.github.heartrate.amqp.internal.session.SessionEvent.CloseRequested;
import io.github.heartrate.amqp.internal.session.SessionEvent.ConfirmsSettled;
import io.github.heartrate.amqp.internal.session.SessionEvent.Delivered;
import io.github.heartrate.amqp.internal.session.SessionEvent.Fenced;
import io.github.heartrate.amqp.internal.session.SessionEvent.PublishRefused;
import io.github.heartrate.amqp.internal.session.SessionEvent.SnapshotConfirmed;
import io.github.heartrate.amqp.internal.session.SessionEvent.StateEmpty;
import io.github.heartrate.amqp.internal.session.SessionEvent.StateLoaded;
import io.github.heartrate.amqp.internal.session.SessionEvent.StateUnusable;
import io.github.heartrate.amqp.internal.session.SessionEvent.TimerElapsed;
import io.github.heartrate.amqp.internal.session.SessionState.Active;
import io.github.heartrate.amqp.internal.session.SessionState.Ended;
import io.github.heartrate.amqp.internal.session.SessionState.Holding;
import io.github.heartrate.amqp.internal.session.SessionState.Loading;
import io.github.heartrate.amqp.internal.session.SessionState.Progress;
import io.github.heartrate.amqp.internal.session.SessionState.Saving;
import io.github.heartrate.amqp.internal.session.SessionState.Settling;
import io.github.heartrate.amqp.internal.session.SessionState.Standby;
import io.github.heartrate.amqp.internal.session.SessionState.TakingOver;
import io.github.heartrate.amqp.internal.session.SessionState.Tenure;
import io.github.heartrate.amqp.internal.session.SessionState.Tried;
import io.github.heartrate.amqp.internal.session.SessionState.Trying;
import io.github.heartrate.amqp.internal.session.SessionState.Waiting;
import java.time.Duration;
import java.util.List;

/**
 * Decides what a session does: checkpoint, then acknowledge. Pure: from state and event to next state and effects, as in
 * the table at {@link SessionState}. An event that a state does not wait for changes nothing.
 *
 * @param commitInterval a delivery is committed that long after it came, at the latest
 * @param silenceLimit a session without a delivery for so long ends, since ticks come every second
 * @param detachAfter a session that waits for a confirm for so long ends
 */
public record SessionProtocol(Duration commitInterval, Duration silenceLimit, Duration detachAfter) {

    /** So many sessions in a row without a commit make the next one careful. */
    static final int CAREFUL_FROM = 3;

    /** After so many, a message that ended the last one in its processing is parked. */
    static final int PARK_AT = 10;

    public static final SessionProtocol DEFAULT =
            new SessionProtocol(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofMinutes(5));

    /** For a layout without ticks, in which silence says nothing. */
    public SessionProtocol withoutTicks() {
        return new SessionProtocol(commitInterval, Duration.ofDays(ENDLESS_DAYS), detachAfter);
    }

    private static final long ENDLESS_DAYS = 36_500;

    /** The next state, and what is to be done on the way there. */
    record Step(SessionState next, List<SessionEffect> effects) {
        static Step to(SessionState next, SessionEffect... effects) {
            return new Step(next, List.of(effects));
        }
    }

    Step next(SessionState state, SessionEvent event, long now) {
        if (state instanceof Ended) {
            return Step.to(state);
        }
        if (event instanceof ChannelClosed closed) {
            return end(closed.ending());
        }
        if (event instanceof StateUnusable unusable) {
            return end(Ending.Kind.UNUSABLE, unusable.why());
        }
        if (event instanceof PublishRefused refused) {
            return end(Ending.Kind.DETACHED, refused.why());
        }
        if (event instanceof Fenced fenced) {
            return fenced(state, fenced);
        }
        if (state instanceof Standby) {
            return standby(event);
        }
        if (state instanceof Loading loading) {
            return loading(loading, event, now);
        }
        return state instanceof Active active ? active(active, event, now) : waiting((Waiting) state, event, now);
    }

    private static Step standby(SessionEvent event) {
        if (event instanceof Delivered delivered) {
            return Step.to(new Loading(delivered.delivery()), new LoadState());
        }
        return event instanceof CloseRequested ? closed() : Step.to(new Standby());
    }

    private static Step loading(Loading loading, SessionEvent event, long now) {
        if (event instanceof StateLoaded loaded) {
            int before = loaded.sessionsWithoutCommit();
            CommitPace pace = before >= CAREFUL_FROM ? CommitPace.CAREFUL : CommitPace.FULL;
            Tenure tenure = new Tenure(loaded.epoch() + 1, 0, before + 1, 0, pace);
            boolean parks = before >= PARK_AT && loaded.endedInProcessing();
            return Step.to(new TakingOver(tenure, loading.first(), parks, now), new SaveLoaded(tenure.stamp(false)));
        }
        if (event instanceof StateEmpty) {
            return end(Ending.Kind.NO_STATE, "no snapshot was found");
        }
        return event instanceof CloseRequested ? closed() : Step.to(loading);
    }

    private Step active(Active active, SessionEvent event, long now) {
        Tenure tenure = active.tenure();
        Progress progress = active.progress();
        if (event instanceof Delivered delivered) {
            Progress more = progress.plus(delivered.delivery(), now);
            ProcessDelivery process = new ProcessDelivery(delivered.delivery());
            return more.deliveries() < tenure.commitEvery()
                    ? Step.to(new Active(tenure, more), process)
                    : Step.to(new Settling(tenure, more, false, now), process, new SettleConfirms());
        }
        if (event instanceof CloseRequested) {
            // A first commit says that sessions get along, also if there is nothing to acknowledge.
            boolean needsCommit = progress.deliveries() > 0 || tenure.commits() == 0;
            return needsCommit ? settle(tenure, progress, true, now) : closed();
        }
        if (event instanceof TimerElapsed) {
            if (progress.deliveries() > 0 && hasPassed(commitInterval, progress.oldestNanos(), now)) {
                return settle(tenure, progress, false, now);
            }
            if (hasPassed(silenceLimit, progress.lastNanos(), now)) {
                return end(Ending.Kind.FAILED, "nothing was delivered for " + silenceLimit);
            }
        }
        return Step.to(active);
    }

    private Step waiting(Waiting waiting, SessionEvent event, long now) {
        if (event instanceof TimerElapsed && hasPassed(detachAfter, waiting.sinceNanos(), now)) {
            return end(Ending.Kind.DETACHED, "the broker has confirmed nothing for " + detachAfter);
        }
        if (event instanceof CloseRequested) {
            return closing(waiting);
        }
        if (event instanceof ConfirmsSettled && waiting instanceof Settling settling) {
            Tenure tenure = settling.tenure().committing();
            return Step.to(
                    new Saving(tenure, settling.progress(), settling.closing(), now),
                    new SaveCurrent(tenure.stamp(false)));
        }
        return event instanceof SnapshotConfirmed ? saved(waiting, now) : Step.to(waiting);
    }

    private static Step saved(Waiting waiting, long now) {
        if (waiting instanceof TakingOver takingOver) {
            return tookOver(takingOver, now);
        }
        if (waiting instanceof Trying trying) {
            Tenure tenure = trying.tenure().nextVersion();
            return Step.to(
                    new Tried(tenure, trying.first(), now),
                    new ProcessDelivery(trying.first()),
                    new SaveLoaded(tenure.stamp(false)));
        }
        if (waiting instanceof Tried tried) {
            return settle(tried.tenure(), Progress.of(tried.first(), now), false, now);
        }
        if (waiting instanceof Saving saving) {
            return committed(saving);
        }
        return Step.to(waiting);
    }

    private static Step tookOver(TakingOver takingOver, long now) {
        Tenure tenure = takingOver.tenure();
        Delivery first = takingOver.first();
        Progress progress = Progress.of(first, now);
        if (takingOver.parksFirst()) {
            String reason = "sessions ended while processing it, " + (tenure.sessionsWithoutCommit() - 1) + " in a row";
            return Step.to(
                    new Settling(tenure, progress, false, now),
                    new DiscardOlder(),
                    new Park(first, reason),
                    new SettleConfirms());
        }
        if (tenure.pace() == CommitPace.CAREFUL) {
            Tenure marked = tenure.nextVersion();
            return Step.to(new Trying(marked, first, now), new DiscardOlder(), new SaveLoaded(marked.stamp(true)));
        }
        return Step.to(new Active(tenure, progress), new DiscardOlder(), new ProcessDelivery(first));
    }

    private static Step committed(Saving saving) {
        Acknowledge acknowledge = new Acknowledge(saving.progress().lastTag());
        if (saving.closing()) {
            Ending ending = new Ending(Ending.Kind.CLOSED, "closed");
            return Step.to(new Ended(ending), acknowledge, new End(ending));
        }
        return Step.to(new Active(saving.tenure(), saving.progress().committed()), acknowledge);
    }

    private static Step settle(Tenure tenure, Progress progress, boolean closing, long now) {
        return Step.to(new Settling(tenure, progress, closing, now), new SettleConfirms());
    }

    /** A commit under way is finished; what was only taken over is the successor's. */
    private static Step closing(Waiting waiting) {
        if (waiting instanceof Settling settling) {
            return Step.to(new Settling(settling.tenure(), settling.progress(), true, settling.sinceNanos()));
        }
        if (waiting instanceof Saving saving) {
            return Step.to(new Saving(saving.tenure(), saving.progress(), true, saving.sinceNanos()));
        }
        return closed();
    }

    /** A tick may carry a predecessor's epoch, or this session's own: only a higher one fences. */
    private static Step fenced(SessionState state, Fenced fenced) {
        return state instanceof Holding holding && holding.tenure().epoch() < fenced.epoch()
                ? end(Ending.Kind.FAILED, "another session took over, with epoch " + fenced.epoch())
                : Step.to(state);
    }

    private static boolean hasPassed(Duration duration, long sinceNanos, long now) {
        return now - sinceNanos >= duration.toNanos();
    }

    private static Step closed() {
        return end(Ending.Kind.CLOSED, "closed");
    }

    private static Step end(Ending.Kind kind, String why) {
        return end(new Ending(kind, why));
    }

    private static Step end(Ending ending) {
        return Step.to(new Ended(ending), new End(ending));
    }
}
