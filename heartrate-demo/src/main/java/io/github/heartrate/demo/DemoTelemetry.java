package io.github.heartrate.demo;

import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.datafaker.Faker;

/**
 * DEMO telemetry: generated people whose heart rates wander around a resting rate, with one scripted episode of
 * tachycardia and one of bradycardia each. The same seed gives the same readings.
 */
final class DemoTelemetry {

    private static final Instant START = Instant.parse("2026-01-01T08:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int RESTING_MIN = 60;
    private static final int RESTING_SPREAD = 20;
    private static final double NOISE_BPM = 1.5;
    private static final double RETURN_TO_REST = 0.1;
    private static final int EPISODE_READINGS = 30;
    private static final double TACHYCARDIA_BPM = 125;
    private static final double BRADYCARDIA_BPM = 42;

    private DemoTelemetry() {}

    /** Readings of so many patients, one a second each, ordered by time. */
    static List<Reading> generate(int patients, int readingsPerPatient, long seed) {
        Random random = new Random(seed);
        Faker faker = new Faker(random);
        List<Heart> hearts = new ArrayList<>();
        for (int p = 0; p < patients; p++) {
            String name = faker.name().firstName() + " " + faker.name().lastName();
            hearts.add(new Heart("DEMO-" + (p + 1) + " " + name, random, readingsPerPatient));
        }
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < readingsPerPatient; i++) {
            Instant time = START.plus(INTERVAL.multipliedBy(i));
            for (Heart heart : hearts) {
                readings.add(new Reading(heart.patientId, time, heart.beat(i)));
            }
        }
        return readings;
    }

    private static final class Heart {
        private final String patientId;
        private final Random random;
        private final double restingBpm;
        private final int tachycardiaFrom;
        private final int bradycardiaFrom;
        private double bpm;

        Heart(String patientId, Random random, int readings) {
            this.patientId = patientId;
            this.random = random;
            this.restingBpm = RESTING_MIN + random.nextInt(RESTING_SPREAD);
            this.bpm = restingBpm;
            int half = Math.max(1, readings / 2 - EPISODE_READINGS);
            this.tachycardiaFrom = random.nextInt(half);
            this.bradycardiaFrom = readings / 2 + random.nextInt(half);
        }

        double beat(int i) {
            double target = restingBpm;
            if (i >= tachycardiaFrom && i < tachycardiaFrom + EPISODE_READINGS) {
                target = TACHYCARDIA_BPM;
            } else if (i >= bradycardiaFrom && i < bradycardiaFrom + EPISODE_READINGS) {
                target = BRADYCARDIA_BPM;
            }
            double pull = Math.abs(target - restingBpm) < NOISE_BPM ? RETURN_TO_REST : 3 * RETURN_TO_REST;
            bpm += pull * (target - bpm) + NOISE_BPM * random.nextGaussian();
            return Math.round(Math.max(0, bpm));
        }
    }
}
