package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;

/** The bound on what is kept of one patient. */
final class StateSize {

    /** All but readings: the id, times, counts, two policies' worth of numbers, two episodes. */
    private static final int FIXED_BYTES = 400;

    /** A run and an episode's evidence: two readings of at most 21 bytes for each of N. */
    private static final int BYTES_A_COUNT = 42;

    private StateSize() {}

    static void check(DetectorSnapshot snapshot, int largestOnsetCount) {
        assertThat(snapshot.toBytes()).hasSizeLessThanOrEqualTo(FIXED_BYTES + BYTES_A_COUNT * largestOnsetCount);
        DetectorState.run(snapshot.state)
                .ifPresent(run -> assertThat(run.recent()).hasSizeLessThanOrEqualTo(largestOnsetCount));
        DetectorState.episode(snapshot.state)
                .ifPresent(episode -> assertThat(episode.evidence()).hasSizeLessThanOrEqualTo(largestOnsetCount));
    }
}
