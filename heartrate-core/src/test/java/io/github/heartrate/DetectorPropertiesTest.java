package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Generators.Kind;
import io.github.heartrate.Generators.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The rule itself: what alerts come of which inputs, under policies that use every option. */
class DetectorPropertiesTest {

    @Provide
    Arbitrary<List<Reading>> everySecond() {
        return Generators.RATES
                .list()
                .ofMaxSize(60)
                .map(rates -> readings(rates, rates.stream().map(rate -> 1).toList()));
    }

    @Provide
    Arbitrary<List<Reading>> streams() {
        Arbitrary<List<Integer>> steps = Arbitraries.of(1, 1, 1, 2, 3).list().ofSize(40);
        return Combinators.combine(Generators.RATES.list().ofMaxSize(40), steps).as(DetectorPropertiesTest::readings);
    }

    @Provide
    Arbitrary<AlarmPolicy> policies() {
        return Generators.policies();
    }

    /** Without what has words of its own: signal loss, reminders and the plausible range. */
    @Provide
    Arbitrary<AlarmPolicy> detection() {
        return Generators.policies()
                .map(policy -> policy.toBuilder()
                        .staleAfter(AlarmPolicy.UNLIMITED)
                        .reminderInterval(AlarmPolicy.UNLIMITED)
                        .latch(Latch.NONE)
                        .plausibleBpm(0, Double.POSITIVE_INFINITY)
                        .build());
    }

    @Provide
    Arbitrary<Session> sessions() {
        return Generators.sessions(EnumSet.allOf(Kind.class), 40);
    }

    @Provide
    Arbitrary<Session> withRightClocks() {
        return Generators.sessions(Generators.allBut(Kind.WRONG_TICK, Kind.REDELIVER), 60);
    }

    @Provide
    Arbitrary<Session> withoutAcknowledgements() {
        return Generators.sessions(Generators.allBut(Kind.ACKNOWLEDGE), 40);
    }

    static List<Reading> readings(List<Integer> rates, List<Integer> steps) {
        List<Reading> readings = new ArrayList<>();
        long second = 0;
        for (int i = 0; i < rates.size(); i++) {
            readings.add(Feed.at(second, rates.get(i)));
            second += steps.get(i);
        }
        return readings;
    }

    @Property
    void plainRuleIsARegularExpression(
            @ForAll("everySecond") List<Reading> readings, @ForAll @IntRange(min = 1, max = 6) int onsetCount) {
        AlarmPolicy policy = AlarmPolicy.builder().onsetCount(onsetCount).build();
        String symbols = RegexOracle.symbols(readings, AlarmLimits.ADULT);
        assertThat(Feed.story(Feed.alerts(policy, readings))).isEqualTo(RegexOracle.story(symbols, onsetCount));
    }

    @Property
    void levelIsWhatTheWindowsOfTheStreamSoFarSay(
            @ForAll("detection") AlarmPolicy policy, @ForAll("streams") List<Reading> readings) {
        assertThat(Feed.story(Feed.alerts(policy, readings))).isEqualTo(WindowOracle.story(policy, readings));
    }

    /** Between the minimum of the last N severities and the maximum of the last M: not how, but that it holds. */
    @Property
    void levelIsBetweenTheMinimumOfTheLastOnesAndTheMaximum(
            @ForAll("detection") AlarmPolicy any, @ForAll("streams") List<Reading> readings) {
        AlarmPolicy policy = any.toBuilder()
                .conditionDelay(Duration.ZERO)
                .clearDelay(Duration.ZERO)
                .maxGap(AlarmPolicy.UNLIMITED)
                .build();
        ConsecutiveThresholdDetector detector = Feed.detector(policy);
        List<Double> rates = new ArrayList<>();
        for (Reading reading : readings) {
            detector.accept(reading);
            rates.add(reading.bpm());
            for (Side side : Side.values()) {
                int level = DetectorState.episode(detector.snapshot().state)
                        .filter(episode -> episode.side() == side)
                        .map(episode -> episode.priority() == Priority.HIGH ? 2 : 1)
                        .orElse(0);
                assertThat(level).isGreaterThanOrEqualTo(lowest(policy, side, rates));
                assertThat(level).isLessThanOrEqualTo(highest(policy, side, rates));
            }
        }
    }

