package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Input;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.PublishResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Made-up patients whose rates wander in and out of the limits, and the oracle: the alerts that the core gives for the
 * same inputs.
 */
final class Ward {

    /** Not so long ago that a tick of now forgets the patients, and not in the future. */
    private final Instant start = Instant.now().minus(Duration.ofHours(12)).truncatedTo(ChronoUnit.SECONDS);

    private static final double RESTLESS = 0.75;
    private static final double QUIET = 0.2;

    private final Random random;
    private final String prefix;
    private final int patients;
    private final double abnormal;
    private int second;

    Ward(long seed, int patients) {
        this(seed, "patient-", patients);
    }

    Ward(long seed, String prefix, int patients) {
        this(seed, prefix, patients, RESTLESS);
    }

    private Ward(long seed, String prefix, int patients, double abnormal) {
        this.prefix = prefix;
        this.random = new Random(seed);
        this.patients = patients;
        this.abnormal = abnormal;
    }

    /** One with about one alert in two hundred readings. */
    static Ward quiet(long seed, int patients) {
        return new Ward(seed, "patient-", patients, QUIET);
    }

    /** Reading after reading, one a patient and second. */
    List<Reading> readings(int seconds) {
        List<Reading> readings = new ArrayList<>(seconds * patients);
        for (int s = 0; s < seconds; s++, second++) {
            for (int p = 0; p < patients; p++) {
                readings.add(new Reading(prefix + p, start.plusSeconds(second), bpm()));
            }
        }
        return readings;
    }

    private double bpm() {
        if (random.nextDouble() >= abnormal) {
            return 72;
        }
        return random.nextInt(3) == 0 ? 40 : 120;
    }

    /** Publishes, and waits until all are confirmed. */
    static void publish(ReadingPublisher publisher, List<? extends Input.OfPatient> inputs) {
        List<CompletableFuture<PublishResult>> results =
                inputs.stream().map(publisher::publish).toList();
        results.forEach(result -> assertThat(result.join()).isEqualTo(PublishResult.CONFIRMED));
    }

    /** The ids that the core gives. */
    static Set<String> expected(List<? extends Input> inputs) {
        return expected(AlarmPolicy.DEFAULT, inputs);
    }

    static Set<String> expected(AlarmPolicy policy, List<? extends Input> inputs) {
        HeartRateMonitor oracle = HeartRateMonitor.builder().policy(policy).build();
        Set<String> ids = new LinkedHashSet<>();
        inputs.forEach(input -> oracle.apply(input).alerts().forEach(alert -> ids.add(alert.id())));
        return ids;
    }

    static Set<String> ids(List<Alert> alerts) {
        Set<String> ids = new TreeSet<>();
        alerts.forEach(alert -> ids.add(alert.id()));
        return ids;
    }
}
