package io.github.heartrate.amqp.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import io.github.heartrate.amqp.internal.session.SessionEffect.Acknowledge;
import io.github.heartrate.amqp.internal.session.SessionEffect.End;
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
import io.github.heartrate.amqp.internal.session.SessionEvent.TimerElapsed;
import io.github.heartrate.amqp.state.Stamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SessionProtocolTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long EPOCH = 7;

    private final SessionProtocol protocol = SessionProtocol.DEFAULT;
    private final List<SessionEffect> effects = new ArrayList<>();
    private SessionState state = new SessionState.Standby();
    private long now;
    private long tag;

    private void on(SessionEvent... events) {
        for (SessionEvent event : events) {
            SessionProtocol.Step step = protocol.next(state, event, now);
            state = step.next();
            effects.addAll(step.effects());
        }
    }

    private Delivered delivery() {
        return new Delivered(new Delivery(++tag, "0", new BasicProperties(), new byte[0]));
    }

    private static StateLoaded loaded(int sessionsWithoutCommit, boolean endedInProcessing) {
        return new StateLoaded(EPOCH - 1, sessionsWithoutCommit, endedInProcessing);
    }

    private <T> List<T> done(Class<T> type) {
        return effects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void takeOver() {
        on(delivery(), loaded(0, false), new SnapshotConfirmed());
    }

    @Test
    void channelThatClosedEndsTheSessionForItsReason() {
        Ending ending = new Ending(Ending.Kind.NOT_FOUND, "404 no queue");

        SessionProtocol.Step step =
                SessionProtocol.DEFAULT.next(new SessionState.Standby(), new ChannelClosed(ending), 0);

        assertThat(step.next()).isEqualTo(new SessionState.Ended(ending));
    }

    @Test
    void standbyLoadsNothingBeforeItsFirstDelivery() {
        now = 3600 * SECOND;
        on(new TimerElapsed(), new SnapshotConfirmed(), new Fenced(99));

        assertThat(effects).isEmpty();
        assertThat(state).isInstanceOf(SessionState.Standby.class);
    }

    @Test
    void successorFencesBeforeItProcesses() {
        on(delivery(), loaded(0, false));

        assertThat(done(SaveLoaded.class))
                .containsExactly(new SaveLoaded(new SessionEffect.Header(new Stamp(EPOCH, 0), 1, false)));
        assertThat(done(ProcessDelivery.class)).isEmpty();
    }

    @Test
    void emptyReadIsNeverAFirstStart() {
        on(delivery(), new StateEmpty());

        assertThat(state).isEqualTo(new SessionState.Ended(new Ending(Ending.Kind.NO_STATE, "no snapshot was found")));
    }

    @Test
    void commitIsDueAfterFiveHundredDeliveries() {
        takeOver();
        for (int i = 1; i < CommitPace.FULL_DELIVERIES - 1; i++) {
            on(delivery());
        }
        assertThat(done(SettleConfirms.class)).isEmpty();

        on(delivery());

        assertThat(done(SettleConfirms.class)).hasSize(1);
    }

    @Test
    void commitIsDueTwoSecondsAfterTheOldestUncommittedDelivery() {
        takeOver();
        now = 2 * SECOND - 1;
        on(delivery(), new TimerElapsed());
        assertThat(done(SettleConfirms.class)).isEmpty();

        now++;
        on(new TimerElapsed());

        assertThat(done(SettleConfirms.class)).hasSize(1);
    }

    @Test
    void sessionThatHearsNothingForFiveSecondsEnds() {
        takeOver();
        now = 3 * SECOND;
        on(new TimerElapsed(), new ConfirmsSettled(), new SnapshotConfirmed());
        now = 5 * SECOND;
        on(new TimerElapsed());

        assertThat(state).isInstanceOf(SessionState.Ended.class);
    }

    @Test
    void confirmThatDoesNotComeForFiveMinutesDetaches() {
        takeOver();
        now = 2 * SECOND;
        on(new TimerElapsed());
        now += 300 * SECOND - 1;
        on(new TimerElapsed());
        assertThat(state).isInstanceOf(SessionState.Settling.class);

        now++;
        on(new TimerElapsed());

        assertThat(done(End.class)).extracting(end -> end.ending().kind()).containsExactly(Ending.Kind.DETACHED);
    }

    @Test
    void onlyAHigherEpochFences() {
        takeOver();
        on(new Fenced(EPOCH), new Fenced(EPOCH - 1));
        assertThat(state).isInstanceOf(SessionState.Active.class);

        on(new Fenced(EPOCH + 1));

        assertThat(state).isInstanceOf(SessionState.Ended.class);
    }

    @Test
    void closingCommitsFirstAndAcknowledges() {
        takeOver();
        on(delivery(), new CloseRequested());
        assertThat(done(End.class)).isEmpty();

        on(new ConfirmsSettled(), new SnapshotConfirmed());

        assertThat(effects.subList(effects.size() - 2, effects.size()))
                .containsExactly(new Acknowledge(2), new End(new Ending(Ending.Kind.CLOSED, "closed")));
    }

    @Test
    void fourthSessionInARowBeginsWithSingleMessagesAndSaysWhatItIsAboutToDo() {
        on(delivery(), loaded(3, false), new SnapshotConfirmed());
        assertThat(done(ProcessDelivery.class)).isEmpty();

        on(new SnapshotConfirmed());
        assertThat(done(ProcessDelivery.class)).hasSize(1);
        on(new SnapshotConfirmed(), new ConfirmsSettled(), new SnapshotConfirmed());
        on(delivery(), new ConfirmsSettled(), new SnapshotConfirmed());

        assertThat(done(SaveLoaded.class))
                .extracting(save -> save.header().processing())
                .containsExactly(false, true, false);
        assertThat(done(SaveCurrent.class))
                .extracting(save -> save.header().sessionsWithoutCommit())
                .containsExactly(0, 0);
        assertThat(done(Acknowledge.class)).containsExactly(new Acknowledge(1), new Acknowledge(2));
    }

    @Test
    void messageIsParkedOnlyIfTheTenthSessionEndedInItsProcessing() {
        on(delivery(), loaded(10, false), new SnapshotConfirmed());
        assertThat(done(Park.class)).isEmpty();

        state = new SessionState.Standby();
        on(delivery(), loaded(9, true), new SnapshotConfirmed());
        assertThat(done(Park.class)).isEmpty();

        state = new SessionState.Standby();
        on(delivery(), loaded(10, true), new SnapshotConfirmed());
        assertThat(done(Park.class)).hasSize(1);
        assertThat(done(ProcessDelivery.class)).isEmpty();
    }

    /** Any events in any order: what is acknowledged was processed once, in order, and is in a confirmed snapshot. */
    @Property(tries = 2_000)
    void nothingIsAcknowledgedThatNoConfirmedSnapshotHolds(
            @ForAll @Size(max = 300) List<@IntRange(max = 40) Integer> choices,
            @ForAll @IntRange(max = 12) int before) {
        SessionProtocolTest session = new SessionProtocolTest();
        long confirmed = 0;
        long saved = 0;
        long processed = 0;
        boolean ended = false;
        for (int choice : choices) {
            int seen = session.effects.size();
            SessionEvent event = session.event(choice, before);
            if (event instanceof SnapshotConfirmed) {
                confirmed = saved;
            }
            session.now += SECOND / 10;
            session.on(event);
            for (SessionEffect effect : session.effects.subList(seen, session.effects.size())) {
                assertThat(ended).as("an effect after the end").isFalse();
                if (effect instanceof ProcessDelivery process) {
                    assertThat(process.delivery().tag()).isEqualTo(++processed);
                } else if (effect instanceof Park park) {
                    assertThat(park.delivery().tag()).isEqualTo(++processed);
                } else if (effect instanceof SaveCurrent) {
                    saved = processed;
                } else if (effect instanceof Acknowledge acknowledge) {
                    assertThat(acknowledge.tag()).isLessThanOrEqualTo(confirmed);
                }
                ended = effect instanceof End;
            }
        }
    }

    /** Versions never go back, and no snapshot is begun while one is unconfirmed. */
    @Property(tries = 2_000)
    void versionsCountUpAndOneSnapshotIsUnderWay(
            @ForAll @Size(max = 300) List<@IntRange(max = 40) Integer> choices,
            @ForAll @IntRange(max = 12) int before) {
        SessionProtocolTest session = new SessionProtocolTest();
        boolean isUnderWay = false;
        for (int choice : choices) {
            SessionEvent event = session.event(choice, before);
            isUnderWay &= !(event instanceof SnapshotConfirmed);
            int seen = session.effects.size();
            session.on(event);
            for (SessionEffect effect : session.effects.subList(seen, session.effects.size())) {
                if (effect instanceof SaveLoaded || effect instanceof SaveCurrent) {
                    assertThat(isUnderWay).isFalse();
                    isUnderWay = true;
                }
            }
        }
        List<Long> versions = session.effects.stream()
                .flatMap(effect -> effect instanceof SaveLoaded save
                        ? Stream.of(save.header().stamp().version())
                        : effect instanceof SaveCurrent save
                                ? Stream.of(save.header().stamp().version())
                                : Stream.of())
                .toList();
        for (int i = 0; i < versions.size(); i++) {
            assertThat(versions.get(i)).isEqualTo(i);
        }
    }

    /** Deliveries are offered only to a state that takes them, as the session does. */
    private SessionEvent event(int choice, int sessionsBefore) {
        return switch (choice) {
            case 0 -> new ChannelClosed("cut");
            case 1 -> new CloseRequested();
            case 2 -> new PublishRefused("full");
            case 3 -> new Fenced(EPOCH);
            case 4 -> new StateEmpty();
            case 5, 6, 7, 8 -> loaded(sessionsBefore, sessionsBefore % 2 == 0);
            case 9, 10, 11, 12 -> new TimerElapsed();
            case 13, 14, 15, 16, 17, 18 -> new ConfirmsSettled();
            case 19, 20, 21, 22, 23, 24, 25 ->
                state instanceof SessionState.Waiting && !(state instanceof SessionState.Settling)
                        ? new SnapshotConfirmed()
                        : new TimerElapsed();
            default -> state.takesDeliveries() ? delivery() : new TimerElapsed();
        };
    }
}
