package io.github.heartrate;

import java.time.Duration;
import java.time.Instant;

/**
 * What has been told about an episode, and whether somebody has seen it.
 *
 * @param told how many events of each phase there were
 * @param outdated of those, the ones before the last RAISED or ESCALATED
 * @param acknowledged whether somebody has seen the last RAISED or ESCALATED, or an event since
 * @param last the time of the last notice
 * @param lastByTick whether a tick told that time, or another input than the reading that caused the notice
 */
record Notices(Events told, Events outdated, boolean acknowledged, Instant last, boolean lastByTick) {

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

        Events plus(Phase phase) {
            return new Events(
                    raised + (phase == Phase.RAISED ? 1 : 0),
                    escalated + (phase == Phase.ESCALATED ? 1 : 0),
                    deescalated + (phase == Phase.DEESCALATED ? 1 : 0),
                    reminder + (phase == Phase.REMINDER ? 1 : 0),
                    acknowledged + (phase == Phase.ACKNOWLEDGED ? 1 : 0));
        }
    }

    static Notices raised(Instant at, Instant time) {
        return new Notices(Events.NONE.plus(Phase.RAISED), Events.NONE, false, time, !time.equals(at));
    }

    static Notices raisedByTick(Instant at, Instant time, Duration interval) {
        Instant last = notFarAhead(at, time, interval);
        return new Notices(Events.NONE.plus(Phase.RAISED), Events.NONE, false, last, true);
    }

    /** An event's time never goes back; after a tick far ahead, a tick with a good clock reckons from its own time. */
    private static Instant notFarAhead(Instant tick, Instant time, Duration interval) {
        return Elapsed.isMoreThan(tick, time, interval) ? tick : time;
    }

    Notices escalated(Instant at, Instant time) {
        return new Notices(told.plus(Phase.ESCALATED), told, false, time, !time.equals(at));
    }

    Notices deescalated(Instant at, Instant time) {
        return new Notices(told.plus(Phase.DEESCALATED), outdated, acknowledged, time, !time.equals(at));
    }

    boolean isReminderDue(Instant at, Duration interval) {
        return !acknowledged && Elapsed.isAtLeast(last, at, interval);
    }

    /** The second, of the epoch, before which no reminder is due; or one that is somewhat earlier. */
    long noReminderBefore(Duration interval) {
        return acknowledged ? Long.MAX_VALUE : Elapsed.secondAfter(last, interval);
    }

    /**
     * One reminder more, if one is due. After a tick far ahead, the next tick with a good clock takes the last notice back
     * to its own time, else no reminder would come for long; a reading never does, since it may have another clock.
     */
    Notices reminded(Instant at, Instant time, Duration interval, boolean byTick) {
        if (isReminderDue(at, interval)) {
            boolean byOther = byTick || !time.equals(at);
            Instant now = byTick ? notFarAhead(at, time, interval) : time;
            return new Notices(told.plus(Phase.REMINDER), outdated, acknowledged, now, byOther);
        }
        boolean wasFarAhead = byTick && lastByTick && Elapsed.isMoreThan(at, last, interval);
        return wasFarAhead ? new Notices(told, outdated, acknowledged, at, true) : this;
    }

    Notices acknowledge() {
        return new Notices(told.plus(Phase.ACKNOWLEDGED), outdated, true, last, lastByTick);
    }

    Disposition judgeAcknowledgementOf(Phase phase, int number) {
        if (number <= outdated.of(phase)) {
            return Disposition.OUTDATED;
        }
        return acknowledged ? Disposition.DUPLICATE : Disposition.ACCEPTED;
    }
}
