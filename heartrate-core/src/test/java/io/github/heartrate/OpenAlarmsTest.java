package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.heartrate.Generators.Kind;
import io.github.heartrate.Generators.Session;
import io.github.heartrate.testkit.Scenario;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What a receiver knows from alerts alone is what the monitor knows. */
class OpenAlarmsTest {

    private static final AlarmPolicy POLICY = BoundaryCasesTest.policy("extreme stale10 latchHigh remind5");

    private final List<Alert> told = new ArrayList<>();
    private final OpenAlarms open = new OpenAlarms();

    @Provide
    Arbitrary<Session> sessions() {
        return Generators.sessions(EnumSet.allOf(Kind.class), 40);
    }

    /** What both sides can know of an alarm. */
    private record Known(String episodeId, boolean isLatched, boolean isAcknowledged, Object violation) {}

    private static Set<Known> of(Collection<EpisodeView> views) {
        return views.stream()
                .map(view -> new Known(
                        view.episodeId(),
                        view.isLatched(),
                        view.acknowledgement().isPresent(),
                        view.violation().map(Violation::limitBpm)))
                .collect(Collectors.toSet());
    }

    private static Set<Known> of(List<PatientStatus.ActiveAlarm> alarms) {
        return alarms.stream()
                .map(alarm -> new Known(
                        alarm.alert().episodeId(),
                        alarm.alert().latched(),
                        alarm.acknowledged(),
                        alarm.alert().violation().map(Violation::limitBpm)))
                .collect(Collectors.toSet());
    }

    @Property(tries = 2_000)
    void alertsWithRepeatsGiveTheAlarmsOfTheMonitor(@ForAll("sessions") Session session, @ForAll Random repeats) {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(session.policy()).build();
        OpenAlarms known = new OpenAlarms();
        List<Alert> heard = new ArrayList<>();
        for (Input input : session.inputs()) {
            Optional<PatientStatus> before = monitor.status(Feed.PATIENT);
            Outcome outcome = monitor.apply(input);
            for (Alert alert : outcome.alerts()) {
                known.accept(alert);
                heard.add(alert);
                known.accept(heard.get(repeats.nextInt(heard.size())));
            }
            if (input instanceof Input.Discharge discharge && outcome.verdict() == Verdict.ACCEPTED) {
                known.forget(discharge.patientId());
            }
            if (AlertLaws.mayRepeat(input, before, outcome)) {
                return; // with the ids of what was told
            }
            if (monitor.patientCount() == 0) {
                return; // forgotten, with the ids: what is fed again may happen again
            }
            assertThat(of((Collection<EpisodeView>) known.all())).isEqualTo(of(monitor.activeAlarms()));
        }
    }

    @Property(tries = 300)
    void noticeOfAnAlarmNobodySeesToCanBeAcknowledged(@ForAll("sessions") Session session) {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(session.policy()).build();
        OpenAlarms known = new OpenAlarms();
        monitor.addListener(known);
        for (Input input : session.inputs()) {
            Optional<PatientStatus> before = monitor.status(Feed.PATIENT);
            if (AlertLaws.mayRepeat(input, before, monitor.apply(input))) {
                return; // with the ids of what was told
            }
        }
        if (monitor.patientCount() == 0) {
            return;
        }
        for (PatientStatus.ActiveAlarm alarm : monitor.activeAlarms()) {
            EpisodeView view = known.episode(alarm.alert().episodeId()).orElseThrow();
            if (!alarm.acknowledged()) {
                assertThat(monitor.status(view.patientId())).isPresent();
                Outcome outcome = monitor.acknowledge(
                        view.notice(), "a nurse", alarm.alert().time());
                assertThat(outcome.verdict()).isIn(Verdict.ACCEPTED, Verdict.HELD);
            }
        }
    }

    private void feed(String inputs) {
        Scenario.of(inputs).run(input -> {
            Outcome outcome = monitor.apply(input);
            outcome.alerts().forEach(open::onAlert);
            told.addAll(outcome.alerts());
            return outcome;
        });
    }

    private final HeartRateMonitor monitor =
            HeartRateMonitor.builder().policy(POLICY).build();

    @Test
    void alarmIsOpenUntilItIsCleared() {
        feed("110x3");
        assertThat(open.all()).singleElement().satisfies(view -> {
            assertThat(view.isActive()).isTrue();
            assertThat(view.isLatched()).isFalse();
            assertThat(view.condition()).isEqualTo(Condition.TACHYCARDIA);
            assertThat(view.notice()).isEqualTo(told.get(0)).isEqualTo(view.latest());
            assertThat(view.onset()).isEqualTo(told.get(0).onset());
            assertThat(view.raisedAt()).isEqualTo(told.get(0).raisedAt());
        });
        assertThat(open.of("p")).isEqualTo(open.all());
        assertThat(open.of("q")).isEmpty();
    }

