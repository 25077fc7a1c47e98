package io.github.heartrate;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has been told about an episode, and whether somebody has seen it.
 *
 * @param told how many events of each phase there were
 * @param outdated of those, the ones before the alarm was told anew
 * @param anew what told of it anew last: RAISED, ESCALATED, or the REMINDER at which an acknowledgement ended
 * @param anewAt when that was
 * @param seen who sees to it; null if nobody has acknowledged what was told anew, or an event since
 * @param last the time of the last notice that a reading caused, or a tick far behind the latest one
 * @param latest the time of the last notice otherwise; far ahead of the other if a tick's clock was wrong
 */
record Notices(
        Events told,
        Events outdated,
        Phase anew,
        Instant anewAt,
        @Nullable Seen seen,
        Instant last,
        Instant latest) {

    /** Numbers of events by phase; CLEARED is the end and is not counted. */
    record Events(int raised, int escalated, int deescalated, int reminder, int acknowledged) {

        static final Events NONE = new Events(0, 0, 0, 0, 0);

        int of(Phase phase) {
            return switch (phase) {
                case RAISED -> raised;
                case ESCALATED -> escalated;
                case DEESCALATED -> deescalated;
                case REMINDER -> reminder;
                case ACKNOWLEDGED -> acknowledged;
                case CLEARED -> 0;
            };
        }

        /** An episode's only grows, with each event. */
        int all() {
            return raised + escalated + deescalated + reminder + acknowledged;
        }

        Events plus(Phase phase) {
            return new Events(
                    raised + (phase == Phase.RAISED ? 1 : 0),
                    escalated + (phase == Phase.ESCALATED ? 1 : 0),
                    deescalated + (phase == Phase.DEESCALATED ? 1 : 0),
                    reminder + (phase == Phase.REMINDER ? 1 : 0),
                    acknowledged + (phase == Phase.ACKNOWLEDGED ? 1 : 0));
        }
    }

    /**
     * An acknowledgement that holds.
     *
     * @param at when it was made; the time of a later tick if its clock turned out to be far ahead
     * @param worstBpm the most extreme rate by then; NaN for SIGNAL_LOSS
     */
    record Seen(Instant at, double worstBpm) {}

    static Notices raised(Instant at) {
        return raisedByTick(at, at);
    }

    /**
     * Told by a tick, which may have a wrong clock.
     *
     * @param earliest when a right clock could have told it at the earliest
     */
    static Notices raisedByTick(Instant at, Instant earliest) {
        Instant last = at.isBefore(earliest) ? at : earliest;
        return new Notices(Events.NONE.plus(Phase.RAISED), Events.NONE, Phase.RAISED, at, null, last, at);
    }

    boolean isAcknowledged() {
        return seen != null;
    }

    /** The alarm has become worse, by a reading: nobody has seen that yet. */
    Notices escalated(Instant at) {
        return new Notices(told.plus(Phase.ESCALATED), told, Phase.ESCALATED, at, null, at, at);
    }

    Notices deescalated(Instant at) {
        return new Notices(told.plus(Phase.DEESCALATED), outdated, anew, anewAt, seen, at, at);
    }

    Notices acknowledged(Instant at, double worstBpm) {
        Seen now = new Seen(at, worstBpm);
        return new Notices(told.plus(Phase.ACKNOWLEDGED), outdated, anew, anewAt, now, last, latest);
    }

    /**
     * One reminder more if one is due, or if an acknowledgement ends. A tick far behind the latest notice shows that a
     * clock was wrong, so it reckons from the notice before that.
     */
    Notices reminded(AlarmPolicy policy, Moment moment) {
        if (seen != null) {
            return reconsidered(seen, policy.acknowledgementLimit(), moment);
        }
        Instant at = moment.time();
        Duration interval = policy.reminderInterval();
        if (Elapsed.isAtLeast(latest, at, interval)) {
            return remindedNow(moment);
        }
        boolean clocksDiffer = moment.tick() && Elapsed.isMoreThan(at, latest, interval);
        return clocksDiffer && Elapsed.isAtLeast(last, at, interval)
                ? new Notices(told.plus(Phase.REMINDER), outdated, anew, anewAt, null, at, latest)
                : this;
    }

    /** An acknowledgement far ahead of a later tick had a wrong clock: it holds no longer than one of now would. */
    private Notices reconsidered(Seen before, Duration limit, Moment moment) {
        Instant at = moment.time();
        if (Elapsed.isAtLeast(before.at(), at, limit)) {
            Notices again = remindedNow(moment);
            return new Notices(again.told, told, Phase.REMINDER, at, null, again.last, again.latest);
        }
        if (moment.tick() && Elapsed.isMoreThan(at, before.at(), limit)) {
            return new Notices(told, outdated, anew, anewAt, new Seen(at, before.worstBpm()), last, latest);
        }
        return this;
    }

    /** One reminder more, whether or not one is due. */
    Notices remindedNow(Moment moment) {
        Instant at = moment.time();
        return new Notices(told.plus(Phase.REMINDER), outdated, anew, anewAt, null, moment.tick() ? last : at, at);
    }

    /** The second, of the epoch, before which no reading can bring a reminder; or one that is somewhat earlier. */
    long noReminderBefore(AlarmPolicy policy) {
        return seen == null
                ? Elapsed.secondAfter(latest, policy.reminderInterval())
                : Elapsed.secondAfter(seen.at(), policy.acknowledgementLimit());
    }

    /** The number of the event that told of the alarm anew. */
    int anewNumber() {
        return anew == Phase.REMINDER ? outdated.reminder() + 1 : told.of(anew);
    }

    Verdict judgeAcknowledgementOf(Phase phase, int number) {
        if (number <= outdated.of(phase)) {
            return Verdict.OUTDATED;
        }
        return isAcknowledged() ? Verdict.DUPLICATE : Verdict.ACCEPTED;
    }
}
