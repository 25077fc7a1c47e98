package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Generators.Kind;
import io.github.heartrate.Generators.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What the monitor adds to the rule: many patients, listeners, snapshots, forgetting. */
class MonitorPropertiesTest {

    private static final Duration IDLE_LIMIT = Duration.ofSeconds(15);

    @Provide
    Arbitrary<Session> sessions() {
        return Generators.sessions(EnumSet.allOf(Kind.class), 25);
    }

    /** Ticks are for all patients at once, so they are none of one patient's inputs. */
    @Provide
    Arbitrary<Session> withoutTicks() {
        return Generators.sessions(Generators.allBut(Kind.TICK, Kind.WRONG_TICK), 30);
    }

    private static HeartRateMonitor.Builder monitor(Session session) {
        return HeartRateMonitor.builder().policy(session.policy()).idleLimit(IDLE_LIMIT);
    }

    @Property
    void interleavingLeavesEachPatientsAlertsAlone(
            @ForAll("withoutTicks") Session mine,
            @ForAll("withoutTicks") Session others,
            @ForAll @Size(60) List<Boolean> turns) {
        Session theirs = new Session(mine.policy(), others.steps());
        List<Input> mineAlone = mine.inputs("p", Feed.START);
        List<Input> theirsAlone = theirs.inputs("q", Feed.START);
        List<Alert> told = new ArrayList<>();
        HeartRateMonitor both = monitor(mine).listener(told::add).build();
        int i = 0;
        int j = 0;
        for (boolean myTurn : turns) {
            if (i < mineAlone.size() && (myTurn || j == theirsAlone.size())) {
                both.apply(mineAlone.get(i++));
            } else if (j < theirsAlone.size()) {
                both.apply(theirsAlone.get(j++));
            }
        }
        assertThat(told)
                .filteredOn(alert -> alert.patientId().equals("p"))
                .isEqualTo(Feed.feed(monitor(mine).build()::apply, mineAlone.subList(0, i)));
        assertThat(told)
                .filteredOn(alert -> alert.patientId().equals("q"))
                .isEqualTo(Feed.feed(monitor(mine).build()::apply, theirsAlone.subList(0, j)));
    }

    @Property(tries = 300)
    void restoringAtAnyCutIsAsIfThereWereNoCut(@ForAll("sessions") Session session) {
        List<Input> inputs = session.inputs();
        HeartRateMonitor whole = monitor(session).build();
        List<byte[]> cuts = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Input input : inputs) {
            cuts.add(whole.snapshot().toBytes());
            outcomes.add(whole.apply(input));
        }
        for (int cut = 0; cut < inputs.size(); cut++) {
            HeartRateMonitor restored = monitor(session)
                    .restore(MonitorSnapshot.fromBytes(cuts.get(cut)))
                    .build();
            assertThat(restored.snapshot().toBytes()).isEqualTo(cuts.get(cut));
            for (int i = cut; i < inputs.size(); i++) {
                assertThat(restored.apply(inputs.get(i))).isEqualTo(outcomes.get(i));
            }
            assertThat(restored.snapshot()).isEqualTo(whole.snapshot());
        }
    }

    /** Taken out and put back before each input, by way of the bytes. */
    @Property
    void patientThatIsForgottenAndRestoredIsAsIfItHadStayed(@ForAll("sessions") Session session) {
        HeartRateMonitor stays = monitor(session).build();
        HeartRateMonitor moves = monitor(session).build();
        for (Input input : session.inputs()) {
            moves.forget(Feed.PATIENT)
                    .map(state -> state.toBytes(session.policy()))
                    .map(bytes -> DetectorSnapshot.fromBytes(bytes, session.policy()))
                    .ifPresent(moves::restore);
            assertThat(moves.apply(input)).isEqualTo(stays.apply(input));
        }
        assertThat(moves.snapshot()).isEqualTo(stays.snapshot());
        for (Verdict verdict : Verdict.values()) {
            assertThat(moves.readingCount(verdict)).isEqualTo(stays.readingCount(verdict));
        }
    }

    @Property
    void throwingListenerChangesNoLaterEvent(
            @ForAll("sessions") Session session, @ForAll @IntRange(min = 1, max = 4) int every) {
        List<Alert> quiet = new ArrayList<>();
        List<Alert> besides = new ArrayList<>();
        List<Alert> failed = new ArrayList<>();
        HeartRateMonitor without = monitor(session).listener(quiet::add).build();
        List<Alert> told = new ArrayList<>();
        HeartRateMonitor with = monitor(session)
                .listener(alert -> {
                    told.add(alert);
                    if (told.size() % every == 0) {
                        throw new IllegalStateException("full");
                    }
                })
                .listener(besides::add)
                .failureHandler((listener, alert, failure) -> failed.add(alert))
                .build();
        for (Input input : session.inputs()) {
            assertThat(with.apply(input)).isEqualTo(without.apply(input));
        }
        assertThat(besides).isEqualTo(quiet);
        assertThat(told).isEqualTo(quiet);
        assertThat(failed).hasSize(quiet.size() / every);
        assertThat(with.snapshot()).isEqualTo(without.snapshot());
    }

    /** Whatever comes, in whatever order, with whatever clock. */
    @Property(tries = 2_000)
    void noSequenceOfInputsBreaksTheLaws(@ForAll("sessions") Session session) {
        List<Alert> heard = new ArrayList<>();
        List<Alert> returned = new ArrayList<>();
        HeartRateMonitor monitor = monitor(session).listener(heard::add).build();
        AlertLaws laws = new AlertLaws();
        for (Input input : session.inputs()) {
            // What it confirms comes first, and may make the input itself LATE or OUTDATED.
            boolean mayConfirm =
                    monitor.snapshot().patients().stream().anyMatch(patient -> patient.care.held() != null);
            Optional<PatientStatus> before = monitor.status(Feed.PATIENT);
            Outcome outcome = monitor.apply(input);
            laws.check(input, before, outcome);
            returned.addAll(outcome.alerts());
            if (monitor.patientCount() == 0) {
                // Forgotten, with the ids: what is fed again may happen again.
                laws = new AlertLaws();
            }
            assertThat(outcome.alerts().isEmpty() || outcome.verdict() == Verdict.ACCEPTED || mayConfirm)
                    .isTrue();
            assertThat(monitor.patientCount()).isLessThanOrEqualTo(1);
            for (DetectorSnapshot patient : monitor.snapshot().patients()) {
                StateSize.check(patient, session.largestOnsetCount());
            }
            long active = monitor.activeAlarms().size();
            assertThat(monitor.status(Feed.PATIENT)
                            .map(status -> status.activeAlarms().size()
                                    + status.latchedAlarms().size())
                            .orElse(0))
                    .isEqualTo((int) active);
        }
        assertThat(heard).isEqualTo(returned);
        assertThat(MonitorSnapshot.fromBytes(monitor.snapshot().toBytes())).isEqualTo(monitor.snapshot());
    }
}
