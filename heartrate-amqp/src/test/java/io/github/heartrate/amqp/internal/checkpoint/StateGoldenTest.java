package io.github.heartrate.amqp.internal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.MonitorSnapshot;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.Golden;
import io.github.heartrate.amqp.state.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A partition's state, for good: {@code state-v1.hex} and {@code state-v2.hex} were written once and are never written
 * again. They hold one state per line, each field with a value of its own; the monitor's part has files in the core. It is in
 * its version 1 in the first, which is only read now, and in its version 2 in the second; the head is the same. A state of
 * several instances is only read, since their order is not part of the format.
 */
class StateGoldenTest {

    private static final PartitionState OF_MANY_INSTANCES = new PartitionState(
            3,
            64,
            new Stamp(1, 1),
            0,
            false,
            Map.of("one-12345678", 1L, "two-12345678", Long.MAX_VALUE, "\u00fc\u0000", 0L),
            MonitorSnapshot.empty(AlarmPolicy.DEFAULT));

    private static final List<PartitionState> WRITTEN = List.of(
            PartitionState.initial(0, 1),
            new PartitionState(
                    2,
                    4,
                    new Stamp(7, 3),
                    1,
                    true,
                    Map.of("one-12345678", 9L),
                    MonitorSnapshot.empty(AlarmPolicy.DEFAULT)),
            new PartitionState(
                    1_000,
                    65_536,
                    new Stamp(Long.MAX_VALUE, 0x0102030405060708L),
                    Integer.MAX_VALUE,
                    true,
                    Map.of("two-12345678", 0x1112131415161718L),
                    patient()));

    private static MonitorSnapshot patient() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        for (int i = 0; i < 4; i++) {
            monitor.accept(new Reading("Patient_1", Instant.ofEpochSecond(1_767_225_600L + i), 140));
        }
        return monitor.snapshot();
    }

    /** With ticks, a reading that is held, and one whose signal was lost in a run. */
    private static MonitorSnapshot laterPatients() {
        Instant start = Instant.ofEpochSecond(1_767_225_600L);
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(AlarmPolicy.BEDSIDE).build();
        monitor.accept(new Reading("Patient_1", start, 120));
        monitor.pause("Patient_1", start.plusSeconds(500), start.plusSeconds(1));
        monitor.tick(start.plusSeconds(100));
        monitor.accept(new Reading("Patient_1", start.plus(Duration.ofDays(9)), 140));
        monitor.tick(start.plus(Duration.ofDays(2)));
        return monitor.snapshot();
    }

    private static List<PartitionState> later() {
        return List.of(
                PartitionState.initial(0, 1),
                new PartitionState(2, 4, new Stamp(7, 3), 1, true, Map.of("one-12345678", 9L), patient()),
                new PartitionState(3, 4, new Stamp(8, 1), 0, false, Map.of("two-12345678", 7L), laterPatients()));
    }

    private static List<String> golden() {
        return Golden.lines("/state-v1.hex");
    }

    private static List<String> laterGolden() {
        return Golden.lines("/state-v2.hex");
    }

    private static PartitionState read(String line) {
        return PartitionState.fromBytes(HexFormat.of().parseHex(line));
    }

    @Test
    void versionOneIsReadAsItWasMeant() {
        List<String> lines = golden();

        assertThat(lines).hasSize(WRITTEN.size() + 1);
        assertThat(IntStream.range(0, WRITTEN.size()).mapToObj(i -> read(lines.get(i))))
                .isEqualTo(WRITTEN);
        assertThat(read(lines.get(WRITTEN.size()))).isEqualTo(OF_MANY_INSTANCES);
    }

    @Test
    void versionTwoIsReadAsItWasMeant() {
        assertThat(laterGolden().stream().map(StateGoldenTest::read)).isEqualTo(later());
    }

    @Test
    void versionTwoIsWrittenAsItWas() {
        assertThat(later().stream().map(PartitionState::toBytes).map(HexFormat.of()::formatHex))
                .isEqualTo(laterGolden());
    }
}
