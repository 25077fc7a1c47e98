package io.github.heartrate.jmh;

import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One monitor and two threads, each with half of the patients. One operation is one reading. They go a long way between
 * two meetings, since a thread that has waited may at first share the other's core.
 */
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class TwoThreadsBenchmark extends Settings {

    /** Three readings of each of 1,000,000 patients. */
    private static final int SLICES = 30;

    /** The monitor, and a second thread that waits, awake, for its half of each slice. */
    @SuppressWarnings("ThreadPriorityCheck") // waiting awake, it would keep the compiler from a core, but for yielding
    @State(Scope.Benchmark)
    public static class Monitor extends Contender {

        @Param({"IN_LIMITS", "MIXED", "ALL_ALARM"})
        public StreamKind stream;

        @Param({"1000", "1000000"})
        public int patients;

        private HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        private Reading[][] prologueHalves = {};
        private Reading[][] halves = {};
        private Reading[][] half = {};

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
            prologueHalves = halves(Arrays.stream(stream.prologue()));
            halves = halves(IntStream.range(0, SLICES).mapToObj(stream::slice).flatMap(Arrays::stream));
        }

        @Override
        void rewind(Reading[] prologue) {
            monitor = HeartRateMonitor.builder().build();
            half = prologueHalves;
            feed(); // so each thread makes the state of its own patients
        }

        @Override
        void select(int index, Reading[] next) {
            half = halves;
        }

        /** Copies: between the other half's, each thread would take all of them from memory. */
        private static Reading[][] halves(Stream<Reading> readings) {
            Map<Boolean, List<Reading>> halves =
                    readings.collect(Collectors.partitioningBy(reading -> reading.patientId().hashCode() % 2 == 0));
            return new Reading[][] {copy(halves.get(true)), copy(halves.get(false))};
        }

        private static Reading[] copy(List<Reading> readings) {
            return readings.stream().map(Monitor::copy).toArray(Reading[]::new);
        }

        private static Reading copy(Reading reading) {
            Instant time = reading.timestamp();
            return new Reading(
                    reading.patientId(), Instant.ofEpochSecond(time.getEpochSecond(), time.getNano()), reading.bpm());
        }

        @Setup
        public void begin() {
            second.start();
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
                    alertsOfSecond = Monitors.feed(monitor, half[1]);
                    done = now;
                }
            }
        }

        long feed() {
            int now = done + 1;
            asked = now;
            long alerts = Monitors.feed(monitor, half[0]);
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
