package io.github.heartrate.toolkit.files.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class IsoTimesTest {

    private final IsoTimes times = new IsoTimes(0);

    @Test
    void dateOfTheTimeBeforeIsKnownAndNoOther() {
        assertThat(read("2026-01-01T08:00:00Z")).isEqualTo(20);
        assertThat(times.second()).isEqualTo(1_767_254_400L);
        assertThat(read("2026-01-01T08:00:01Z")).isEqualTo(20);
        assertThat(times.second()).isEqualTo(1_767_254_401L);
        assertThat(read("2026-02-31T08:00:01Z")).isEqualTo(-1);
        assertThat(read("1970-01-01T00:00:01Z")).isEqualTo(20);
        assertThat(times.second()).isEqualTo(1);
    }

    /** A machine that lost power leaves zeros in the file that it wrote last. */
    @Test
    void zerosAreNoDateEvenBeforeTheFirst() {
        assertThat(read("\0".repeat(10) + "T08:00:00Z")).isEqualTo(-1);
    }

    private int read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return times.read(bytes, 0, bytes.length);
    }
}
