package io.github.heartrate.amqp.codec.fhir;

import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.internal.text.RateUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of an Observation or of one of its components, as it was found. */
final class FhirValue {

    static final String UCUM = "http://unitsofmeasure.org";
    private static final String MDC = "urn:iso:std:iso:11073:10101";

    /** What is there in place of a quantity, such as {@code valueString}. */
    @Nullable
    String otherType;

    /** The code of {@code dataAbsentReason}. */
    @Nullable
    String absentReason;

    /** {@code valueQuantity}, or the {@code origin} of {@code valueSampledData}. */
    boolean isQuantity;

    @Nullable
    String number;

    /** The number itself has an extension in its place, such as a data-absent-reason. */
    boolean isNumberAbsent;

    @Nullable
    String comparator;

    @Nullable
    String unit;

    @Nullable
    String system;

    @Nullable
    String code;

    @Nullable
    FhirSamples samples;

    boolean isThere() {
        return isQuantity || samples != null || otherType != null || absentReason != null;
    }

    /** FHIR allows one value[x]: of two, none is known to be the right one. */
    void requireOne() {
        List<String> kinds = new ArrayList<>(1);
        if (isQuantity) {
            kinds.add("valueQuantity");
        }
        if (samples != null) {
            kinds.add("valueSampledData");
        }
        if (otherType != null) {
            kinds.add(Shown.of(otherType));
        }
        if (kinds.size() > 1) {
            throw new UndecodableMessageException("value[x] must occur once: " + String.join(", ", kinds));
        }
    }

    /** Why there is no value, if the message says so; null if there may be one. */
    @Nullable
    String whyNone() {
        boolean hasValue = isQuantity && number != null;
        if (absentReason != null) {
            if (hasValue || samples != null) {
                throw new UndecodableMessageException("dataAbsentReason and a value exclude each other (obs-6)");
            }
            return "dataAbsentReason is " + Shown.of(absentReason);
        }
        return isQuantity && number == null && isNumberAbsent ? "valueQuantity.value is absent" : null;
    }

    /** The rate of a quantity. */
    double bpm() {
        if (!isQuantity) {
            throw new UndecodableMessageException(
                    otherType == null
                            ? "valueQuantity is missing"
                            : "valueQuantity is needed, not " + Shown.of(otherType));
        }
        if (number == null) {
            throw new UndecodableMessageException("valueQuantity.value is missing");
        }
        if (comparator != null) {
            throw new UndecodableMessageException(
                    "valueQuantity.comparator: the number is a limit, not a rate: " + Shown.of(comparator));
        }
        RateUnit rateUnit = rateUnit("valueQuantity");
        try {
            return rateUnit.bpm(number);
        } catch (UndecodableMessageException e) {
            throw new UndecodableMessageException("valueQuantity: " + e.getMessage(), e);
        }
    }

    /** The code decides, and a code needs no system; without a code the text of the unit decides. */
    RateUnit rateUnit(String field) {
        if (system != null && code != null && !system.equals(UCUM) && !system.equals(MDC)) {
            throw new UndecodableMessageException(
                    field + ".system must be " + UCUM + " or " + MDC + ": " + Shown.of(system));
        }
        String name = code != null ? code : unit;
        if (name == null) {
            throw new UndecodableMessageException(field + ".code and .unit are missing");
        }
        return RateUnit.of(name)
                .orElseThrow(() -> new UndecodableMessageException(
                        field + (code != null ? ".code" : ".unit") + " is no unit of a heart rate: " + Shown.of(name)));
    }
}