    private static int lowest(AlarmPolicy policy, Side side, List<Double> rates) {
        if (areAllBeyond(policy, side, Priority.HIGH, policy.extremeOnsetCount(), rates)) {
            return 2;
        }
        return areAllBeyond(policy, side, Priority.MEDIUM, policy.onsetCount(), rates) ? 1 : 0;
    }

    private static boolean areAllBeyond(
            AlarmPolicy policy, Side side, Priority priority, int count, List<Double> rates) {
        return rates.size() >= count
                && rates.subList(rates.size() - count, rates.size()).stream()
                        .allMatch(bpm -> side.isViolated(policy, bpm, priority));
    }

    private static int highest(AlarmPolicy policy, Side side, List<Double> rates) {
        int count = policy.clearCount();
        return rates.size() < count
                ? 2
                : rates.subList(rates.size() - count, rates.size()).stream()
                        .mapToInt(bpm -> !side.isCalm(policy, bpm, Priority.HIGH)
                                ? 2
                                : !side.isCalm(policy, bpm, Priority.MEDIUM) ? 1 : 0)
                        .max()
                        .orElseThrow();
    }

    /** Ticks aside: one fed late is a wrong clock. The count of late readings that a SIGNAL_LOSS tells aside, too. */
    @Property
    void inputsFedAgainAtAnyLaterTimeChangeNothing(
            @ForAll("sessions") Session session, @ForAll @Size(40) List<@IntRange(min = 0, max = 1000) Integer> which) {
        List<Input> inputs = session.inputs();
        ConsecutiveThresholdDetector once = Feed.detector(session.policy());
        ConsecutiveThresholdDetector twice = Feed.detector(session.policy());
        for (int i = 0; i < inputs.size(); i++) {
            assertThat(withoutLate(twice.apply(inputs.get(i)))).isEqualTo(withoutLate(once.apply(inputs.get(i))));
            Input again = inputs.get(which.get(i) % (i + 1));
            if (!(again instanceof Input.Tick)) {
                Outcome outcome = twice.apply(again);
                assertThat(outcome.alerts()).isEmpty();
                assertThat(outcome.verdict()).isNotEqualTo(Verdict.ACCEPTED);
            }
            assertThat(withoutLate(twice.snapshot())).isEqualTo(withoutLate(once.snapshot()));
        }
    }

    private static List<Object> withoutLate(Outcome outcome) {
        return outcome.alerts().stream()
                .<Object>map(alert -> List.of(
                        alert.id(),
                        alert.priority(),
                        alert.time(),
                        alert.violation(),
                        alert.lastReading(),
                        alert.latched(),
                        alert.pausedUntil(),
                        alert.lostSignal().flatMap(LostSignal::runTowards)))
                .toList();
    }

    private static DetectorSnapshot withoutLate(DetectorSnapshot snapshot) {
        return new DetectorSnapshot(
                snapshot.patientId,
                snapshot.policy,
                snapshot.state,
                snapshot.signal,
                snapshot.care.withoutLate(),
                snapshot.lastSecond,
                snapshot.lastNano,
                snapshot.lastBpm);
    }

    @Property
    void raisedAndClearedAlternateAndOnePhysiologicalAlarmIsActiveAtMost(@ForAll("sessions") Session session) {
        AlertLaws laws = new AlertLaws();
        ConsecutiveThresholdDetector detector = Feed.detector(session.policy());
        for (Input input : session.inputs()) {
            PatientStatus before = detector.status();
            laws.check(input, Optional.of(before), detector.apply(input));
        }
    }

