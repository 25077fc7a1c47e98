package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionWatchTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<String> told = new ArrayList<>();
    private final PartitionWatch watch = new PartitionWatch(2, new PartitionListener() {
        @Override
        public void onSilent(int partition, Instant lastHeard) {
            told.add("silent " + partition + " since " + lastHeard);
        }

        @Override
        public void onHeardAgain(int partition) {
            told.add("heard " + partition);
        }
    });

    @Test
    void silenceIsToldOnceAfterNinetySecondsAndItsEndToo() {
        watch.listenFrom(START);
        watch.heard(0, START.plusSeconds(30));

        watch.check(START.plusSeconds(89));
        assertThat(told).isEmpty();
        watch.check(START.plusSeconds(90));
        watch.check(START.plusSeconds(91));
        watch.heard(1, START.plusSeconds(92));
        watch.heard(1, START.plusSeconds(93));

        assertThat(told).containsExactly("silent 1 since 2026-01-01T00:00:00Z", "heard 1");
    }

    @Test
    void timeWithoutAConnectionIsNoSilence() {
        watch.check(START);
        watch.listenFrom(START);
        watch.listenFrom(START.plusSeconds(1_000));

        watch.check(START.plusSeconds(1_001));

        assertThat(told).isEmpty();
    }

    @Test
    void partitionThatNobodyNamedIsWatchedOnceItWasHeardOf() {
        watch.listenFrom(START);
        watch.heard(7, START);
        watch.heard(0, START.plusSeconds(60));
        watch.heard(1, START.plusSeconds(60));

        watch.check(START.plusSeconds(90));

        assertThat(told).containsExactly("silent 7 since 2026-01-01T00:00:00Z");
    }
}
