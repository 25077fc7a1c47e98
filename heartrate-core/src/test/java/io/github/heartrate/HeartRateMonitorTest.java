package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.testkit.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

class HeartRateMonitorTest {

    private final List<String> told = new ArrayList<>();

    @Test
    void errorOfAListenerReachesTheCallerAndSilencesNothingAfterIt() {
        List<Phase> told = new ArrayList<>();
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .listener(alert -> {
                    told.add(alert.phase());
                    if (alert.phase() == Phase.RAISED) {
                        throw new AssertionError("broken listener");
                    }
                })
                .build();
        List<Reading> readings = Scenario.of("120x3 72").ofPatient("p").readings();
        readings.subList(0, 2).forEach(monitor::accept);

        assertThatThrownBy(() -> monitor.accept(readings.get(2)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("broken listener");
        monitor.accept(readings.get(3));

        assertThat(told).containsExactly(Phase.RAISED, Phase.CLEARED);
    }

    @Test
    void errorOfAListenerLeavesTheAlertsAfterItForTheNextInput() {
        List<Alert> heard = new ArrayList<>();
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(AlarmPolicy.builder().onsetCount(1).build())
                .listener(alert -> {
                    heard.add(alert);
                    if (heard.size() == 2) {
                        throw new AssertionError("broken listener");
                    }
                })
                .build();
        monitor.accept(Scenario.reading("120"));
        assertThatThrownBy(() -> monitor.accept(Scenario.reading("40@1"))).isInstanceOf(AssertionError.class);
        assertThat(Feed.story(heard)).isEqualTo("T+0 T!1");
        monitor.accept(Scenario.reading("72@2"));
        assertThat(Feed.story(heard)).isEqualTo("T+0 T!1 B+1 B-2");
    }

    @Test
    void alertsAreReturnedAndToldToTheListeners() {
        List<Alert> heard = new ArrayList<>();
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().listener(heard::add).build();
        List<Alert> returned = feed(monitor, Scenario.of("120x3 72").readings());
        assertThat(Feed.story(returned)).isEqualTo("T+2 T-3");
        assertThat(heard).isEqualTo(returned);
    }

    @Test
    void policyOfTheMonitorIsEveryPatients() {
        AlarmPolicy policy = AlarmPolicy.builder().onsetCount(1).build();
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(policy).build();
        assertThat(feed(monitor, Scenario.of("120").ofPatient("a").readings())).hasSize(1);
        assertThat(feed(monitor, Scenario.of("40").ofPatient("b").readings())).hasSize(1);
    }

    @Test
    void idsThatDifferInCaseOrWhiteSpaceAreDifferentPatients() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        for (String patientId : List.of("p", "P", "p ")) {
            assertThat(feed(monitor, Scenario.of("120x2").ofPatient(patientId).readings()))
                    .isEmpty();
        }
        assertThat(monitor.patientCount()).isEqualTo(3);
    }

    @Test
    void listenersAreToldInTheOrderTheyWereAdded() {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .listener(alert -> told.add("first"))
                .listener(alert -> told.add("second"))
                .build();
        monitor.addListener(alert -> told.add("third"));
        feed(monitor, Scenario.of("120x3").readings());
        assertThat(told).containsExactly("first", "second", "third");
    }

    @Test
    void listenerIsToldOfNothingThatCameBeforeIt() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        List<Reading> readings = Scenario.of("120x3 72").readings();
        assertThat(Feed.story(feed(monitor, readings.subList(0, 3)))).isEqualTo("T+2");
        monitor.addListener(alert -> told.add(Feed.story(List.of(alert))));
        feed(monitor, readings.subList(3, 4));
        assertThat(told).containsExactly("T-3");
    }