    @Property
    void evidenceIsInOrderAndAllOnTheSide(@ForAll("sessions") Session session) {
        List<Input> inputs = session.inputs();
        for (Alert alert : session.alerts()) {
            List<Reading> evidence = alert.violation().map(Violation::evidence).orElse(List.of());
            double peak = alert.violation().map(Violation::peakBpm).orElse(Double.NaN);
            assertThat(evidence.isEmpty()).isEqualTo(alert.kind() == AlarmKind.TECHNICAL);
            assertThat(evidence).hasSizeLessThanOrEqualTo(session.largestOnsetCount());
            assertThat(inputs).containsAll(evidence);
            assertThat(evidence).extracting(Reading::timestamp).isSorted().doesNotHaveDuplicates();
            assertThat(evidence)
                    .allMatch(reading -> alert.condition() == Condition.TACHYCARDIA
                            ? reading.bpm() > 100 && reading.bpm() <= peak
                            : reading.bpm() < 50 && reading.bpm() >= peak);
            assertThat(evidence).allMatch(reading -> !reading.timestamp().isBefore(alert.onset()));
            // A tick with a wrong clock can raise SIGNAL_LOSS at a time before its onset.
            if (alert.kind() == AlarmKind.PHYSIOLOGICAL) {
                assertThat(alert.onset()).isBeforeOrEqualTo(alert.raisedAt());
            }
        }
    }

    @Property
    void mirroringTheRatesSwapsTheSides(@ForAll("withoutAcknowledgements") Session session) {
        String there = Feed.story(session.alerts());
        String back = Feed.story(session.mirrored().alerts());
        assertThat(back).isEqualTo(there.replace('T', '#').replace('B', 'T').replace('#', 'B'));
    }

    @Property
    void shiftingAllTimesShiftsAllEvents(
            @ForAll("withRightClocks") Session session,
            @ForAll @IntRange(min = -100_000_000, max = 100_000_000) int seconds) {
        Instant start = Feed.START.plusSeconds(seconds);
        List<Alert> shifted =
                Feed.feed(Feed.detector(session.policy())::apply, session.inputs(Feed.PATIENT, start)).stream()
                        .map(alert -> moved(alert, "p", -seconds))
                        .toList();
        assertThat(shifted)
                .isEqualTo(session.alerts().stream()
                        .map(alert -> moved(alert, "p", 0))
                        .toList());
    }

    @Property
    void renamingThePatientRenamesItInTheAlerts(@ForAll("withRightClocks") Session session) {
        ConsecutiveThresholdDetector other = new ConsecutiveThresholdDetector("another", session.policy());
        List<Alert> renamed = Feed.feed(other::apply, session.inputs("another", Feed.START)).stream()
                .map(alert -> moved(alert, "p", 0))
                .toList();
        assertThat(renamed)
                .isEqualTo(session.alerts().stream()
                        .map(alert -> moved(alert, "p", 0))
                        .toList());
    }

    /** Without its ids, which are meant to differ. */
    private static Alert moved(Alert alert, String patientId, long seconds) {
        return alert.toBuilder()
                .id("")
                .episodeId("")
                .patientId(patientId)
                .onset(alert.onset().plusSeconds(seconds))
                .raisedAt(alert.raisedAt().plusSeconds(seconds))
                .time(alert.time().plusSeconds(seconds))
                .violation(alert.violation()
                        .map(violation -> new Violation(
                                violation.limitBpm(),
                                violation.peakBpm(),
                                violation.evidence().stream()
                                        .map(reading -> moved(reading, patientId, seconds))
                                        .toList()))
                        .orElse(null))
                .lastReading(alert.lastReading()
                        .map(reading -> moved(reading, patientId, seconds))
                        .orElse(null))
                .pausedUntil(alert.pausedUntil()
                        .map(until -> until.plusSeconds(seconds))
                        .orElse(null))
                .lostSignal(alert.lostSignal()
                        .map(lost -> new LostSignal(
                                lost.runTowards(),
                                lost.runLength(),
                                lost.lateReadings(),
                                lost.newestLate().map(reading -> moved(reading, patientId, seconds))))
                        .orElse(null))
                .build();
    }

    private static Reading moved(Reading reading, String patientId, long seconds) {
        return new Reading(patientId, reading.timestamp().plusSeconds(seconds), reading.bpm());
    }

