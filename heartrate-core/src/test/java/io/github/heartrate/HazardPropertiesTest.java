package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Generators.Kind;
import io.github.heartrate.Generators.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Nobody in danger is untold: laws that hold whatever a clock, a lead or a person does. */
class HazardPropertiesTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Provide
    Arbitrary<Session> sessions() {
        return Generators.sessions(EnumSet.allOf(Kind.class), 30);
    }

    @Provide
    Arbitrary<Session> withRightClocks() {
        return Generators.sessions(Generators.allBut(Kind.WRONG_TICK, Kind.REDELIVER), 40);
    }

    @Provide
    Arbitrary<Session> withoutPauses() {
        return Generators.sessions(Generators.allBut(Kind.PAUSE), 40);
    }

    /** Of whatever kind, by whatever time, at whatever position. The inputs around it are within the limit of each other. */
    @Property
    void singleLeapChangesNothingThatWellTimedInputsTell(
            @ForAll("withRightClocks") Session session,
            @ForAll @IntRange(max = 5) int kind,
            @ForAll @IntRange(max = 40) int place,
            @ForAll @IntRange(min = 3_600, max = Integer.MAX_VALUE) int secondsAhead) {
        List<Input> inputs = new ArrayList<>(List.of(new Input.Tick(Feed.START)));
        inputs.addAll(session.inputs());
        int position = 1 + place % inputs.size();
        Instant then = inputs.get(position - 1).timestamp().plus(DAY).plusSeconds(secondsAhead);
        HeartRateMonitor without =
                HeartRateMonitor.builder().policy(session.policy()).build();
        HeartRateMonitor with =
                HeartRateMonitor.builder().policy(session.policy()).build();
        List<Alert> told = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (i == position) {
                Outcome leap = with.apply(leap(kind, then, session.policy(), told));
                assertThat(leap.alerts()).isEmpty();
                assertThat(leap.verdict())
                        .isIn(Verdict.HELD, Verdict.UNKNOWN, Verdict.IMPLAUSIBLE, Verdict.OUTDATED, Verdict.DUPLICATE);
            }
            Outcome outcome = without.apply(inputs.get(i));
            assertThat(with.apply(inputs.get(i))).isEqualTo(outcome);
            told.addAll(outcome.alerts());
        }
    }

    private static Input leap(int kind, Instant then, AlarmPolicy policy, List<Alert> told) {
        return switch (kind) {
            case 0 -> new Reading(Feed.PATIENT, then, 0);
            case 1 -> new Input.Tick(then);
            case 2 ->
                told.isEmpty()
                        ? new Input.Pause(Feed.PATIENT, then, then)
                        : Input.Acknowledge.of(told.get(told.size() - 1), "nurse", then);
            case 3 -> new Input.Admit(Feed.PATIENT, then);
            case 4 -> new Input.Discharge(Feed.PATIENT, then);
            default ->
                new Input.ChangePolicy(
                        Feed.PATIENT, policy.toBuilder().onsetCount(9).build(), then);
        };
    }

    /** Lost or not, paused or not: at each tick its last notice is less than an interval ago. */
    @Property
    void activeUnseenHighAlarmIsRemindedOfInEveryStateOfTheSignal(@ForAll("withRightClocks") Session any) {
        Duration interval = Duration.ofSeconds(2);
        AlarmPolicy policy = any.policy().toBuilder().reminderInterval(interval).build();
        Session session = new Session(
                policy,
                any.steps().stream()
                        .filter(step -> step.kind() != Kind.CHANGE_POLICY && step.kind() != Kind.SET_EQUAL_POLICY)
                        .toList());
        ConsecutiveThresholdDetector detector = Feed.detector(policy);
        Map<String, Instant> lastNotice = new HashMap<>();
        for (Input input : session.inputs()) {
            for (Alert alert : detector.apply(input).alerts()) {
                if (alert.phase() != Phase.ACKNOWLEDGED && alert.phase() != Phase.CLEARED) {
                    lastNotice.put(alert.episodeId(), alert.time());
                }
            }
            if (input instanceof Input.Tick tick) {
                for (PatientStatus.ActiveAlarm alarm : detector.status().activeAlarms()) {
                    boolean isHigh = alarm.alert().priority() == Priority.HIGH;
                    if (isHigh && !alarm.acknowledged()) {
                        Instant last = lastNotice.get(alarm.alert().episodeId());
                        assertThat(Duration.between(last, tick.timestamp())).isLessThan(interval);
                    }
                }
            }
        }
    }

    /** Whatever ticks, clocks and silences come: until the discharge the patient is known, and told of if silent. */
    @Property
    void admittedPatientIsToldOfOrDischargedAndNeverForgotten(@ForAll("sessions") Session session) {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(session.policy())
                .idleLimit(Duration.ofSeconds(1))
                .build();
        boolean admitted = false;
        for (Input input : session.inputs()) {
            Outcome outcome = monitor.apply(input);
            // Something else was heard after all of them, so that all are idle but for a reason.
            monitor.accept(new Reading("newest", input.timestamp(), 72));
            if (outcome.verdict() == Verdict.ACCEPTED && input instanceof Input.Admit) {
                admitted = true;
            } else if (outcome.verdict() == Verdict.ACCEPTED && input instanceof Input.Discharge) {
                admitted = false;
            }
            Optional<PatientStatus> status = monitor.status(Feed.PATIENT);
            if (admitted) {
                assertThat(status).isPresent();
                assertThat(status.get().admitted()).isTrue();
                assertThat(isToldOfIfSilent(input, outcome, status.get())).isTrue();
            }
        }
    }

    private static boolean isToldOfIfSilent(Input input, Outcome outcome, PatientStatus status) {
        boolean isSilent = input instanceof Input.Tick
                && outcome.verdict() == Verdict.ACCEPTED
                && status.lastReading()
                        .filter(last -> Elapsed.isMoreThan(
                                last.timestamp(),
                                input.timestamp(),
                                status.policy().staleAfter()))
                        .isPresent();
        return !isSilent
                || status.activeAlarms().stream()
                        .anyMatch(alarm -> alarm.alert().condition() == Condition.SIGNAL_LOSS);
    }

    /** A pause takes away no alarm and makes no HIGH alert quiet. */
    @Property
    void pausedPatientsHighAlarmIsTold(
            @ForAll("withoutPauses") Session session,
            @ForAll @IntRange(max = 40) int place,
            @ForAll @IntRange(min = 1, max = 60) int seconds) {
        List<Input> inputs = session.inputs();
        ConsecutiveThresholdDetector never = Feed.detector(session.policy());
        ConsecutiveThresholdDetector paused = Feed.detector(session.policy());
        for (int i = 0; i < inputs.size(); i++) {
            Input input = inputs.get(i);
            if (i == place) {
                Instant at = input.timestamp();
                boolean fits = at.isAfter(Instant.MIN) && at.isBefore(Instant.MAX.minusSeconds(60));
                Instant until = fits ? at.plusSeconds(seconds) : at;
                paused.apply(new Input.Pause(Feed.PATIENT, until, at));
                if (input instanceof Input.OfPatient && !(input instanceof Reading)) {
                    return; // the pause is the last control now, so others may be LATE
                }
            }
            Outcome quiet = paused.apply(input);
            Outcome heard = never.apply(input);
            boolean isControl = input instanceof Input.OfPatient && !(input instanceof Reading);
            if (i >= place && isControl && quiet.verdict() != heard.verdict()) {
                return; // dated before the pause, which makes it LATE
            }
            assertThat(alarms(quiet)).isEqualTo(alarms(heard));
            assertThat(quiet.alerts()).noneMatch(alert -> alert.paused() && alert.priority() == Priority.HIGH);
            boolean isHighTold = quiet.alerts().stream()
                    .anyMatch(alert -> alert.priority() == Priority.HIGH
                            && Set.of(Phase.RAISED, Phase.ESCALATED, Phase.REMINDER)
                                    .contains(alert.phase()));
            assertThat(isHighTold && paused.status().pausedUntil().isPresent()).isFalse();
            if (i >= place && isControl) {
                return;
            }
        }
    }

    /** What began and ended; a pause brings reminders of its own. */
    private static Set<String> alarms(Outcome outcome) {
        return outcome.alerts().stream()
                .filter(alert -> alert.phase() == Phase.RAISED
                        || alert.phase() == Phase.ESCALATED
                        || alert.phase() == Phase.DEESCALATED
                        || alert.phase() == Phase.CLEARED)
                .map(Alert::id)
                .collect(Collectors.toSet());
    }
}
