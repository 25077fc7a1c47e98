package io.github.heartrate;

import static io.github.heartrate.testkit.AlertAssertions.assertAlerts;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.testkit.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the rules turn: each case in one line. */
class BoundaryCasesTest {

    /**
     * Options in a word each: {@code N2 X1 M3 margin5 delay3 calm4 gap1 extreme stale10 lossMedium remind5 again8 worse20
     * latchHigh}; extreme limits are 40 and 130.
     */
    static AlarmPolicy policy(String options) {
        AlarmPolicyBuilder builder = AlarmPolicy.builder();
        for (String option : options.isBlank() ? new String[0] : options.split(" ", -1)) {
            String name = option.replaceAll("\\d", "");
            long value = name.equals(option) ? 0 : Long.parseLong(option.substring(name.length()));
            switch (name) {
                case "N" -> builder.onsetCount((int) value);
                case "M" -> builder.clearCount((int) value);
                case "margin" -> builder.clearMarginBpm((double) value);
                case "delay" -> builder.conditionDelay(Duration.ofSeconds(value));
                case "gap" -> builder.maxGap(Duration.ofSeconds(value));
                case "extreme" -> builder.limits(AlarmLimits.ADULT.withExtremes(40, 130));
                case "stale" -> builder.staleAfter(Duration.ofSeconds(value));
                case "remind" -> builder.reminderInterval(Duration.ofSeconds(value));
                case "X" -> builder.extremeOnsetCount((int) value);
                case "calm" -> builder.clearDelay(Duration.ofSeconds(value));
                case "lossMedium" -> builder.signalLossPriority(Priority.MEDIUM);
                case "lossHigh" -> builder.signalLossPriority(Priority.HIGH);
                case "again" -> builder.acknowledgementLimit(Duration.ofSeconds(value));
                case "worse" -> builder.worseningBpm((double) value);
                case "latchHigh" -> builder.latch(Latch.HIGH);
                case "latchAll" -> builder.latch(Latch.ALL);
                default -> throw new IllegalArgumentException("not an option: " + option);
            }
        }
        return builder.build();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # options                 | inputs                                        | alerts
            # exactly the limits, and asystole
            ''                        | 50x9                                          | ''
            ''                        | 100x9                                         | ''
            ''                        | 49.999999999x3 50                             | B+2 B-3
            ''                        | 100.000000001x3 100                           | T+2 T-3
            ''                        | 0x3                                           | B+2
            extreme                   | 40x3                                          | B+2
            extreme                   | 39.9x3                                        | B++2
            extreme                   | 130x3                                         | T+2
            extreme                   | 130.1x3                                       | T++2
            # sides that alternate, runs that break
            ''                        | 49 101 49 101 49 101 49 101                   | ''
            ''                        | 49 49 101 49 49                               | ''
            ''                        | 49 49 50 49                                   | ''
            N2                        | 49 101 49 101 101                             | T+4
            # N - 1, N and N + 1 readings
            N4                        | 120x3 72                                      | ''
            N4                        | 120x4 72                                      | T+3 T-4
            N4                        | 120x5 72                                      | T+3 T-5
            # N = 1
            N1                        | 120 72 40                                     | T+0 T-1 B+2
            N1                        | 49 101 49                                     | B+0 B!1 T+1 T!2 B+2
            # M - 1, M and M + 1 calm ones
            M3                        | 120x3 72x2 120x2 72x2                         | T+2
            M3                        | 120x3 72x3                                    | T+2 T-5
            M3                        | 120x3 72x4                                    | T+2 T-5
            # M >= N: the other side's run completes first, or with it
            M2                        | 120x3 40x3                                    | T+2 T-4 B+5
            M3                        | 120x3 40x3                                    | T+2 T!5 B+5
            M4                        | 120x3 40x3                                    | T+2 T!5 B+5
            M4                        | 40x3 120x3                                    | B+2 B!5 T+5
            M9                        | 120x3 40x2 72 40x3                            | T+2 T!8 B+8
            # the margin
            margin5                   | 120x3 95.1 95                                 | T+2 T-4
            margin5                   | 40x3 54.9 55                                  | B+2 B-4
            margin5 M2                | 120x3 95 96 95 95                             | T+2 T-6
            margin50                  | 120x3 50.1 50                                 | T+2 T-4
            margin5 extreme           | 140x3 125.1 125 95                            | T++2 Tv4 T-5
            # the delay
            delay2                    | 120x3                                         | T+2
            delay3                    | 120x3                                         | ''
            delay3                    | 120x4                                         | T+3
            delay2                    | 120 120 120@1.999999999                       | ''
            delay2                    | 120 120 120@2                                 | T+2
            delay9                    | 120x9 72 120x10                               | T+19
            delay9999999999           | 120x99                                        | ''
            N1 delay1                 | 120 120@0.999999999 120@1                     | T+1
            # exactly maxGap, and one nanosecond more: PENDING
            gap1                      | 120 120 120                                   | T+2
            gap1                      | 120 120 120@2.000000001                       | ''
            gap1                      | 120 120 120@2.000000001 120 120               | T+4.000000001
            # ACTIVE: no data is not recovery
            gap1                      | 120x3 120@60 120@120 72@240                   | T+2 T-240
            gap1 extreme              | 110x3 140x2 140@5                             | T+2 T^5
            gap1 extreme              | 110x3 140x2 140@5.000000001 140 140           | T+2 T^7.000000001
            # RECOVERING
            gap1 M2                   | 120x3 72 72                                   | T+2 T-4
            gap1 M2                   | 120x3 72 72@4.000000001                       | T+2
            gap1 M2                   | 120x3 72 72@4.000000001 72                    | T+2 T-5.000000001
            gap1 M9                   | 120x3 40 40 40@5                              | T+2 T!5 B+5
            gap1 M9                   | 120x3 40 40 40@5.000000001 40 40              | T+2 T!7.000000001 B+7.000000001
            # equal timestamps
            ''                        | 120 120@0x1 120@0 120 120                     | T+2
            ''                        | 120 72@0 120@1 72@1 120@2                     | T+2
            # one reading far in the future: later ones are LATE, which is a loss of signal
            stale10                   | 72 72@999999999 120@1x3 tick                  | S+10 S-999999999 S+4
            # silence of exactly staleAfter, and one nanosecond more
            stale10                   | 72 tick@10                                    | ''
            stale10                   | 72 tick@10.000000001                          | S+10.000000001
            stale10                   | 72 72@10                                      | ''
            stale10                   | 72 72@10.000000001                            | S+10 S-10.000000001
            stale10                   | admit 72@10                                   | ''
            stale10                   | admit 72@10.000000001                         | S+10 S-10.000000001
            # a reading dated at the admission itself does not end the silence since then: the next loss would have its ids
            stale10                   | admit tick@20 72@0 tick@21 72@0.000000001 tick@22 | S+20 S-0.000000001 S+22
            stale10                   | tick@99                                       | ''
            stale10                   | 72@20 tick@9.999999999                        | S+9.999999999
            stale10                   | 72@20 tick@10                                 | ''
            # a reading that would complete the run, after a signal loss, without a gap and with one
            stale10                   | 120x2 tick@12 120                             | S+12 S-13 T+13
            stale10                   | 120x2 120@99                                  | S+11 S-99 T+99
            stale10 gap10             | 120x2 tick@12 120                             | S+12 S-13
            # signal loss freezes and hides nothing, and reminders go on
            stale10                   | 120x3 tick@13 72                              | T+2 S+13 S-14 T-14
            stale10 remind5           | 120x3 tick@7 tick@13 tick@18 120              | T+2 T?7 S+13 T?13 S?18 T?18 S-19
            # a reading after a discharge: fed again it changes nothing, a later one begins a new stay
            ''                        | 120x3 discharge 120@0x3 120@4 120             | T+2 Tx3
            ''                        | 120x3 discharge 120@2 120@4 120 120           | T+2 Tx3 T+6
            stale10                   | 72 discharge tick@99 72@100                   | ''
            stale10                   | 72 discharge admit tick@99                    | S+99
            stale10                   | 120x3 tick@20 discharge                       | T+2 S+20 Sx21 Tx21
            # an acknowledgement after an escalation has not seen it; see also the test of its own
            extreme remind5           | 110x3 ack 140x3 _x4 tick                      | T+2 T*3 T^6 T?11
            extreme remind5           | 140x3 ack 110 _x9 tick                        | T++2 T*3 Tv4
            extreme remind5           | 140x3 110 72 140x3 ack _x9 tick               | T++2 Tv3 T-4 T++7 T*8
            # reminders: exactly the interval, never a burst
            remind5                   | 120x3 tick@6.999999999 tick@7 tick@7          | T+2 T?7
            remind5                   | 120x3 tick@99 tick@103 tick@104               | T+2 T?99 T?104
            remind5                   | 120x9                                         | T+2 T?7
            # a tick far ahead costs one reminder too many, and the next good ticks remind as ever; a reading does not
            remind5                   | 110x3 tick@999 tick@6 tick@8 tick@12.9 tick@13 | T+2 T?999 T?8 T?13
            remind5                   | 110x3 tick@999 110@8 110@14                   | T+2 T?999
            remind5                   | 110@18x3 tick@2 tick@24 tick@25               | T+20 T?25
            remind5                   | 110@18x3 110@25 tick@2 tick@29.9 tick@30      | T+20 T?25 T?30
            remind5                   | 110x3 tick@999 tick@8 110@13 tick@14 tick@18.5 | T+2 T?999 T?8 T?14
            N1 extreme remind5        | 110@18 140@19 tick@2 tick@23.9 tick@24        | T+18 T^19 T?24
            # levels
            N2 extreme                | 140 110 140 140 110 140 140                   | T+1 T^3 Tv4 T^6
            extreme                   | 140x3                                         | T++2
            extreme                   | 140x2 110 140x3                               | T+2 T^5
            extreme                   | 110 140x3                                     | T+2 T^3
            extreme                   | 140x3 45x3                                    | T++2 T-3 B+5
            extreme M3                | 140x3 110x2 72 72 72                          | T++2 Tv5 T-7
            extreme M3                | 140x3 72x3                                    | T++2 T-5
            extreme M3                | 140x3 35x3                                    | T++2 T!5 B++5
            extreme delay4            | 110 140x3 140 140                             | T+4 T^5
            extreme N2 delay9         | 110x8 140x9 140                               | T+9 T^17
            """)
    void casesAtTheEdge(String options, String inputs, String alerts) {
        assertAlerts(policy(options), inputs, alerts);
    }

    @Test
    void acknowledgementAfterAnEscalationHasNotSeenIt() {
        ConsecutiveThresholdDetector detector = Feed.detector(policy("extreme remind5"));
        Alert raised = Scenario.of("110x3").run(detector::apply).get(0);
        Alert escalated = Scenario.of("140@3x3").run(detector::apply).get(0);
        assertThat(detector.apply(Input.Acknowledge.of(raised, "nurse", Feed.second(6)))
                        .verdict())
                .isEqualTo(Verdict.OUTDATED);
        assertAlerts(detector::apply, Scenario.of("tick@10"), "T?10");
        assertThat(detector.apply(Input.Acknowledge.of(escalated, "nurse", Feed.second(11)))
                        .verdict())
                .isEqualTo(Verdict.ACCEPTED);
        assertAlerts(detector::apply, Scenario.of("tick@99"), "");
    }

    @Test
    void equalPolicyAfterEveryReadingChangesNothing() {
        AlarmPolicy policy = policy("N2 M2 extreme remind5");
        List<Reading> readings =
                Scenario.of("140 110 140 140 110 35 35 72 72 120 72 120 120").readings();
        ConsecutiveThresholdDetector detector = Feed.detector(policy);
        List<Alert> alerts = new ArrayList<>();
        for (Reading reading : readings) {
            alerts.addAll(detector.accept(reading).alerts());
            Input equal = new Input.ChangePolicy("p", policy.toBuilder().build(), reading.timestamp());
            assertThat(detector.apply(equal).alerts()).isEmpty();
        }
        assertThat(alerts).isEqualTo(Feed.alerts(policy, readings)).isNotEmpty();
    }

    @Test
    void wholeRangeOfInstantsIsCovered() {
        for (String options : List.of("N2 gap1 delay9 stale10 remind5", "N2 delay9 extreme", "N1 stale1 remind1")) {
            ConsecutiveThresholdDetector detector = Feed.detector(policy(options));
            List<Input> inputs = List.of(
                    new Input.Admit("p", Instant.MIN),
                    new Input.Tick(Instant.MAX),
                    new Input.Tick(Instant.MIN),
                    new Reading("p", Instant.MIN, 140),
                    new Input.Tick(Instant.MIN),
                    new Reading("p", Instant.MAX, 140),
                    new Input.Tick(Instant.MAX),
                    new Input.Tick(Instant.MIN),
                    new Input.Discharge("p", Instant.MAX));
            List<Alert> alerts = Feed.feed(detector::apply, inputs);
            AlertLaws laws = new AlertLaws();
            alerts.forEach(laws::check);
            assertThat(DetectorSnapshot.fromBytes(detector.snapshot().toBytes()))
                    .isEqualTo(detector.snapshot());
        }
        List<Reading> readings = List.of(new Reading("p", Instant.MIN, 120), new Reading("p", Instant.MAX, 120));
        assertThat(Feed.alerts(policy("N2 gap1"), readings)).isEmpty();
        assertThat(Feed.alerts(policy("N2 delay9"), readings))
                .singleElement()
                .extracting(Alert::onset, Alert::raisedAt)
                .containsExactly(Instant.MIN, Instant.MAX);
    }

    @Test
    void hundredThousandPatientsWithOneReadingEach() {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(policy("N1 extreme"))
                .idleLimit(Duration.ofHours(1))
                .build();
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            Reading reading = new Reading("patient-" + i, Feed.second(i % 60), i % 4 == 0 ? 140 : 72);
            alerts.addAll(monitor.accept(reading).alerts());
        }
        assertThat(monitor.patientCount()).isEqualTo(100_000);
        assertThat(alerts).hasSize(25_000);
        assertThat(alerts.stream().map(Alert::id).collect(Collectors.toSet())).hasSize(25_000);
        assertThat(monitor.activeAlarms()).hasSize(25_000);

        HeartRateMonitor restored = HeartRateMonitor.builder()
                .policy(policy("N1 extreme"))
                .idleLimit(Duration.ofHours(1))
                .restore(MonitorSnapshot.fromBytes(monitor.snapshot().toBytes()))
                .build();
        restored.accept(new Reading("newest", Feed.second(2 * 3600), 72));
        restored.tick(Feed.second(2 * 3600));
        assertThat(restored.patientCount())
                .as("patients with an alarm are not forgotten")
                .isEqualTo(25_001);
    }

    /** The table of transitions, line by line; N = 3, M = 2 unless the options say otherwise. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # options | inputs before       | state before    | input       | state after      | alerts
            N3 M2     | 72                  | Normal          | 72          | Normal           | ''
            N3 M2     | 72                  | Normal          | 120         | Pending T1       | ''
            N3 M2     | 72                  | Normal          | 40          | Pending B1       | ''
            N1 M2     | 72                  | Normal          | 120         | Active T         | T+
            N1 delay1 | 72                  | Normal          | 120         | Pending T1       | ''
            N3 M2     | 120                 | Pending T1      | 120         | Pending T2       | ''
            N3 M2     | 120x2               | Pending T2      | 120         | Active T         | T+
            delay9    | 120x2               | Pending T2      | 120         | Pending T3       | ''
            N3 M2     | 120x2               | Pending T2      | 72          | Normal           | ''
            N3 M2     | 120x2               | Pending T2      | 40          | Pending B1       | ''
            gap1      | 120x2 _             | Pending T2      | 120         | Pending T1       | ''
            gap1      | 120x2 _             | Pending T2      | 40          | Pending B1       | ''
            gap1      | 120x2 _             | Pending T2      | 72          | Normal           | ''
            N3 M2     | 120x3               | Active T        | 120         | Active T         | ''
            margin5   | 120x3               | Active T        | 96          | Active T         | ''
            N3 M2     | 120x3               | Active T        | 72          | Recovering T1 -0 | ''
            N3 M2     | 120x3               | Active T        | 40          | Recovering T1 B1 | ''
            N3 M1     | 120x3               | Active T        | 72          | Normal           | T-
            N3 M1     | 120x3               | Active T        | 40          | Pending B1       | T-
            N1 M1     | 120x3               | Active T        | 40          | Active B         | T! B+
            N3 M2     | 120x3 72            | Recovering T1 -0| 120         | Active T         | ''
            M2 margin5| 120x3 72            | Recovering T1 -0| 96          | Active T         | ''
            N3 M3     | 120x3 40            | Recovering T1 B1| 72          | Recovering T2 -0 | ''
            N3 M4     | 120x3 72 40         | Recovering T2 B1| 40          | Recovering T3 B2 | ''
            N3 M3     | 120x3 40x2          | Recovering T2 B2| 40          | Active B         | T! B+
            N3 M2     | 120x3 40            | Recovering T1 B1| 40          | Pending B2       | T-
            N3 M2     | 120x3 72            | Recovering T1 -0| 72          | Normal           | T-
            M3 gap1   | 120x3 72x2 _        | Recovering T2 -0| 72          | Recovering T1 -0 | ''
            M3 gap1   | 120x3 40x2 _        | Recovering T2 B2| 40          | Recovering T1 B1 | ''
            M3 gap1   | 120x3 40x2 _        | Recovering T2 B2| 120         | Active T         | ''
            N3 M2     | 120x3               | Active T        | discharge   | Normal           | Tx
            N3 M2     | 120x3 40            | Recovering T1 B1| discharge   | Normal           | Tx
            N3 M2     | 120x2               | Pending T2      | discharge   | Normal           | ''
            extreme   | 110x3               | Active T        | 140         | Escalating T1    | ''
            extreme   | 110x3 140x2         | Escalating T2   | 140         | Active T         | T^
            extreme   | 110x3 140x2         | Escalating T2   | 110         | Active T         | ''
            extreme   | 110x3 140x2         | Escalating T2   | 72          | Normal           | T-
            """)
    void transitionsAreThoseOfTheTable(
            String options, String before, String stateBefore, String input, String stateAfter, String alerts) {
        ConsecutiveThresholdDetector detector = Feed.detector(policy(options));
        Scenario.of(before).run(detector::apply);
        assertThat(describe(detector.snapshot())).isEqualTo(stateBefore);
        boolean gap = before.endsWith("_");
        Instant last = Instant.ofEpochSecond(detector.snapshot().lastSecond);
        long next = Duration.between(Feed.START, last).toSeconds() + (gap ? 2 : 1);
        List<Alert> caused = Scenario.of(input + "@" + next).run(detector::apply);
        assertThat(describe(detector.snapshot())).isEqualTo(stateAfter);
        assertThat(Feed.story(caused).replaceAll("\\d", "")).isEqualTo(alerts);
    }

