package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.MonitorSnapshot;
import io.github.heartrate.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionStateTest {

    @TempDir
    private Path folder;

    private static PartitionState state(long epoch, long version) {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        for (int i = 0; i < 4; i++) {
            monitor.accept(new Reading("a", Instant.ofEpochSecond(1_767_225_600L + i), 140));
        }
        return new PartitionState(1, 4, epoch, version, 2, true, Map.of("one-1234", 17L), monitor.snapshot());
    }

    @Property(tries = 200)
    void whatIsWrittenIsReadAgain(
            @ForAll @LongRange(max = Long.MAX_VALUE) long epoch, @ForAll @IntRange(max = 100) int version) {
        PartitionState before = state(epoch, version);
        assertThat(PartitionState.fromBytes(before.toBytes())).isEqualTo(before);
    }

    /** For good: version 1 can be read by every later version. */
    @Test
    void headOfVersionOneIsTheseBytes() {
        PartitionState state =
                new PartitionState(2, 4, 7, 3, 1, true, Map.of("x", 9L), MonitorSnapshot.empty(AlarmPolicy.DEFAULT));
        byte[] bytes = state.toBytes();
        byte[] afterChecksum = Arrays.copyOfRange(bytes, 5, bytes.length);

        assertThat(bytes[0]).isEqualTo((byte) 1);
        assertThat(HexFormat.of().formatHex(afterChecksum))
                .startsWith("00000002" + "00000004" + "0000000000000007" + "0000000000000003" + "00000001" + "01"
                        + "0001" + "000178" + "0000000000000009");
    }

    @Test
    void everyFlippedBitIsNoticed() {
        byte[] bytes = state(1, 1).toBytes();
        for (int i = 0; i < bytes.length * 8; i++) {
            byte[] damaged = bytes.clone();
            damaged[i / 8] ^= (byte) (1 << (i % 8));
            assertThatThrownBy(() -> PartitionState.fromBytes(damaged)).isInstanceOf(UnusableStateException.class);
        }
    }

    @Test
    void everyCutIsNoticed() {
        byte[] bytes = state(1, 1).toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> PartitionState.fromBytes(cut)).isInstanceOf(UnusableStateException.class);
        }
    }

    @Test
    void higherEpochIsNewerWhateverTheVersion() {
        assertThat(state(2, 0).isNewerThan(state(1, 99))).isTrue();
        assertThat(state(1, 2).isNewerThan(state(1, 1))).isTrue();
        assertThat(state(1, 1).isNewerThan(state(1, 1))).isFalse();
    }

    @Test
    void fileIsReplacedAsAWholeAndAHalfWrittenOneIsNeverRead() throws IOException {
        PartitionStateStore store = PartitionStateStore.file(folder);
        assertThat(store.load(1, 4)).contains(PartitionState.initial(1, 4));
        assertThat(store.save(state(1, 0))).isCompleted();
        Files.write(folder.resolve("partition-1.new"), new byte[] {1, 2, 3});

        assertThat(PartitionStateStore.file(folder).load(1, 4)).contains(state(1, 0));
        assertThat(store.save(state(1, 1))).isCompleted();
        assertThat(store.load(1, 4)).contains(state(1, 1));
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void missingFolderIsNoFirstStart() {
        PartitionStateStore store = PartitionStateStore.file(folder.resolve("none"));

        assertThatThrownBy(() -> store.load(0, 1))
                .isInstanceOf(UnusableStateException.class)
                .hasMessageContaining("is no folder");
        assertThat(store.save(PartitionState.initial(0, 1))).isCompletedExceptionally();
    }

    @Test
    void memoryNeverGoesBackToALowerEpoch() {
        PartitionStateStore store = PartitionStateStore.memory();
        assertThat(store.save(state(2, 0))).isCompleted();
        assertThat(store.save(state(1, 9))).isCompleted();

        assertThat(store.load(1, 4)).contains(state(2, 0));
    }
}
