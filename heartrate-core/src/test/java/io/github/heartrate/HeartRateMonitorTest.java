package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeartRateMonitorTest {

    private static final int THREADS = 8;
    private static final int PATIENTS = 64;
    private static final int READINGS = 500;

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
        List<Reading> readings = Streams.of("p", "120x3 72");
        readings.subList(0, 2).forEach(monitor::accept);

        assertThatThrownBy(() -> monitor.accept(readings.get(2)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("broken listener");
        monitor.accept(readings.get(3));

        assertThat(told).containsExactly(Phase.RAISED, Phase.CLEARED);
    }

    @Test
    void alertsAreReturnedAndToldToTheListeners() {
        List<Alert> heard = new ArrayList<>();
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().listener(heard::add).build();
        List<Alert> returned = feed(monitor, Streams.of("120x3 72"));
        assertThat(Streams.story(returned)).isEqualTo("T+2 T-3");
        assertThat(heard).isEqualTo(returned);
    }

    @Test
    void policyOfTheMonitorIsEveryPatients() {
        AlarmPolicy policy = AlarmPolicy.builder().onsetCount(1).build();
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(policy).build();
        assertThat(feed(monitor, Streams.of("a", "120"))).hasSize(1);
        assertThat(feed(monitor, Streams.of("b", "40"))).hasSize(1);
    }

    @Test
    void idsThatDifferInCaseOrWhiteSpaceAreDifferentPatients() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        for (String patientId : List.of("p", "P", "p ")) {
            assertThat(feed(monitor, Streams.of(patientId, "120x2"))).isEmpty();
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
        feed(monitor, Streams.of("120x3"));
        assertThat(told).containsExactly("first", "second", "third");
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
                .listener(alert -> told.add(Streams.story(List.of(alert))))
                .failureHandler((listener, alert, thrown) -> failures.addAll(List.of(listener, alert, thrown)))
                .build();
        List<Alert> alerts = feed(monitor, Streams.of("120x3 72"));
        assertThat(told).containsExactly("T+2", "T-3");
        assertThat(failures).containsExactly(broken, alerts.get(0), failure, broken, alerts.get(1), failure);
    }

    @Test
    void failureIsOnlyLoggedByDefault() {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .listener(alert -> {
                    throw new IllegalStateException("full");
                })
                .listener(alert -> told.add(Streams.story(List.of(alert))))
                .build();
        feed(monitor, Streams.of("120x3 72"));
        assertThat(told).containsExactly("T+2", "T-3");
    }

    @Test
    void throwingFailureHandlerStopsNothing() {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .listener(alert -> {
                    throw new IllegalStateException("full");
                })
                .listener(alert -> told.add(Streams.story(List.of(alert))))
                .failureHandler((listener, alert, failure) -> {
                    throw failure;
                })
                .build();
        feed(monitor, Streams.of("120x3 72"));
        assertThat(told).containsExactly("T+2", "T-3");
    }

    @Test
    void alertsThatAListenerCausesComeAfterTheOnesInHand() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        monitor.addListener(alert -> {
            if (alert.phase() == Phase.RAISED) {
                assertThat(monitor.accept(Streams.at(3, 72)).alerts()).hasSize(1);
                told.add("called back");
            }
        });
        monitor.addListener(alert -> told.add(Streams.story(List.of(alert))));
        feed(monitor, Streams.of("120x3"));
        assertThat(told).containsExactly("called back", "T+2", "T-3");
    }

    @Test
    void listenerThatCausesAlertsOfAnotherPatientHearsThem() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        monitor.addListener(alert -> {
            told.add(alert.patientId());
            if (alert.patientId().equals("p")) {
                feed(monitor, Streams.of("q", "40x3"));
            }
        });
        feed(monitor, Streams.of("120x3"));
        assertThat(told).containsExactly("p", "q");
    }

    @Test
    void removedListenerIsToldNothingMore() {
        AlertListener listener = alert -> told.add(Streams.story(List.of(alert)));
        HeartRateMonitor monitor = HeartRateMonitor.builder().listener(listener).build();
        feed(monitor, Streams.of("120x3"));
        monitor.removeListener(listener);
        feed(monitor, Streams.of("120x3 72"));
        assertThat(told).containsExactly("T+2");
    }

    @Test
    void removingAListenerThatWasNeverAddedDoesNothing() {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().listener(alert -> told.add("kept")).build();
        monitor.removeListener(alert -> told.add("never added"));
        feed(monitor, Streams.of("120x3"));
        assertThat(told).containsExactly("kept");
    }

    @Test
    void listenerMayRemoveItself() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        monitor.addListener(new AlertListener() {
            @Override
            public void onAlert(Alert alert) {
                told.add(Streams.story(List.of(alert)));
                monitor.removeListener(this);
            }
        });
        feed(monitor, Streams.of("120x3 72"));
        assertThat(told).containsExactly("T+2");
    }

    @Test
    void everyVerdictIsCounted() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        feed(monitor, List.of(Streams.at(5, 72), Streams.at(6, 72), Streams.at(7, 72)));
        feed(monitor, List.of(Streams.at(7, 72), Streams.at(7, 72), Streams.at(7, 73), Streams.at(6, 72)));
        assertThat(monitor.count(Disposition.ACCEPTED)).isEqualTo(3);
        assertThat(monitor.count(Disposition.DUPLICATE)).isEqualTo(2);
        assertThat(monitor.count(Disposition.CONFLICT)).isEqualTo(1);
        assertThat(monitor.count(Disposition.LATE)).isEqualTo(1);
    }

    @Test
    void restoredMonitorGoesOnWhereTheSnapshotWasTaken() {
        HeartRateMonitor before = HeartRateMonitor.builder().build();
        feed(before, Streams.of("p", "72 120x2"));
        feed(before, Streams.of("q", "40x3"));
        List<DetectorSnapshot> snapshots = before.snapshot();
        feed(before, Streams.of("p", "72 120x3"));

        HeartRateMonitor after = HeartRateMonitor.builder().restore(snapshots).build();
        assertThat(after.patientCount()).isEqualTo(2);
        assertThat(snapshots).extracting(DetectorSnapshot::patientId).containsExactlyInAnyOrder("p", "q");
        assertThat(Streams.story(feed(after, Streams.of("p", "72 120x3")))).isEqualTo("T+3");
        assertThat(Streams.story(feed(after, Streams.of("q", "40x3 72")))).isEqualTo("B-3");
    }

    @Test
    void threadsWithPatientsOfTheirOwnGiveTheAlertsOfOneThread() throws Exception {
        List<List<Reading>> streams = randomStreams();
        Map<String, List<Alert>> heard = new ConcurrentHashMap<>();
        HeartRateMonitor monitor = monitorThatFills(heard);
        inParallel(thread -> {
            for (int i = 0; i < READINGS; i++) {
                for (int patient = thread; patient < PATIENTS; patient += THREADS) {
                    monitor.accept(streams.get(patient).get(i));
                }
            }
        });
        assertThat(heard).isEqualTo(alertsOfOneThread(streams));
    }

    /** A reading is accepted only after all earlier ones were, whoever fed them; so nothing is lost and nothing twice. */
    @Test
    void threadsThatFeedTheSameReadingsRaiseEachAlertOnceAndInOrder() throws Exception {
        List<List<Reading>> streams = randomStreams().subList(0, 4);
        Map<String, List<Alert>> heard = new ConcurrentHashMap<>();
        ConcurrentLinkedQueue<Alert> returned = new ConcurrentLinkedQueue<>();
        HeartRateMonitor monitor = monitorThatFills(heard);
        inParallel(thread -> {
            for (int i = 0; i < READINGS; i++) {
                for (List<Reading> stream : streams) {
                    returned.addAll(monitor.accept(stream.get(i)).alerts());
                }
            }
        });
        Map<String, List<Alert>> expected = alertsOfOneThread(streams);
        assertThat(heard).isEqualTo(expected);
        assertThat(returned)
                .containsExactlyInAnyOrderElementsOf(
                        expected.values().stream().flatMap(List::stream).toList());
        assertThat(monitor.count(Disposition.ACCEPTED)).isEqualTo((long) streams.size() * READINGS);
        assertThat(monitor.count(Disposition.CONFLICT)).isZero();
        assertThat(monitor.count(Disposition.DUPLICATE) + monitor.count(Disposition.LATE))
                .isEqualTo((long) streams.size() * READINGS * (THREADS - 1));
    }

    /** A patient's list is a plain one on purpose: the monitor promises one alert of a patient at a time. */
    private static HeartRateMonitor monitorThatFills(Map<String, List<Alert>> heard) {
        return HeartRateMonitor.builder()
                .listener(alert -> heard.computeIfAbsent(alert.patientId(), id -> new ArrayList<>())
                        .add(alert))
                .build();
    }

    private static Map<String, List<Alert>> alertsOfOneThread(List<List<Reading>> streams) {
        return streams.stream()
                .collect(Collectors.toMap(
                        stream -> stream.get(0).patientId(), stream -> Streams.alerts(AlarmPolicy.DEFAULT, stream)));
    }

    private static List<List<Reading>> randomStreams() {
        Random random = new Random(42);
        return IntStream.range(0, PATIENTS)
                .mapToObj(patient -> IntStream.range(0, READINGS)
                        .mapToObj(i -> new Reading(
                                "patient-" + patient, Streams.START.plusSeconds(i), 40 + 40 * random.nextInt(3)))
                        .toList())
                .toList();
    }

    private static List<Alert> feed(HeartRateMonitor monitor, List<Reading> readings) {
        return readings.stream()
                .flatMap(reading -> monitor.accept(reading).alerts().stream())
                .toList();
    }

    private interface Work {
        void run(int thread);
    }

    private static void inParallel(Work work) throws InterruptedException, ExecutionException, TimeoutException {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                tasks.add(() -> {
                    work.run(thread);
                    return null;
                });
            }
            for (Future<Void> done : executor.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                done.get(0, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
