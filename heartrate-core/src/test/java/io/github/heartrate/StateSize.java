package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;

/** The bound on what is kept of one patient. */
final class StateSize {

    /** All but readings: the id, times, counts, two policies' worth of numbers, two episodes and three latched ones. */
    private static final int FIXED_BYTES = 1_200;

    /** A run, an episode's evidence and that of two latched ones: four readings of at most 21 bytes for each of N. */
    private static final int BYTES_A_COUNT = 84;

    private StateSize() {}

    static void check(DetectorSnapshot snapshot, int largestOnsetCount) {
        assertThat(snapshot.toBytes()).hasSizeLessThanOrEqualTo(FIXED_BYTES + BYTES_A_COUNT * largestOnsetCount);
        DetectorState.run(snapshot.state)
                .ifPresent(run -> assertThat(run.recent()).hasSizeLessThanOrEqualTo(largestOnsetCount));
        DetectorState.episode(snapshot.state)
                .ifPresent(episode -> assertThat(episode.evidence()).hasSizeLessThanOrEqualTo(largestOnsetCount));
    }
}
