package io.github.heartrate.jmh;

import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
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
 * One monitor, and one thread with all of the patients or two with half of them each, on readings laid out in memory in
 * the same way, in several JVMs, since what lies beside what is not the same in each. One operation is one reading.
 *
 * <p>What two threads lose to each other are cache lines. A patient's entry in the map may share one with the state that
 * is written with every reading, and to find another patient of the same bin a thread reads past that entry. By
 * {@link Split#BIN} the threads have no bin in common.
 */
@Fork(3)
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ThreadsBenchmark extends Settings {

    /** Few enough for the readings of 1,000 patients to stay in the cache; the way to memory is shared with the host. */
    private static final int SLICES = 3;

    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
    private static final Duration LONG_ENOUGH_TO_BE_FORGOTTEN = Duration.ofDays(2);

    /** Which thread has a patient. */
    public enum Split {
        /** Patients of one bin of the monitor's map have the same thread. */
        BIN {
            @Override
            int hash(String patientId) {
                int hash = patientId.hashCode();
                return hash ^ (hash >>> 16); // as ConcurrentHashMap spreads it
            }
        },
        /** Patients have either thread. */
        CHANCE {
            @Override
            int hash(String patientId) {
                return (patientId.hashCode() * 0x9E3779B9) >>> 31; // the golden ratio: mixes all bits
            }
        };

        abstract int hash(String patientId);
    }

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

        @Param("BIN")
        public Split split;

        private final HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        private Reading[][] prologueShares = {};
        private Reading[][][] shares = {};
        private Reading[][] current = {};

        private final Thread second = new Thread(this::work, "second");
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
            // The map has its size by now, and goes on with no entry that one thread has copied for the other.
            for (Reading reading : prologue) {
                monitor.discharge(reading.patientId(), END);
            }
            monitor.tick(END.plus(LONG_ENOUGH_TO_BE_FORGOTTEN));
            current = prologueShares;
            feed(); // so each thread makes the state of its own patients
        }

        @Override
        void select(int index, Reading[] next) {
            current = shares[index / SLICES];
        }

        /** Copies: between the other thread's, each would take all of them from memory. */
        private Reading[][] shares(Reading[] readings) {
            return IntStream.range(0, threads)
                    .mapToObj(thread -> Stream.of(readings)
                            .filter(reading -> Math.floorMod(split.hash(reading.patientId()), threads) == thread)
                            .map(Monitor::copy)
                            .toArray(Reading[]::new))
                    .toArray(Reading[][]::new);
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
                    alertsOfSecond = Monitors.feed(monitor, current[1]);
                    done = now;
                }
            }
        }

        long feed() {
            if (threads == 1) {
                return Monitors.feed(monitor, current[0]);
            }
            int now = done + 1;
            asked = now;
            long alerts = Monitors.feed(monitor, current[0]);
            while (done != now) {
                Thread.yield();
            }
            return alerts + alertsOfSecond;
        }
    }

    @Benchmark
    @OperationsPerInvocation(SLICES * ReadingStream.SLICE)
    public long monitor(Monitor state) {
        return state.feed();
    }
}
