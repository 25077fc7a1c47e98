package io.github.heartrate;

import io.github.heartrate.testkit.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Inputs that a test makes up as it runs, where the notation of {@link Scenario} is of no use. */
final class Feed {

    static final Instant START = Scenario.START;
    static final String PATIENT = Scenario.PATIENT;

    private static final Scenario EVERY_SECOND = Scenario.of("");

    private Feed() {}

    static Instant second(long second) {
        return START.plusSeconds(second);
    }

    static Reading at(long second, double bpm) {
        return at(Duration.ofSeconds(second), bpm);
    }

    /** A reading of the usual patient, so long after the start. */
    static Reading at(Duration sinceStart, double bpm) {
        return new Reading(PATIENT, START.plus(sinceStart), bpm);
    }

    static ConsecutiveThresholdDetector detector(AlarmPolicy policy) {
        return new ConsecutiveThresholdDetector(PATIENT, policy);
    }

    static List<Alert> feed(Function<Input, Outcome> target, List<? extends Input> inputs) {
        return inputs.stream()
                .flatMap(input -> target.apply(input).alerts().stream())
                .toList();
    }

    /** What one new detector of the first reading's patient makes of them all. */
    static List<Alert> alerts(AlarmPolicy policy, List<Reading> readings) {
        String patientId = readings.isEmpty() ? PATIENT : readings.get(0).patientId();
        return feed(new ConsecutiveThresholdDetector(patientId, policy)::apply, readings);
    }

    static List<Alert> alerts(AlarmPolicy policy, String scenario) {
        return Scenario.of(scenario).run(policy);
    }

    /** The alerts in the notation of the test kit, in seconds from the start. */
    static String story(List<Alert> alerts) {
        return EVERY_SECOND.story(alerts);
    }
}