    @Test
    void throwingListenerStopsNeitherTheOthersNorTheMonitor() {
        IllegalStateException failure = new IllegalStateException("full");
        AlertListener broken = alert -> {
            throw failure;
        };
        List<Object> failures = new ArrayList<>();
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .listener(broken)
                .listener(alert -> told.add(Feed.story(List.of(alert))))
                .failureHandler((listener, alert, thrown) -> failures.addAll(List.of(listener, alert, thrown)))
                .build();
        List<Alert> alerts = feed(monitor, Scenario.of("120x3 72").readings());
        assertThat(told).containsExactly("T+2", "T-3");
        assertThat(failures).containsExactly(broken, alerts.get(0), failure, broken, alerts.get(1), failure);
    }

    @Test
    void failureIsOnlyLoggedByDefault() {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .listener(alert -> {
                    throw new IllegalStateException("full");
                })
                .listener(alert -> told.add(Feed.story(List.of(alert))))
                .build();
        feed(monitor, Scenario.of("120x3 72").readings());
        assertThat(told).containsExactly("T+2", "T-3");
    }

    @Test
    void throwingFailureHandlerStopsNothing() {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .listener(alert -> {
                    throw new IllegalStateException("full");
                })
                .listener(alert -> told.add(Feed.story(List.of(alert))))
                .failureHandler((listener, alert, failure) -> {
                    throw failure;
                })
                .build();
        feed(monitor, Scenario.of("120x3 72").readings());
        assertThat(told).containsExactly("T+2", "T-3");
    }