    private static String describe(DetectorSnapshot snapshot) {
        return describe(snapshot.state);
    }

    private static String describe(DetectorState state) {
        String name = state.getClass().getSimpleName();
        if (state instanceof DetectorState.Pending pending) {
            return name + " " + describe(pending.run());
        }
        if (state instanceof DetectorState.Escalating escalating) {
            return name + " " + describe(escalating.extreme());
        }
        if (state instanceof DetectorState.Active active) {
            return name + " " + letter(active.episode().condition());
        }
        if (state instanceof DetectorState.Recovering recovering) {
            String other = recovering.other() instanceof DetectorState.Pending pending ? describe(pending.run()) : "-0";
            return name + " " + letter(recovering.episode().condition())
                    + recovering.calm().count() + " " + other;
        }
        return name;
    }

    private static String describe(Run run) {
        return letter(run.side().condition()) + run.recent().size();
    }

    private static String letter(Condition condition) {
        return condition.name().substring(0, 1);
    }

    @Test
    void verdictsComeInTheirOrder() {
        ConsecutiveThresholdDetector detector =
                Feed.detector(AlarmPolicy.builder().plausibleBpm(20, 300).build());
        List<Verdict> verdicts = Scenario.of("301 300 300@1 299@1 300@0 10@1 72@2").readings().stream()
                .map(reading -> detector.accept(reading).verdict())
                .toList();
        assertThat(verdicts)
                .containsExactly(
                        Verdict.IMPLAUSIBLE,
                        Verdict.ACCEPTED,
                        Verdict.DUPLICATE,
                        Verdict.CONFLICT,
                        Verdict.LATE,
                        Verdict.IMPLAUSIBLE,
                        Verdict.ACCEPTED);
    }

    @Test
    void limitThatIsViolatedIsTheOneOfTheLevel() {
        Map<String, Double> limits = Feed.alerts(policy("extreme"), "140x3 110 72 35x3 45 72").stream()
                .collect(Collectors.toMap(
                        alert -> Feed.story(List.of(alert)),
                        alert -> alert.violation().orElseThrow().limitBpm()));
        assertThat(limits)
                .isEqualTo(Map.of("T++2", 130.0, "Tv3", 100.0, "T-4", 100.0, "B++7", 40.0, "Bv8", 50.0, "B-9", 50.0));
    }
}
