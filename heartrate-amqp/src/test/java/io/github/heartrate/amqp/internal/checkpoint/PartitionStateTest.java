package io.github.heartrate.amqp.internal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.MonitorSnapshot;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UnusableStateException;
import io.github.heartrate.amqp.state.PartitionStateStore;
import io.github.heartrate.amqp.state.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
        return new PartitionState(
                1, 4, new Stamp(epoch, version), 2, true, Map.of("one-1234", 17L), monitor.snapshot());
    }

    private static PartitionState load(PartitionStateStore store) {
        byte[] initial = PartitionState.initial(1, 4).toBytes();
        return PartitionState.fromBytes(store.load(1, initial).orElseThrow());
    }

    private static CompletableFuture<Void> save(PartitionStateStore store, PartitionState state) {
        return store.save(1, state.stamp(), state.toBytes());
    }

    @Property(tries = 200)
    void whatIsWrittenIsReadAgain(
            @ForAll @LongRange(max = Long.MAX_VALUE) long epoch, @ForAll @IntRange(max = 100) int version) {
        PartitionState before = state(epoch, version);
        assertThat(PartitionState.fromBytes(before.toBytes())).isEqualTo(before);
        assertThat(StateFormat.stamp(before.toBytes())).isEqualTo(before.stamp());
    }

    /** For good: version 1 can be read by every later version. */
    @Test
    void headOfVersionOneIsTheseBytes() {
        PartitionState state = new PartitionState(
                2, 4, new Stamp(7, 3), 1, true, Map.of("x", 9L), MonitorSnapshot.empty(AlarmPolicy.DEFAULT));
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
            assertThatThrownBy(() -> StateFormat.stamp(damaged)).isInstanceOf(UnusableStateException.class);
        }
    }

    @Test
    void everyCutIsNoticed() {
        byte[] bytes = state(1, 1).toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> PartitionState.fromBytes(cut)).isInstanceOf(UnusableStateException.class);
            assertThatThrownBy(() -> StateFormat.stamp(cut)).isInstanceOf(UnusableStateException.class);
        }
    }

    @Test
    void higherEpochIsNewerWhateverTheVersion() {
        assertThat(new Stamp(2, 0).isNewerThan(new Stamp(1, 99))).isTrue();
        assertThat(new Stamp(1, 2).isNewerThan(new Stamp(1, 1))).isTrue();
        assertThat(new Stamp(1, 1).isNewerThan(new Stamp(1, 1))).isFalse();
    }

    @Test
    void fileIsReplacedAsAWholeAndAHalfWrittenOneIsNeverRead() throws IOException {
        PartitionStateStore store = PartitionStateStore.file(folder);
        assertThat(load(store)).isEqualTo(PartitionState.initial(1, 4));
        assertThat(save(store, state(1, 0))).isCompleted();
        Files.write(folder.resolve("partition-1.new"), new byte[] {1, 2, 3});

        assertThat(load(PartitionStateStore.file(folder))).isEqualTo(state(1, 0));
        assertThat(save(store, state(1, 1))).isCompleted();
        assertThat(load(store)).isEqualTo(state(1, 1));
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void missingFolderIsNoFirstStart() {
        PartitionStateStore store = PartitionStateStore.file(folder.resolve("none"));

        assertThatThrownBy(() -> load(store))
                .isInstanceOf(UnusableStateException.class)
                .hasMessageContaining("is no folder");
        assertThat(save(store, PartitionState.initial(1, 4))).isCompletedExceptionally();
    }

    @Test
    void memoryNeverGoesBackToALowerEpoch() {
        PartitionStateStore store = PartitionStateStore.memory();
        assertThat(save(store, state(2, 0))).isCompleted();
        assertThat(save(store, state(1, 9))).isCompleted();

        assertThat(load(store)).isEqualTo(state(2, 0));
    }
}
