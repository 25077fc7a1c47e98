package io.github.heartrate.jmh;

import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Compares one thread that feeds all patients with two threads that feed half of them each. The readings are laid out in
 * memory in the same way. There are several JVMs, since each lays out objects in another way. One operation is one reading.
 *
 * <p>Two threads lose cache lines to each other: a patient's entry in the map may share one with the state that is written
 * with every reading. So the monitor is told how many patients to expect, and look-ups do not pass the other thread's
 * entries. Each thread makes the state of its own patients, so that it lies apart. {@link Monitor#afterCollection} shows
 * what is left of that when a collection has moved the patients.
 */
@Fork(3)
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ThreadsBenchmark extends Settings {

    /** Few enough for the readings of 1,000 patients to stay in the cache; the way to memory is shared with the host. */
    private static final int SLICES = 3;

    private static final int GARBAGE_BYTES = 1 << 14;
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
    private static final Duration LONG_ENOUGH_TO_BE_FORGOTTEN = Duration.ofDays(2);

    /** The monitor, and a second thread that waits, awake, for its share of the readings. */
    @SuppressWarnings("ThreadPriorityCheck") // waiting awake, it would keep the compiler from a core, but for yielding
    @State(Scope.Benchmark)
    public static class Monitor extends Contender {

        @Param({"IN_LIMITS", "MIXED", "ALL_ALARM"})
        public StreamKind stream;

        @Param({"1000", "1000000"})
        public int patients;

        @Param({"1", "2"})
        public int threads;

        /** Or both threads have the same. */
        @Param("false")
        public boolean monitorPerThread;

        /** Whether a collection has moved the patients, as one does sooner or later where readings come and go. */
        @Param("false")
        public boolean afterCollection;

        private HeartRateMonitor[] monitors = {};
        private Reading[][] prologueShares = {};
        private Reading[][][] shares = {};
        private Reading[][] current = {};

        private final Thread second = new Thread(this::work, "second");

        @SuppressWarnings("UnusedVariable") // written, so that the compiler makes it
        private volatile byte[] garbage = {};

        private volatile int asked;
        private volatile int done;
        private volatile boolean stopped;
        private volatile long alertsOfSecond;

        @Override
        StreamKind stream() {
            return stream;
        }

        @Override
        int patients() {
            return patients;
        }

        @Override
        int slicesAtOnce() {
            return SLICES;
        }

        @Override
        void prepare(ReadingStream stream) {
            monitors = Stream.generate(() -> HeartRateMonitor.builder()
                            .expectedPatients(patients)
                            .build())
                    .limit(monitorPerThread ? threads : 1)
                    .toArray(HeartRateMonitor[]::new);
            prologueShares = shares(stream.prologue());
            shares = IntStream.iterate(0, first -> first < stream.sliceCount(), first -> first + SLICES)
                    .mapToObj(first -> IntStream.range(first, first + SLICES)
                            .mapToObj(stream::slice)
                            .flatMap(Arrays::stream)
                            .toArray(Reading[]::new))
                    .map(this::shares)
                    .toArray(Reading[][][]::new);
        }

        @Override
        void rewind(Reading[] prologue) {
            for (HeartRateMonitor monitor : monitors) {
                for (Reading reading : prologue) {
                    monitor.discharge(reading.patientId(), END);
                }
                monitor.tick(END.plus(LONG_ENOUGH_TO_BE_FORGOTTEN));
            }
            current = prologueShares;
            feed(); // so each thread makes the state of its own patients
            if (afterCollection) {
                awaitCollection();
            }
        }

        private void awaitCollection() {
            WeakReference<Object> untilThen = new WeakReference<>(new Object());
            while (!untilThen.refersTo(null)) {
                garbage = new byte[GARBAGE_BYTES];
            }
        }

        @Override
        void select(int index, Reading[] next) {
            current = shares[index / SLICES];
        }

        /** Copies: between the other thread's, each would take all of them from memory. */
        private Reading[][] shares(Reading[] readings) {
            return IntStream.range(0, threads)
                    .mapToObj(thread -> Stream.of(readings)
                            .filter(reading -> half(reading.patientId()) % threads == thread)
                            .map(Monitor::copy)
                            .toArray(Reading[]::new))
                    .toArray(Reading[][]::new);
        }

        /** 0 or 1, by another hash than the map's, or patients who share a place in it would have the same thread. */
        private static int half(String patientId) {
            return (patientId.hashCode() * 0x9E3779B9) >>> 31; // the golden ratio: mixes all bits
        }

        private static Reading copy(Reading reading) {
            Instant time = reading.timestamp();
            return new Reading(
                    reading.patientId(), Instant.ofEpochSecond(time.getEpochSecond(), time.getNano()), reading.bpm());
        }

        @Setup
        public void begin() {
            if (threads == 2) {
                second.start();
            }
        }

        @TearDown
        public void end() throws InterruptedException {
            stopped = true;
            second.join();
        }

        private void work() {
            while (!stopped) {
                int now = asked;
                if (now == done) {
                    Thread.yield();
                } else {
                    alertsOfSecond = feed(1);
                    done = now;
                }
            }
        }

        long feed() {
            if (threads == 1) {
                return feed(0);
            }
            int now = done + 1;
            asked = now;
            long alerts = feed(0);
            while (done != now) {
                Thread.yield();
            }
            return alerts + alertsOfSecond;
        }

        private long feed(int thread) {
            return Monitors.feed(monitors[monitorPerThread ? thread : 0], current[thread]);
        }
    }

    @Benchmark
    @OperationsPerInvocation(SLICES * ReadingStream.SLICE)
    public long monitor(Monitor state) {
        return state.feed();
    }
}