    @Property
    void largerOnsetCountNeverGivesMoreEpisodes(
            @ForAll("policies") AlarmPolicy policy, @ForAll("streams") List<Reading> readings) {
        long before = Long.MAX_VALUE;
        for (int onsetCount = 1; onsetCount <= 6; onsetCount++) {
            AlarmPolicy counted = policy.toBuilder()
                    .onsetCount(onsetCount)
                    .extremeOnsetCount(onsetCount)
                    .clearCount(1)
                    .clearMarginBpm(0)
                    .clearDelay(Duration.ZERO)
                    .build();
            long episodes = Feed.alerts(counted, readings).stream()
                    .filter(alert -> alert.kind() == AlarmKind.PHYSIOLOGICAL && alert.phase() == Phase.RAISED)
                    .count();
            assertThat(episodes).isLessThanOrEqualTo(before);
            before = episodes;
        }
    }

    /** With right clocks, one interval throughout, and no pause or acknowledgement that ends, which remind at once. */
    @Property
    void remindersOfAnEpisodeAreNoMoreThanItsSpanHasIntervals(@ForAll("withRightClocks") Session any) {
        Session session = new Session(
                any.policy().toBuilder()
                        .acknowledgementLimit(AlarmPolicy.UNLIMITED)
                        .build(),
                any.steps().stream()
                        .filter(step -> step.kind() != Kind.CHANGE_POLICY && step.kind() != Kind.PAUSE)
                        .toList());
        List<Input> inputs = session.inputs();
        Map<String, Integer> reminders = new HashMap<>();
        for (Alert alert : session.alerts()) {
            if (alert.phase() == Phase.REMINDER) {
                assertThat(alert.number()).isEqualTo(reminders.merge(alert.episodeId(), 1, Integer::sum));
                Instant last = inputs.stream()
                        .map(Input::timestamp)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
                Duration interval = session.policy().reminderInterval();
                assertThat(alert.number()).isLessThanOrEqualTo((int)
                        Duration.between(alert.raisedAt(), last).dividedBy(interval));
                assertThat(interval.multipliedBy(alert.number())).isLessThanOrEqualTo(alert.duration());
            }
        }
    }

    @Property
    void tickTwiceIsATickOnce(@ForAll("sessions") Session session) {
        ConsecutiveThresholdDetector detector = Feed.detector(session.policy());
        for (Input input : session.inputs()) {
            detector.apply(input);
            if (input instanceof Input.Tick tick) {
                DetectorSnapshot before = detector.snapshot();
                assertThat(detector.apply(tick)).isEqualTo(Outcome.ACCEPTED);
                assertThat(detector.snapshot()).isEqualTo(before);
            }
        }
    }

    /** Ticks and people have other clocks. */
    @Property
    void timesOfEventsThatReadingsCauseNeverGoBack(@ForAll("sessions") Session session) {
        ConsecutiveThresholdDetector detector = Feed.detector(session.policy());
        List<Alert> alerts = new ArrayList<>();
        for (Input input : session.inputs()) {
            Outcome outcome = detector.apply(input);
            if (input instanceof Reading) {
                alerts.addAll(outcome.alerts());
            } else if (input instanceof Input.Discharge && outcome.verdict() == Verdict.ACCEPTED) {
                alerts.clear(); // a new stay may be earlier than a discharge with a wrong clock
            }
        }
        assertThat(alerts).extracting(Alert::time).isSorted();
    }

    @Property
    void alertsOfOneInputComeInTheirOrder(@ForAll("sessions") Session session) {
        ConsecutiveThresholdDetector detector = Feed.detector(session.policy());
        for (Input input : session.inputs()) {
            assertThat(detector.apply(input).alerts())
                    .extracting(DetectorPropertiesTest::place)
                    .isSorted();
        }
    }

    private static int place(Alert alert) {
        if (alert.kind() == AlarmKind.TECHNICAL) {
            return 0;
        }
        return switch (alert.phase()) {
            case CLEARED -> 1;
            case RAISED, ESCALATED, DEESCALATED -> 2;
            case REMINDER, ACKNOWLEDGED -> 3;
        };
    }
}
