package io.github.heartrate.demo.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void onlyOneIsSingular() {
        assertThat(Plural.of(0, "reading")).isEqualTo("0 readings");
        assertThat(Plural.of(1, "reading")).isEqualTo("1 reading");
        assertThat(Plural.of(1000, "reading")).isEqualTo("1000 readings");
    }

    @Test
    void timeIsShownWithTheOffsetOfItsZone() {
        Instant time = Instant.parse("2026-01-01T08:00:00Z");

        assertThat(ShownTime.format(time, ZoneOffset.UTC)).isEqualTo("2026-01-01T08:00:00Z");
        assertThat(ShownTime.format(time, ZoneId.of("UTC"))).isEqualTo("2026-01-01T08:00:00Z");
        assertThat(ShownTime.format(time, ZoneId.of("Europe/Rome"))).isEqualTo("2026-01-01T09:00:00+01:00");
        assertThat(ShownTime.format(time.plusMillis(500), ZoneId.of("UTC"))).isEqualTo("2026-01-01T08:00:00.500Z");
    }
}
