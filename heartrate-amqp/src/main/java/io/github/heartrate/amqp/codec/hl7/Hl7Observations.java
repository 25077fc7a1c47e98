package io.github.heartrate.amqp.codec.hl7;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.codec.BadReading;
import io.github.heartrate.amqp.codec.MessageCodec;
import io.github.heartrate.amqp.codec.NoValue;
import io.github.heartrate.amqp.codec.ReadingBatch;
import io.github.heartrate.amqp.internal.text.PartsLimit;
import io.github.heartrate.amqp.internal.text.RateUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The heart rates of one ORU^R01: what {@link Hl7Codec} does with each segment. The segments before an OBX say whose rate it
 * is and when. Used for one message, by one thread.
 */
final class Hl7Observations {

    private static final String NULL = "\"\"";

    private static final int[] TRIPLETS = {1, 4, 10};

    /** HL7 table 0085: results that are values, be they final, corrected, preliminary, partial or unverified. */
    private static final Set<String> VALUES = Set.of("", "A", "B", "C", "F", "P", "R", "S", "U", "V");

    /** The same table: no result is there, it is withdrawn, or it was wrong. */
    private static final Set<String> NO_VALUES = Set.of("D", "I", "N", "O", "W", "X");

    private final Hl7Codec.Settings settings;
    private final Hl7Text text;
    private final Hl7Time times;
    private final String msh;
    private final List<Reading> readings = new ArrayList<>();
    private final List<BadReading> bad = new ArrayList<>();
    private final List<NoValue> noValue = new ArrayList<>();
    private String pid = "";
    private String obr = "";
    private int observations;
    private final PartsLimit badParts = new PartsLimit();
    private boolean sawHeartRate;

    Hl7Observations(Hl7Codec.Settings settings, Hl7Text text, String msh, Optional<Instant> published) {
        this.settings = settings;
        this.text = text;
        this.msh = msh;
        this.times = new Hl7Time(text.component(text.field(msh, 7), 1), settings.zone(), published);
    }

    /** Takes the next segment after MSH. */
    void take(String segment) {
        if (segment.length() < "OBX".length() + 1 || segment.charAt("OBX".length()) != text.field()) {
            return;
        }
        switch (segment.substring(0, "OBX".length())) {
            case "PID" -> {
                pid = segment;
                obr = "";
            }
            case "OBR" -> obr = segment;
            case "OBX" -> observation(segment);
            case "MSH" ->
                throw new UndecodableMessageException(
                        "MSH occurs again: a body must hold one message, without FHS and BHS");
            case "ADD" ->
                throw new UndecodableMessageException("ADD: segments that are continued in another one are not read");
            default -> {
                // Visits, orders and notes say nothing about a rate.
            }
        }
    }

    /** What was found, in the order of the times. */
    ReadingBatch all() {
        if (!sawHeartRate) {
            noValue.add(new NoValue(0, "no OBX-3 is a heart rate"));
        }
        Comparator<Reading> byTime = Comparator.comparing(Reading::timestamp);
        for (int i = 1; i < readings.size(); i++) {
            if (byTime.compare(readings.get(i - 1), readings.get(i)) > 0) {
                readings.sort(byTime); // stable
                break;
            }
        }
        return new ReadingBatch(readings, bad, noValue);
    }

    private void observation(String obx) {
        int index = observations++;
        try {
            if (isHeartRate(text.field(obx, 3))) {
                sawHeartRate = true;
                heartRate(obx, index);
            }
        } catch (UndecodableMessageException e) {
            sawHeartRate = true;
            reject(index, String.valueOf(e.getMessage()), obx);
        }
        if (readings.size() > MessageCodec.MAX_READINGS) {
            throw new UndecodableMessageException(
                    "a message must have at most " + MessageCodec.MAX_READINGS + " readings");
        }
    }

    private void reject(int index, String reason, String obx) {
        // the least that it has in any charset, before it is built
        badParts.requireRoom(msh.length() + pid.length() + obr.length() + obx.length());
        byte[] alone = alone(obx);
        badParts.add(alone.length);
        bad.add(new BadReading(index, reason, alone));
    }

    /** The bad OBX as a message of its own. */
    private byte[] alone(String obx) {
        StringBuilder message = new StringBuilder(msh).append('\r');
        if (!pid.isEmpty()) {
            message.append(pid).append('\r');
        }
        if (!obr.isEmpty()) {
            message.append(obr).append('\r');
        }
        return message.append(obx).append('\r').toString().getBytes(text.charset());
    }

