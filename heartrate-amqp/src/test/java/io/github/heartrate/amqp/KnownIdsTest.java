package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KnownIdsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void idIsNewOnce() {
        KnownIds known = new KnownIds(10, Duration.ofHours(1));

        assertThat(known.add("a", NOW)).isTrue();
        assertThat(known.add("a", NOW)).isFalse();
        assertThat(known.add("b", NOW)).isTrue();
    }

    @Test
    void oldestIsForgottenBeyondTheCapacity() {
        KnownIds known = new KnownIds(2, Duration.ofHours(1));
        known.add("a", NOW);
        known.add("b", NOW);
        known.add("c", NOW);

        assertThat(known.add("b", NOW)).isFalse();
        assertThat(known.add("a", NOW)).isTrue();
    }

    @Test
    void idIsForgottenOnceItIsOlderThanTheAgeButNotAtIt() {
        KnownIds known = new KnownIds(10, Duration.ofHours(1));
        known.add("a", NOW);

        assertThat(known.add("a", NOW.plusSeconds(3_600))).isFalse();
        assertThat(known.add("a", NOW.plusSeconds(3_601))).isTrue();
    }
}
