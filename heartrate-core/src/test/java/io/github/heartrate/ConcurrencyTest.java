package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.testkit.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What several threads do to one monitor at the same time. Stress rather than a model checker: a patient's whole state is
 * behind one {@link SpinLock}, so there is no lock-free interleaving for one to enumerate; the outbox is, and its order is
 * what these tests look at.
 */
class ConcurrencyTest {

    static final int THREADS = 8;
    private static final int ROUNDS = 20_000;
    private static final int PATIENTS = 64;
    private static final int READINGS = 500;

    @Test
    void everyReadingIsCountedOnceThoughItsPatientIsBeingForgotten() throws Exception {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().idleLimit(Duration.ofSeconds(1)).build();
        AtomicInteger feeding = new AtomicInteger(THREADS / 2);
        inParallel(thread -> {
            if (thread % 2 == 0) {
                for (int i = 0; i < ROUNDS; i++) {
                    monitor.accept(Feed.at(i, 72));
                }
                feeding.decrementAndGet();
            }
            while (feeding.get() > 0) {
                monitor.tick(Feed.START.plusSeconds(ROUNDS * 2L));
            }
        });
        long counted =
                Arrays.stream(Verdict.values()).mapToLong(monitor::readingCount).sum();
        assertThat(counted).isEqualTo(ROUNDS * THREADS / 2);
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

    /** A reading is accepted only after all earlier ones, by any thread; so nothing is lost and nothing comes twice. */
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
        assertThat(monitor.readingCount(Verdict.ACCEPTED)).isEqualTo((long) streams.size() * READINGS);
        assertThat(monitor.readingCount(Verdict.CONFLICT)).isZero();
        assertThat(monitor.readingCount(Verdict.DUPLICATE) + monitor.readingCount(Verdict.LATE))
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
                        stream -> stream.get(0).patientId(), stream -> Feed.alerts(AlarmPolicy.DEFAULT, stream)));
    }

    private static List<List<Reading>> randomStreams() {
        Random random = new Random(42);
        return IntStream.range(0, PATIENTS)
                .mapToObj(patient -> IntStream.range(0, READINGS)
                        .mapToObj(i -> new Reading(
                                "patient-" + patient, Feed.START.plusSeconds(i), 40 + 40 * random.nextInt(3)))
                        .toList())
                .toList();
    }

    /** Nothing of the patients' alerts depends on ticks, snapshots and displays that come in between. */
    @Test
    void ticksSnapshotsAndDisplaysInBetweenChangeNoAlert() throws Exception {
        List<List<Reading>> streams = randomStreams();
        Map<String, List<Alert>> heard = new ConcurrentHashMap<>();
        HeartRateMonitor monitor = monitorThatFills(heard);
        AtomicInteger feeding = new AtomicInteger(THREADS / 2);
        inParallel(thread -> {
            if (thread % 2 == 0) {
                for (int i = 0; i < READINGS; i++) {
                    for (int patient = thread / 2; patient < PATIENTS; patient += THREADS / 2) {
                        monitor.accept(streams.get(patient).get(i));
                    }
                }
                feeding.decrementAndGet();
            }
            while (feeding.get() > 0) {
                monitor.tick(Feed.START);
                assertThat(MonitorSnapshot.fromBytes(monitor.snapshot().toBytes())
                                .patients())
                        .hasSizeLessThanOrEqualTo(PATIENTS);
                monitor.activeAlarms()
                        .forEach(
                                alarm -> assertThat(monitor.status(alarm.alert().patientId()))
                                        .isPresent());
            }
        });
        assertThat(heard).isEqualTo(alertsOfOneThread(streams));
    }

    /** Each patient's state in it is one between two readings, so the rest of that patient's stream goes on from it. */
    @Test
    void snapshotTakenWhileFeedingIsACutOfEachPatient() throws Exception {
        List<List<Reading>> streams = randomStreams();
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        ConcurrentLinkedQueue<MonitorSnapshot> snapshots = new ConcurrentLinkedQueue<>();
        AtomicInteger feeding = new AtomicInteger(THREADS - 1);
        inParallel(thread -> {
            if (thread == 0) {
                while (feeding.get() > 0) {
                    snapshots.add(monitor.snapshot());
                    LockSupport.parkNanos(5_000_000);
                }
                return;
            }
            for (int i = 0; i < READINGS; i++) {
                for (int patient = thread - 1; patient < PATIENTS; patient += THREADS - 1) {
                    monitor.accept(streams.get(patient).get(i));
                }
            }
            feeding.decrementAndGet();
        });
        Map<String, List<Alert>> whole = alertsOfOneThread(streams);
        assertThat(snapshots).isNotEmpty();
        for (MonitorSnapshot snapshot : snapshots) {
            HeartRateMonitor restored =
                    HeartRateMonitor.builder().restore(snapshot).build();
            for (List<Reading> stream : streams) {
                List<Alert> rest = stream.stream()
                        .flatMap(reading -> restored.accept(reading).alerts().stream())
                        .toList();
                List<Alert> all = whole.get(stream.get(0).patientId());
                assertThat(rest).isEqualTo(all.subList(all.size() - rest.size(), all.size()));
            }
            assertThat(restored.snapshot().patients())
                    .containsExactlyInAnyOrderElementsOf(monitor.snapshot().patients());
        }
    }

    @Test
    void oneOfManyAcknowledgementsAtTheSameTimeIsAccepted() throws Exception {
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(AlarmPolicy.builder().onsetCount(1).build())
                .build();
        List<Alert> raised = new ArrayList<>();
        for (int patient = 0; patient < PATIENTS; patient++) {
            raised.addAll(monitor.accept(new Reading("patient-" + patient, Feed.START, 120))
                    .alerts());
        }
        ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
        inParallel(thread ->
                raised.forEach(alert -> outcomes.add(monitor.acknowledge(alert, "nurse " + thread, Feed.second(1)))));
        assertThat(outcomes).hasSize(PATIENTS * THREADS);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.verdict() == Verdict.ACCEPTED)
                .hasSize(PATIENTS)
                .allMatch(outcome -> outcome.alerts().get(0).phase() == Phase.ACKNOWLEDGED);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.verdict() == Verdict.DUPLICATE)
                .hasSize(PATIENTS * (THREADS - 1))
                .allMatch(outcome -> outcome.alerts().isEmpty());
    }

    /** Everything at once, expiry too: each episode is raised once and ended once, and listeners hear it in order. */
    @Test
    void everyKindOfInputAtOnceKeepsTheLawsOfEachPatient() throws Exception {
        AlarmPolicy policy = AlarmPolicy.builder()
                .onsetCount(2)
                .staleAfter(Duration.ofSeconds(3))
                .reminderInterval(Duration.ofSeconds(2))
                .build();
        Map<String, List<Alert>> heard = new ConcurrentHashMap<>();
        ConcurrentLinkedQueue<Alert> returned = new ConcurrentLinkedQueue<>();
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(policy)
                .idleLimit(Duration.ofSeconds(20))
                .listener(alert -> heard.computeIfAbsent(alert.patientId(), id -> new ArrayList<>())
                        .add(alert))
                .build();
        inParallel(thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 2_000; i++) {
                Instant now = Feed.second(i / 4);
                String patient = "patient-" + random.nextInt(4);
                Outcome outcome = switch (random.nextInt(12)) {
                    case 0 -> monitor.tick(now);
                    case 1 -> monitor.tick(now.plusSeconds(25));
                    case 2 -> monitor.admit(patient, now);
                    case 3 -> monitor.discharge(patient, now);
                    case 4 ->
                        monitor.setPolicy(
                                patient,
                                policy.toBuilder().clearCount(1 + i % 3).build(),
                                now);
                    case 5 ->
                        monitor.activeAlarms().stream()
                                .findAny()
                                .map(alarm -> monitor.acknowledge(alarm.alert(), "nurse", now))
                                .orElseGet(() -> monitor.tick(now));
                    default -> monitor.accept(new Reading(patient, now, 40 * (1 + random.nextInt(3))));
                };
                returned.addAll(outcome.alerts());
            }
        });
        assertThat(counts(heard.values().stream().flatMap(List::stream))).isEqualTo(counts(returned.stream()));
        heard.forEach((patient, alerts) -> {
            Map<Condition, String> active = new EnumMap<>(Condition.class);
            for (Alert alert : alerts) {
                if (alert.phase() == Phase.RAISED) {
                    assertThat(active.put(alert.condition(), alert.episodeId())).isNull();
                } else if (alert.phase() == Phase.CLEARED) {
                    assertThat(active.remove(alert.condition())).isEqualTo(alert.episodeId());
                } else {
                    assertThat(active).containsEntry(alert.condition(), alert.episodeId());
                }
            }
            assertThat(monitor.activeAlarms())
                    .filteredOn(alarm -> alarm.alert().patientId().equals(patient))
                    .extracting(alarm -> alarm.alert().episodeId())
                    .containsExactlyInAnyOrderElementsOf(active.values());
        });
        assertThat(heard).isNotEmpty();
    }

    private static Map<Alert, Long> counts(Stream<Alert> alerts) {
        return alerts.collect(Collectors.groupingBy(alert -> alert, Collectors.counting()));
    }

    @Test
    void listenersMayComeAndGoWhileAlertsAreHandedOut() throws Exception {
        ConcurrentLinkedQueue<Alert> heard = new ConcurrentLinkedQueue<>();
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(AlarmPolicy.builder().onsetCount(1).build())
                .listener(heard::add)
                .build();
        inParallel(thread -> {
            for (int i = 0; i < READINGS; i++) {
                AlertListener passing = alert -> {};
                monitor.addListener(passing);
                monitor.accept(new Reading("patient-" + thread, Feed.second(i), i % 2 == 0 ? 120 : 72));
                monitor.removeListener(passing);
            }
        });
        assertThat(heard).hasSize(THREADS * READINGS);
        assertThat(counts(heard.stream())).hasSize(THREADS * READINGS);
    }

    @Test
    void countOfAcceptedReadingsIsExactWhilePatientsAreForgotten() throws Exception {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().idleLimit(Duration.ofSeconds(1)).build();
        inParallel(thread -> {
            for (int i = 1; i <= READINGS; i++) {
                monitor.accept(new Reading("p" + thread, Scenario.START.plusSeconds(10L * i), 72));
                long before = monitor.readingCount(Verdict.ACCEPTED);
                monitor.tick(Scenario.START.plusSeconds(10L * i + 5));
                assertThat(monitor.readingCount(Verdict.ACCEPTED)).isGreaterThanOrEqualTo(Math.max(i, before));
            }
        });
        long refused = monitor.readingCount(Verdict.DUPLICATE) + monitor.readingCount(Verdict.LATE);
        assertThat(monitor.readingCount(Verdict.ACCEPTED) + refused).isEqualTo((long) THREADS * READINGS);
    }

    interface Work {
        void run(int thread);
    }

    static void inParallel(Work work) throws Exception {
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
