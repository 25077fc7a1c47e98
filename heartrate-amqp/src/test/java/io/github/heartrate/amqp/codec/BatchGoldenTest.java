package io.github.heartrate.amqp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.Golden;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Version 1 of the packed batch, for good: {@code batch-v1.hex} was written once and is never written again. It holds,
 * one batch per line, every unit of time and every scale of rates.
 */
class BatchGoldenTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private static final List<List<Reading>> BATCHES = List.of(
            List.of(new Reading("a", TIME, 72)),
            List.of(
                    new Reading("a", TIME, 72.5),
                    new Reading("b", TIME.plusMillis(1), 1_000),
                    new Reading("a", TIME, 0)),
            List.of(new Reading("a", TIME.plusNanos(1_000), 72.25), new Reading("a", TIME.minusSeconds(1), 300)),
            List.of(new Reading("a", TIME.plusNanos(1), 72.125), new Reading("a", TIME.plusNanos(999_999_999), 71)),
            List.of(new Reading("a", Instant.MAX, 72), new Reading("a", Instant.MIN, 72)),
            List.of(new Reading("a", Instant.EPOCH.minusNanos(1), 72.0001), new Reading("a", TIME, Double.MAX_VALUE)),
            List.of(new Reading("\u00fcn\u00efc\u00f6de \ud83d\ude00 \u0000", TIME, 72)),
            IntStream.range(0, 200)
                    .mapToObj(i -> new Reading("p" + (199 - i), TIME.plusSeconds(i / 2), 100 + i))
                    .toList());

    private final BatchCodec codec = new BatchCodec();

    private static List<String> golden() {
        return Golden.lines("/batch-v1.hex");
    }

    @Test
    void versionOneIsReadAsItWasMeant() {
        List<List<Reading>> read = new ArrayList<>();
        for (String line : golden()) {
            ReadingBatch batch = codec.decode(HexFormat.of().parseHex(line));
            assertThat(batch.bad()).isEmpty();
            read.add(batch.readings());
        }
        assertThat(read).isEqualTo(BATCHES);
    }

    @Test
    void versionOneIsWrittenAsItWas() {
        assertThat(BATCHES.stream().map(codec::encode).map(HexFormat.of()::formatHex))
                .isEqualTo(golden());
    }

    @Test
    void everyUnitAndScaleIsInTheFile() {
        assertThat(golden()).extracting(line -> line.substring(2, 4)).contains("00", "01", "02", "03", "04");
        assertThat(golden()).extracting(line -> line.substring(4, 6)).contains("00", "01", "02", "03", "ff");
    }
}
