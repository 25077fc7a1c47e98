package io.github.heartrate.amqp.codec.fhir;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.internal.text.RateUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * {@code valueSampledData}: rates in equal steps of time. A value is data times factor plus origin; {@code E} says that there
 * is none, {@code L} and {@code U} that it is below or above what the device can measure.
 */
final class FhirSamples {

    private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

    /** Its number, unit, system and code. */
    final FhirValue origin = new FhirValue();

    @Nullable
    String period;

    @Nullable
    String factor;

    @Nullable
    String dimensions;

    @Nullable
    String data;

    /** Adds the points, the first at the given time. */
    void addTo(Findings findings, int index, String patientId, Instant start) {
        if (!"1".equals(dimensions)) {
            throw new UndecodableMessageException("valueSampledData.dimensions must be 1: "
                    + (dimensions == null ? "missing" : Shown.of(dimensions)));
        }
        RateUnit unit = origin.rateUnit("valueSampledData.origin");
        BigDecimal first = required(origin.number, "origin.value");
        BigDecimal step = required(period, "period").multiply(NANOS_PER_MILLI);
        BigDecimal scale = factor == null ? BigDecimal.ONE : required(factor, "factor");
        if (step.signum() <= 0) {
            throw new UndecodableMessageException("valueSampledData.period must be above 0");
        }
        if (data == null || data.isBlank()) {
            throw new UndecodableMessageException("valueSampledData.data is missing");
        }
        StringTokenizer points = new StringTokenizer(data); // by blanks and the ends of lines
        int outside = 0;
        int bad = 0;
        for (int i = 0; points.hasMoreTokens(); i++) {
            String point = points.nextToken();
            if (point.equals("E")) {
                findings.none(index, "valueSampledData: point " + i + " is E");
            } else if (point.equals("L") || point.equals("U")) {
                outside++;
            } else {
                Optional<Reading> reading =
                        reading(patientId, start, step.multiply(BigDecimal.valueOf(i)), point, scale, first, unit);
                reading.ifPresent(findings::add);
                bad += reading.isPresent() ? 0 : 1;
            }
        }
        if (outside + bad > 0) {
            findings.bad(
                    index,
                    "valueSampledData: " + outside + " points are outside of what the device measures, and " + bad
                            + " are no rates");
        }
    }

    /** Empty if the point is no rate, or its time is out of range. */
    private static Optional<Reading> reading(
            String patientId,
            Instant start,
            BigDecimal nanos,
            String point,
            BigDecimal scale,
            BigDecimal origin,
            RateUnit unit) {
        try {
            Instant time =
                    start.plusNanos(nanos.setScale(0, RoundingMode.HALF_EVEN).longValueExact());
            double bpm = unit.bpm(RateUnit.decimal(point).multiply(scale).add(origin));
            return Optional.of(new Reading(patientId, time, bpm));
        } catch (UndecodableMessageException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static BigDecimal required(@Nullable String number, String field) {
        if (number == null) {
            throw new UndecodableMessageException("valueSampledData." + field + " is missing");
        }
        return RateUnit.decimal(number);
    }
}
