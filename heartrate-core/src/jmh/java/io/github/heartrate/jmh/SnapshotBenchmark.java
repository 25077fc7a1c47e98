package io.github.heartrate.jmh;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.MonitorSnapshot;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A snapshot of a million patients of the mixed stream, and back; one operation is all of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@OperationsPerInvocation(1)
public class SnapshotBenchmark extends Settings {

    private static final int PATIENTS = 1_000_000;

    private HeartRateMonitor monitor = Monitors.restored(MonitorSnapshot.empty(AlarmPolicy.DEFAULT));
    private MonitorSnapshot snapshot = monitor.snapshot();
    private byte[] bytes = {};

    @Setup
    public void prepare() {
        ReadingStream readings = ReadingStream.of(StreamKind.MIXED, PATIENTS, 1);
        Monitors.feed(monitor, readings.prologue());
        for (int i = 0; i < readings.sliceCount(); i++) {
            Monitors.feed(monitor, readings.slice(i));
        }
        snapshot = monitor.snapshot();
        bytes = snapshot.toBytes();
    }

    @Benchmark
    public MonitorSnapshot takeAsValues() {
        return monitor.snapshot();
    }

    @Benchmark
    public byte[] takeAsBytes() {
        return monitor.snapshot().toBytes();
    }

    @Benchmark
    public HeartRateMonitor restoreValues() {
        return Monitors.restored(snapshot);
    }

    @Benchmark
    public HeartRateMonitor restoreBytes() {
        return Monitors.restored(MonitorSnapshot.fromBytes(bytes));
    }
}