    @Test
    void alertThatEndsAnEpisodeGivesItBackOnce() {
        List<Alert> alerts = Feed.alerts(POLICY, "110x3 72");
        assertThat(open.accept(alerts.get(0))).isEmpty();
        assertThat(open.accept(alerts.get(1))).singleElement().satisfies(view -> {
            assertThat(view.isOpen()).isFalse();
            assertThat(view.cleared()).contains(alerts.get(1));
        });
        assertThat(open.accept(alerts.get(1))).isEmpty();
        assertThat(open.accept(alerts.get(0))).isEmpty();
        assertThat(open.all()).isEmpty();
    }

    @Test
    void latchedAlarmIsOpenUntilItIsAcknowledged() {
        feed("140x3 72");
        assertThat(open.all()).singleElement().satisfies(view -> {
            assertThat(view.isLatched()).isTrue();
            assertThat(view.isActive()).isFalse();
        });
        monitor.acknowledge(told.get(0), "a nurse", told.get(0).time().plusSeconds(9))
                .alerts()
                .forEach(open::onAlert);
        assertThat(open.all()).isEmpty();
    }

    @Test
    void newAlarmTakesThePlaceOfALatchedOneOfItsCondition() {
        feed("140x3 72 110x3");
        assertThat(open.all())
                .singleElement()
                .satisfies(view -> assertThat(view.isActive()).isTrue());
    }

    @Test
    void dischargeEndsWhatIsLatchedIfAnAlarmIsActiveAndForgetEndsItAnyway() {
        feed("140x3 72 40x3");
        assertThat(open.all()).hasSize(2);
        open.forget("q");
        assertThat(open.all()).hasSize(2);
        monitor.discharge("p", told.get(0).time().plusSeconds(60)).alerts().forEach(open::onAlert);
        assertThat(open.all()).isEmpty();

        feed("140@99 140x2 72");
        open.forget("p");
        assertThat(open.all()).isEmpty();
        told.forEach(open::onAlert);
        assertThat(open.all()).isEmpty();
    }

    @Test
    void escalationAndReminderEndAnAcknowledgementAndAreCounted() {
        feed("110x3 ack");
        assertThat(open.all()).singleElement().satisfies(view -> {
            assertThat(view.acknowledgedBy()).isPresent();
            assertThat(view.acknowledgement()).contains(told.get(1));
            assertThat(view.notice()).isEqualTo(told.get(0));
        });
        EpisodeView acknowledged = open.all().get(0);
        feed("140@9 140x2");
        EpisodeView escalated = open.all().get(0);
        assertThat(escalated.acknowledgement()).isEmpty();
        assertThat(escalated.highestPriority()).isEqualTo(Priority.HIGH);
        assertThat(escalated.violation().orElseThrow().peakBpm()).isEqualTo(140);
        assertThat(escalated.with(told.get(1))).isSameAs(escalated);
        assertThat(acknowledged.highestPriority()).isEqualTo(Priority.MEDIUM);
        monitor.tick(told.get(told.size() - 1).time().plusSeconds(6)).alerts().forEach(open::onAlert);
        assertThat(open.all().get(0).reminders()).isEqualTo(1);
    }

    @Test
    void statusIsAStartingPoint() {
        feed("110x3 ack");
        OpenAlarms late = new OpenAlarms(0);
        monitor.activeAlarms().forEach(late::accept);
        EpisodeView view = late.all().get(0);
        assertThat(view.acknowledgement()).isPresent();
        assertThat(view.acknowledgedBy()).isEmpty();
        late.accept(monitor.activeAlarms().get(0));
        assertThat(late.all()).containsExactly(view);
        assertThat(view).hasToString("EpisodeView[TACHYCARDIA active, acknowledged, episode " + view.episodeId() + "]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OpenAlarms(-1))
                .withMessage("endedRemembered must not be negative: -1");
    }

    @Test
    void highestPriorityIsKnownThoughAlertsOfAnEarlierVersionDoNotSayIt() {
        List<Alert> alerts = Feed.alerts(POLICY, "140x3 110 72").stream()
                .map(alert ->
                        alert.toBuilder().highestPriority(alert.priority()).build())
                .toList();
        EpisodeView view = EpisodeView.from(alerts.get(0));
        for (Alert alert : alerts) {
            view = view.with(alert);
        }
        assertThat(view.cleared()).isPresent();
        assertThat(view.highestPriority()).isEqualTo(Priority.HIGH);
    }

    @Test
    void alertOfAnotherEpisodeIsRefused() {
        List<Alert> alerts = Feed.alerts(POLICY, "110x3 72 40x3");
        EpisodeView view = EpisodeView.from(alerts.get(0));
        Alert other = alerts.get(alerts.size() - 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> view.with(other))
                .withMessage("alert must be of episode " + view.episodeId() + ": " + other.episodeId());
    }
}
