package io.github.heartrate.jmh;

import java.util.Random;

/** What the readings of a stream are like. All rates are whole numbers, as monitors send them. */
public enum StreamKind {
    /** Every reading is from 60 to 99 bpm: nothing ever happens. */
    IN_LIMITS {
        @Override
        double bpm(Random random, int spell) {
            return 60 + random.nextInt(40);
        }
    },
    /**
     * A tenth of the time is spent outside the limits, in spells of 60 readings on either side, and one reading in a
     * hundred is a lone one outside them: about one episode in 500 readings.
     */
    MIXED {
        @Override
        double bpm(Random random, int spell) {
            boolean alone = random.nextInt(100) == 0;
            int side = alone ? eitherSide(random) : spell;
            return side == 0 ? IN_LIMITS.bpm(random, 0) : outside(random, side);
        }
    },
    /** One reading in ten is outside the limits, on either side and at random: runs that begin and break all the time. */
    FLICKERING {
        @Override
        double bpm(Random random, int spell) {
            return random.nextInt(10) == 0 ? outside(random, eitherSide(random)) : IN_LIMITS.bpm(random, 0);
        }
    },
    /** Every reading is above the high limit, the highest first: every patient's alarm is active all the time. */
    ALL_ALARM {
        @Override
        double bpm(Random random, int spell) {
            return outside(random, 1);
        }
    };

    static final double HIGHEST_BPM = 140;

    /** A rate; in a spell above (1) or below (-1) the limits, or in none (0). */
    abstract double bpm(Random random, int spell);

    private static int eitherSide(Random random) {
        return random.nextBoolean() ? 1 : -1;
    }

    private static double outside(Random random, int side) {
        return side > 0 ? HIGHEST_BPM - random.nextInt(40) : 30 + random.nextInt(20);
    }
}
