package io.github.heartrate.jmh;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.MonitorSnapshot;
import io.github.heartrate.Reading;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Many patients: the monitor and what it is measured against, on the same readings. One operation is one reading. */
public class MonitorBenchmark extends Settings {

    /** A contender for any number of patients. */
    public abstract static class ManyPatients extends Contender {

        @Param({"IN_LIMITS", "MIXED", "ALL_ALARM"})
        public StreamKind stream;

        @Param({"1", "1000", "1000000"})
        public int patients;

        Reading[] slice = {};

        @Override
        StreamKind stream() {
            return stream;
        }

        @Override
        int patients() {
            return patients;
        }

        @Override
        void select(int index, Reading[] next) {
            slice = next;
        }
    }

    /** The monitor. */
    public static class Monitor extends ManyPatients {

        private MonitorSnapshot start = MonitorSnapshot.empty(AlarmPolicy.DEFAULT);
        HeartRateMonitor monitor = Monitors.restored(start);

        @Override
        void rewind(Reading[] prologue) {
            if (start.patients().isEmpty()) {
                start = Monitors.after(AlarmPolicy.DEFAULT, prologue);
            }
            monitor = Monitors.restored(start, expectedPatients());
        }

        int expectedPatients() {
            return 0;
        }
    }

    /** The monitor, told how many patients to expect. */
    public static class ExpectingMonitor extends Monitor {

        @Override
        int expectedPatients() {
            return patients;
        }
    }

    /** The map-and-lock reference, which has no state to go back to. */
    public static class Reference extends ManyPatients {

        private MapAndLock locks = new MapAndLock(new Reading[0]);

        @Override
        void rewind(Reading[] prologue) {
            locks = new MapAndLock(prologue);
        }
    }

    /** The deque version. */
    public static class Deques extends ManyPatients {

        private DequeOfThree deques = new DequeOfThree(new Reading[0]);

        @Override
        void rewind(Reading[] prologue) {
            deques = new DequeOfThree(prologue);
        }
    }

    /** The limit. */
    public static class Loop extends ManyPatients {

        private BareLoop loop = new BareLoop(new Reading[0]);
        private BareLoop.Columns[] slices = {};
        private BareLoop.Columns columns = loop.columns(new Reading[0]);

        @Override
        void rewind(Reading[] prologue) {
            loop = new BareLoop(prologue);
            slices = slices.length == 0 ? new BareLoop.Columns[sliceCount()] : slices;
        }

        @Override
        void select(int index, Reading[] next) {
            if (slices[index] == null) {
                slices[index] = loop.columns(next);
            }
            columns = slices[index];
        }
    }

    @Benchmark
    public long monitor(Monitor state) {
        return Monitors.feed(state.monitor, state.slice);
    }

    @Benchmark
    public long expectingMonitor(ExpectingMonitor state) {
        return Monitors.feed(state.monitor, state.slice);
    }

    @Benchmark
    public long mapAndLock(Reference state) {
        return state.locks.accept(state.slice);
    }

    @Benchmark
    public long dequeOfThree(Deques state) {
        return state.deques.accept(state.slice);
    }

    @Benchmark
    public long bareLoop(Loop state) {
        return state.loop.accept(state.columns);
    }
}