    /** In any of the three triplets: code, text and coding system. The third one came with version 2.7. */
    private boolean isHeartRate(String obx3) {
        String fault = "";
        for (int triplet : TRIPLETS) {
            String code = text.component(obx3, triplet).strip();
            for (String known : code.isEmpty() ? Set.<String>of() : settings.codes()) {
                int end = known.indexOf('^');
                if (end != code.length() || !known.startsWith(code)) {
                    continue;
                }
                String system = text.component(obx3, triplet + 2).strip();
                String own = known.substring(end + 1);
                if (isSystem(system, own)) {
                    return true;
                }
                if (system.isEmpty()) {
                    fault = "OBX-3 must name the coding system of its code: " + code;
                } else if (own.equals("LN") // no other system has codes of this form, nor such names
                        || text.component(obx3, triplet + 1).strip().startsWith(own + "_")) {
                    fault = "OBX-3 must name " + own + " as the coding system of " + code + ": "
                            + Hl7Text.shown(system);
                }
            }
        }
        if (!fault.isEmpty()) {
            throw new UndecodableMessageException(fault);
        }
        return false;
    }

    private static boolean isSystem(String name, String known) {
        return name.equalsIgnoreCase(known) || (known.equals("LN") && name.equalsIgnoreCase("LOINC"));
    }

    private void heartRate(String obx, int index) {
        String status = text.field(obx, 11).strip();
        if (NO_VALUES.contains(status)) {
            noValue.add(new NoValue(index, "OBX-11 is " + status));
            return;
        }
        if (!VALUES.contains(status)) {
            throw new UndecodableMessageException("OBX-11 is unknown: " + Hl7Text.shown(status));
        }
        List<String> numbers =
                Hl7Value.numbers(text.field(obx, 5), text.field(obx, 2).strip(), text);
        if (numbers.stream().allMatch(Hl7Value.NONE::equals)) {
            noValue.add(new NoValue(index, "OBX-5 holds no value"));
            return;
        }
        String patientId = Hl7Patient.id(pid, text, settings.homeAuthority());
        RateUnit unit = unit(text.field(obx, 6));
        Instant begin = time(obx);
        Duration step = numbers.size() == 1 ? Duration.ZERO : step(begin, numbers.size());
        List<Reading> found = new ArrayList<>(numbers.size());
        for (int i = 0; i < numbers.size(); i++) {
            if (!numbers.get(i).equals(Hl7Value.NONE)) {
                found.add(reading(patientId, begin.plus(step.multipliedBy(i)), unit.bpm(numbers.get(i))));
            }
        }
        readings.addAll(found);
        if (found.size() < numbers.size()) {
            noValue.add(new NoValue(index, "OBX-5 holds no value in some of its places"));
        }
    }

    private static Reading reading(String patientId, Instant time, double bpm) {
        try {
            return new Reading(patientId, time, bpm);
        } catch (IllegalArgumentException e) {
            throw new UndecodableMessageException("OBX-5 is no heart rate: " + e.getMessage(), e);
        }
    }

    private Instant time(String obx) {
        String own = text.component(text.field(obx, 14), 1).strip();
        if (!own.isEmpty() && !own.equals(NULL)) {
            return times.read(own, "OBX-14");
        }
        String ofRequest =
                obr.isEmpty() ? "" : text.component(text.field(obr, 7), 1).strip();
        if (ofRequest.isEmpty() || ofRequest.equals(NULL)) {
            throw new UndecodableMessageException(
                    "OBX-14 and OBR-7 are missing: MSH-7 says when it was sent, not measured");
        }
        return times.read(ofRequest, "OBR-7");
    }

    /** Several numbers are spread evenly from their time until OBR-8, which is not part of it. */
    private Duration step(Instant begin, int numbers) {
        String end = obr.isEmpty() ? "" : text.component(text.field(obr, 8), 1).strip();
        if (end.isEmpty() || end.equals(NULL)) {
            throw new UndecodableMessageException(
                    "OBR-8 is missing: OBX-5 holds " + numbers + " numbers, and nothing says when each was measured");
        }
        Duration length = Duration.between(begin, times.read(end, "OBR-8"));
        if (length.isNegative() || length.isZero()) {
            throw new UndecodableMessageException("OBR-8 must be after the time of the first number");
        }
        return length.dividedBy(numbers);
    }

    private RateUnit unit(String obx6) {
        if (obx6.isEmpty() || obx6.equals(NULL)) {
            return RateUnit.PER_MINUTE;
        }
        for (int component : new int[] {1, 4, 2, 5}) {
            Optional<RateUnit> unit = RateUnit.of(text.unescape(text.component(obx6, component), "OBX-6"));
            if (unit.isPresent()) {
                return unit.get();
            }
        }
        throw new UndecodableMessageException("OBX-6 must be a unit of heart rates: " + Hl7Text.shown(obx6));
    }
}
