package io.github.heartrate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Readings and alerts in a notation that fits a table.
 *
 * <p>Readings: {@code "72 104x3 80"} is 72 once, 104 three times, 80 once, one a second from {@link #START}. Alerts:
 * {@code "T+3 T-4"} is tachycardia raised in second 3 and back to normal in second 4; B is bradycardia, and {@code !} in
 * place of {@code -} is superseded.
 */
final class Streams {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final String PATIENT = "p";

    private Streams() {}

    static List<Reading> of(String notation) {
        return of(PATIENT, notation);
    }

    static List<Reading> of(String patientId, String notation) {
        List<Reading> readings = new ArrayList<>();
        for (String token : notation.split(" ", -1)) {
            int x = token.indexOf('x');
            double bpm = Double.parseDouble(x < 0 ? token : token.substring(0, x));
            int times = x < 0 ? 1 : Integer.parseInt(token.substring(x + 1));
            for (int i = 0; i < times; i++) {
                readings.add(new Reading(patientId, START.plusSeconds(readings.size()), bpm));
            }
        }
        return readings;
    }

    /** A reading of the usual patient, so long after the start. */
    static Reading at(Duration sinceStart, double bpm) {
        return new Reading(PATIENT, START.plus(sinceStart), bpm);
    }

    static Reading at(long second, double bpm) {
        return at(Duration.ofSeconds(second), bpm);
    }

    static ConsecutiveThresholdDetector detector(AlarmPolicy policy) {
        return new ConsecutiveThresholdDetector(PATIENT, policy);
    }

    static List<Alert> feed(ConsecutiveThresholdDetector detector, List<Reading> readings) {
        return readings.stream()
                .flatMap(reading -> detector.accept(reading).alerts().stream())
                .toList();
    }

    /** What one new detector of the first reading's patient makes of them all. */
    static List<Alert> alerts(AlarmPolicy policy, List<Reading> readings) {
        String patientId = readings.isEmpty() ? PATIENT : readings.get(0).patientId();
        return feed(new ConsecutiveThresholdDetector(patientId, policy), readings);
    }

    static List<Alert> alerts(AlarmPolicy policy, String notation) {
        return alerts(policy, of(notation));
    }

    static String story(AlarmPolicy policy, String notation) {
        return story(alerts(policy, notation));
    }

    static String story(List<Alert> alerts) {
        return alerts.stream().map(Streams::word).collect(Collectors.joining(" "));
    }

    private static String word(Alert alert) {
        String sign = alert.clearReason()
                .map(reason -> reason == ClearReason.NORMALISED ? "-" : "!")
                .orElse("+");
        long second = Duration.between(START, alert.time()).toSeconds();
        return alert.condition().name().charAt(0) + sign + second;
    }
}