    @Test
    void alertsThatAListenerCausesComeAfterTheOnesInHand() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        monitor.addListener(alert -> {
            if (alert.phase() == Phase.RAISED) {
                assertThat(monitor.accept(Feed.at(3, 72)).alerts()).hasSize(1);
                told.add("called back");
            }
        });
        monitor.addListener(alert -> told.add(Feed.story(List.of(alert))));
        feed(monitor, Scenario.of("120x3").readings());
        assertThat(told).containsExactly("called back", "T+2", "T-3");
    }

    @Test
    void listenerThatCausesAlertsOfAnotherPatientHearsThem() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        monitor.addListener(alert -> {
            told.add(alert.patientId());
            if (alert.patientId().equals("p")) {
                feed(monitor, Scenario.of("40x3").ofPatient("q").readings());
            }
        });
        feed(monitor, Scenario.of("120x3").readings());
        assertThat(told).containsExactly("p", "q");
    }

    @Test
    void removedListenerIsToldNothingMore() {
        AlertListener listener = alert -> told.add(Feed.story(List.of(alert)));
        HeartRateMonitor monitor = HeartRateMonitor.builder().listener(listener).build();
        feed(monitor, Scenario.of("120x3").readings());
        monitor.removeListener(listener);
        feed(monitor, Scenario.of("120x3 72").readings());
        assertThat(told).containsExactly("T+2");
    }

    @Test
    void removingAListenerThatWasNeverAddedDoesNothing() {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().listener(alert -> told.add("kept")).build();
        monitor.removeListener(alert -> told.add("never added"));
        feed(monitor, Scenario.of("120x3").readings());
        assertThat(told).containsExactly("kept");
    }

    @Test
    void listenerMayRemoveItself() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        monitor.addListener(new AlertListener() {
            @Override
            public void onAlert(Alert alert) {
                told.add(Feed.story(List.of(alert)));
                monitor.removeListener(this);
            }
        });
        feed(monitor, Scenario.of("120x3 72").readings());
        assertThat(told).containsExactly("T+2");
    }

    @Test
    void everyVerdictIsCounted() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        feed(monitor, List.of(Feed.at(5, 72), Feed.at(6, 72), Feed.at(7, 72)));
        feed(monitor, List.of(Feed.at(7, 72), Feed.at(7, 72), Feed.at(7, 73), Feed.at(6, 72)));
        assertThat(monitor.readingCount(Verdict.ACCEPTED)).isEqualTo(3);
        assertThat(monitor.readingCount(Verdict.DUPLICATE)).isEqualTo(2);
        assertThat(monitor.readingCount(Verdict.CONFLICT)).isEqualTo(1);
        assertThat(monitor.readingCount(Verdict.LATE)).isEqualTo(1);
        feed(monitor, List.of(Feed.at(8, 72)));
        assertThat(monitor.readingCount(Verdict.ACCEPTED)).isEqualTo(4);
    }

    @Test
    void endOfAForgottenPatientIsToldOnce() {
        List<Alert> heard = new ArrayList<>();
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(BoundaryCasesTest.policy("stale10"))
                .idleLimit(Duration.ofSeconds(60))
                .listener(heard::add)
                .build();
        monitor.accept(Feed.at(0, 72));
        monitor.accept(new Reading("newest", Feed.second(600), 72));
        List<Alert> returned = monitor.tick(Feed.second(600)).alerts();
        assertThat(Feed.story(returned)).isEqualTo("S+600 S~600");
        assertThat(heard).isEqualTo(returned);
    }

    @Test
    void readingsOfForgottenPatientsStayCounted() {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().idleLimit(Duration.ofSeconds(60)).build();
        feed(monitor, Scenario.of("72x3").ofPatient("p").readings());
        feed(monitor, Scenario.of("72x2").ofPatient("q").readings());
        feed(
                monitor,
                List.of(Feed.at(600, 72)).stream()
                        .map(reading -> new Reading("newest", reading.timestamp(), reading.bpm()))
                        .toList());
        monitor.tick(Scenario.START.plusSeconds(600));
        assertThat(monitor.patientCount()).isEqualTo(1);
        assertThat(monitor.readingCount(Verdict.ACCEPTED)).isEqualTo(6);
        feed(monitor, Scenario.of("72").ofPatient("p").readings());
        assertThat(monitor.readingCount(Verdict.ACCEPTED)).isEqualTo(7);
    }

    @Test
    void morePatientsThanExpectedAreWatchedToo() {
        for (int expected : List.of(0, 1)) {
            HeartRateMonitor monitor =
                    HeartRateMonitor.builder().expectedPatients(expected).build();
            for (String patientId : List.of("p", "q", "r")) {
                feed(monitor, Scenario.of("120x3").ofPatient(patientId).readings());
            }
            assertThat(monitor.activeAlarms()).hasSize(3);
        }
    }

    @Test
    void expectedPatientsAreNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeartRateMonitor.builder().expectedPatients(-1))
                .withMessage("expectedPatients must not be negative: -1");
    }

    @Test
    void restoredMonitorGoesOnWhereTheSnapshotWasTaken() {
        HeartRateMonitor before = HeartRateMonitor.builder().build();
        feed(before, Scenario.of("72 120x2").ofPatient("p").readings());
        feed(before, Scenario.of("40x3").ofPatient("q").readings());
        MonitorSnapshot snapshot = MonitorSnapshot.fromBytes(before.snapshot().toBytes());
        feed(before, Scenario.of("72 120x3").ofPatient("p").readings());

        HeartRateMonitor after = HeartRateMonitor.builder().restore(snapshot).build();
        assertThat(after.patientCount()).isEqualTo(2);
        assertThat(snapshot.patients()).extracting(DetectorSnapshot::patientId).containsExactlyInAnyOrder("p", "q");
        assertThat(Feed.story(feed(after, Scenario.of("72 120x3").ofPatient("p").readings())))
                .isEqualTo("T+3");
        assertThat(Feed.story(feed(after, Scenario.of("40x3 72").ofPatient("q").readings())))
                .isEqualTo("B-3");
    }

    @Test
    void restoredMonitorKeepsThePolicyOfTheSnapshotUnlessItIsToldAnother() {
        AlarmPolicy narrow =
                AlarmPolicy.builder().limits(AlarmLimits.of(60, 90)).build();
        HeartRateMonitor before = HeartRateMonitor.builder().policy(narrow).build();
        feed(before, Scenario.of("72 95x2").readings());
        MonitorSnapshot snapshot = before.snapshot();
        List<Reading> third = Scenario.of("95@3").readings();

        HeartRateMonitor same = HeartRateMonitor.builder().restore(snapshot).build();
        assertThat(Feed.story(feed(same, third))).isEqualTo("T+3");
        assertThat(same.snapshot().policy()).isEqualTo(narrow);

        HeartRateMonitor told = HeartRateMonitor.builder()
                .policy(AlarmPolicy.DEFAULT)
                .restore(snapshot)
                .build();
        assertThat(feed(told, third)).isEmpty();
        assertThat(told.snapshot().policy()).isEqualTo(AlarmPolicy.DEFAULT);
    }

    @Test
    void observerIsToldOfEveryInputAfterTheListeners() {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(AlarmPolicy.builder().onsetCount(2).build())
                .observer((input, outcome) -> {
                    throw new IllegalStateException("full");
                })
                .observer((input, outcome) -> told.add(input.getClass().getSimpleName() + " " + outcome.verdict()))
                .listener(alert -> told.add(alert.phase().toString()))
                .build();
        List<Reading> readings = Scenario.of("72 120x2").readings();
        feed(monitor, readings);
        monitor.accept(readings.get(0));
        monitor.tick(Feed.second(5));
        monitor.discharge("nobody", Feed.second(6));
        assertThat(told)
                .containsExactly(
                        "Reading ACCEPTED",
                        "Reading ACCEPTED",
                        "RAISED",
                        "Reading ACCEPTED",
                        "Reading LATE",
                        "Tick ACCEPTED",
                        "Discharge UNKNOWN");
        assertThat(monitor.readingCount(Verdict.ACCEPTED)).isEqualTo(3);
    }

    @Test
    void monitorThatIsToldNoPolicyTakesTheDefaultOne() {
        assertThat(HeartRateMonitor.builder().build().snapshot().policy()).isEqualTo(AlarmPolicy.DEFAULT);
    }

    @Test
    void nullIsRefusedByItsName() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        ConsecutiveThresholdDetector detector = Feed.detector(AlarmPolicy.DEFAULT);
        Map<ThrowableAssert.ThrowingCallable, String> calls = new LinkedHashMap<>();
        calls.put(() -> monitor.accept(null), "reading");
        calls.put(() -> monitor.apply(null), "input");
        calls.put(() -> monitor.tick(null), "now");
        calls.put(() -> monitor.status(null), "patientId");
        calls.put(() -> monitor.acknowledge(null, "nurse", Feed.START), "seen");
        calls.put(() -> HeartRateMonitor.builder().idleLimit(null), "idleLimit");
        calls.put(() -> HeartRateMonitor.builder().leapLimit(null), "leapLimit");
        calls.put(() -> HeartRateMonitor.builder().restore(null), "snapshot");
        calls.put(() -> detector.accept(null), "reading");
        calls.put(() -> detector.apply(null), "input");
        calls.put(() -> detector.tick(null), "now");
        calls.put(() -> ConsecutiveThresholdDetector.restore(null), "snapshot");
        calls.put(() -> new ConsecutiveThresholdDetector(null, AlarmPolicy.DEFAULT), "patientId");
        calls.put(() -> new ConsecutiveThresholdDetector("p", null), "policy");
        calls.put(() -> MonitorSnapshot.fromBytes(null), "bytes");
        calls.put(() -> DetectorSnapshot.fromBytes(null), "bytes");
        calls.forEach((call, name) -> assertThatThrownBy(call)
                .isInstanceOf(NullPointerException.class)
                .hasMessage(name));
    }

    private static List<Alert> feed(HeartRateMonitor monitor, List<Reading> readings) {
        return readings.stream()
                .flatMap(reading -> monitor.accept(reading).alerts().stream())
                .toList();
    }
}
