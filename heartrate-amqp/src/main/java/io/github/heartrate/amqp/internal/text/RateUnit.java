package io.github.heartrate.amqp.internal.text;

import io.github.heartrate.amqp.broker.UndecodableMessageException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The units in which senders give a heart rate: UCUM, the nomenclature of IEEE 11073-10101, and words. The list is closed,
 * since a rate in a unit that is guessed is a wrong rate. No library of units is used: those that were tried refuse {@code
 * bpm}, or change numbers in converting them.
 */
public enum RateUnit {
    PER_MINUTE(1),
    PER_SECOND(60);

    /** Beyond so many digits before or after the point a number is no rate, and costly to calculate with. */
    private static final int MAX_DIGITS = 400;

    private static final int MDC_BEATS_PER_MINUTE = 264_864;

    /** In any case of the letters. */
    private static final Map<String, RateUnit> WORDS = Map.ofEntries(
            Map.entry("/min", PER_MINUTE),
            Map.entry("1/min", PER_MINUTE),
            Map.entry("min-1", PER_MINUTE),
            Map.entry("{beat}/min", PER_MINUTE),
            Map.entry("{beats}/min", PER_MINUTE),
            Map.entry("{heartbeat}/min", PER_MINUTE),
            Map.entry("{heartbeats}/min", PER_MINUTE),
            Map.entry("bpm", PER_MINUTE),
            Map.entry("beats/min", PER_MINUTE),
            Map.entry("beats/minute", PER_MINUTE),
            Map.entry("beats per minute", PER_MINUTE),
            Map.entry("mdc_dim_beat_per_min", PER_MINUTE),
            Map.entry(Integer.toString(MDC_BEATS_PER_MINUTE), PER_MINUTE),
            Map.entry("hz", PER_SECOND));

    private final int perMinute;

    RateUnit(int perMinute) {
        this.perMinute = perMinute;
    }

    /** The unit of that name; empty if it is none of the list. In UCUM {@code /s} is per second and {@code /S} is not. */
    public static Optional<RateUnit> of(String written) {
        String name = written.strip();
        if (name.equals("/min")) {
            return Optional.of(PER_MINUTE);
        }
        return name.equals("/s") || name.equals("1/s")
                ? Optional.of(PER_SECOND)
                : Optional.ofNullable(WORDS.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * A number of this unit in beats per minute, converted in decimal: 1.2 Hz is 72, not 71.99999999999999.
     *
     * @throws UndecodableMessageException if it is no decimal number, or too large
     */
    public double bpm(String number) {
        try {
            double bpm = this == PER_MINUTE && number.length() < MAX_DIGITS
                    ? Double.parseDouble(number)
                    : bpm(decimal(number));
            if (Double.isFinite(bpm)) {
                return bpm;
            }
        } catch (NumberFormatException e) {
            throw new UndecodableMessageException("the value must be a decimal number", e);
        }
        throw new UndecodableMessageException("the value is too large");
    }

    /** A number of this unit in beats per minute. */
    public double bpm(BigDecimal number) {
        return number.multiply(BigDecimal.valueOf(perMinute)).doubleValue();
    }

    /**
     * A number to calculate with.
     *
     * @throws UndecodableMessageException if it is no decimal number, or has more than 400 digits before or after the point:
     *     to add 1 to 1E999999999 would take all memory
     */
    public static BigDecimal decimal(String number) {
        try {
            BigDecimal decimal = new BigDecimal(number.length() > MAX_DIGITS ? "x" : number);
            if (decimal.scale() <= MAX_DIGITS && (long) decimal.precision() - decimal.scale() <= MAX_DIGITS) {
                return decimal;
            }
        } catch (NumberFormatException e) {
            throw new UndecodableMessageException("the value must be a decimal number of at most 400 digits", e);
        }
        throw new UndecodableMessageException("the value has too many digits");
    }
}
