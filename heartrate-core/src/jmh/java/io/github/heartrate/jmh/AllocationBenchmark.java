package io.github.heartrate.jmh;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.MonitorSnapshot;
import io.github.heartrate.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a reading that changes nothing allocates, to be read off the GC profiler: {@code gc.alloc.rate.norm}, in bytes a
 * reading. All monitors are made before the first measurement, so that nothing but readings allocates; what is left of a
 * byte is JMH's own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = AllocationBenchmark.WARMUPS)
@Measurement(iterations = AllocationBenchmark.MEASUREMENTS)
@OperationsPerInvocation(AllocationBenchmark.SLICES * ReadingStream.SLICE)
public class AllocationBenchmark extends Settings {

    static final int SLICES = 10;
    static final int WARMUPS = 10;
    static final int MEASUREMENTS = 5;
    private static final int PATIENTS = 1_000;

    /** The policies that a reading is judged by. */
    public enum Policy {
        /** The default one. */
        DEFAULT {
            @Override
            AlarmPolicy policy() {
                return AlarmPolicy.DEFAULT;
            }
        },
        /** One with every option set. */
        FULL {
            @Override
            AlarmPolicy policy() {
                return AlarmPolicy.builder()
                        .limits(AlarmLimits.of(50, 100).withExtremes(40, 150))
                        .clearCount(2)
                        .clearMarginBpm(1)
                        .conditionDelay(Duration.ofSeconds(1))
                        .maxGap(Duration.ofSeconds(10))
                        .staleAfter(Duration.ofSeconds(30))
                        .reminderInterval(Duration.ofDays(1))
                        .plausibleBpm(1, 400)
                        .build();
            }
        };

        abstract AlarmPolicy policy();
    }

    @Param
    public Policy policy;

    @Param({"IN_LIMITS", "ALL_ALARM"})
    public StreamKind stream;

    private ReadingStream readings = ReadingStream.of(StreamKind.IN_LIMITS, 1, 0);
    private final Deque<HeartRateMonitor> fresh = new ArrayDeque<>();

    @Setup
    public void prepare() {
        readings = ReadingStream.of(stream, PATIENTS, SLICES);
        MonitorSnapshot start = Monitors.after(policy.policy(), readings.prologue());
        for (int i = 0; i < WARMUPS + MEASUREMENTS; i++) {
            fresh.add(Monitors.restored(start));
        }
    }

    @Benchmark
    public long monitor() {
        HeartRateMonitor monitor = fresh.remove();
        long alerts = 0;
        for (int i = 0; i < SLICES; i++) {
            alerts += Monitors.feed(monitor, readings.slice(i));
        }
        return alerts;
    }
}
