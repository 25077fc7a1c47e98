package io.github.heartrate.demo.generate;

import java.time.Duration;

/** What can happen to a generated patient. The ranges are chosen here, to be seen by common alarm limits. */
public enum EventKind {
    /** The rate is driven far above the resting one. */
    TACHYCARDIA(115, 150, Duration.ofSeconds(30), Duration.ofMinutes(5)),
    /** The rate is driven far below the resting one. */
    BRADYCARDIA(28, 40, Duration.ofSeconds(30), Duration.ofMinutes(5)),
    /** A bout of exercise: a slow rise and a slower recovery. */
    EXERCISE(100, 140, Duration.ofMinutes(20), Duration.ofMinutes(40)),
    /** No readings come. */
    DROP_OUT(0, 0, Duration.ofSeconds(30), Duration.ofMinutes(10)),
    /** One reading is a spike that no heart made. */
    ARTEFACT(220, 290, Duration.ZERO, Duration.ZERO);

    private final int leastTarget;
    private final int mostTarget;
    private final Duration shortest;
    private final Duration longest;

    EventKind(int leastTarget, int mostTarget, Duration shortest, Duration longest) {
        this.leastTarget = leastTarget;
        this.mostTarget = mostTarget;
        this.shortest = shortest;
        this.longest = longest;
    }

    int leastTarget() {
        return leastTarget;
    }

    int mostTarget() {
        return mostTarget;
    }

    Duration shortest() {
        return shortest;
    }

    Duration longest() {
        return longest;
    }
}
