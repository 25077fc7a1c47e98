package io.github.heartrate.amqp.codec.fhir;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a resource that matter if it is an Observation, as they were found, and what they come to. */
final class FhirObservation {

    private static final Set<String> WITH_VALUE = Set.of("final", "amended", "corrected", "preliminary");
    private static final Set<String> WITHOUT_VALUE = Set.of("entered-in-error", "cancelled", "registered");

    /** The first thing that is not as FHIR lays down; it counts only if the resource is a heart rate. */
    @Nullable
    String fault;

    @Nullable
    String resourceType;

    @Nullable
    String status;

    /** A field that changes the meaning of others, and that is not understood. */
    @Nullable
    String modifier;

    boolean isRate;

    /** Whether a heart rate stands within a resource that is none. */
    boolean containsRate;

    /** The resource's own id. */
    @Nullable
    String id;

    /** The first identifier's value, and how many have one. */
    @Nullable
    String identifier;

    int identifiers;

    final FhirSubject subject = new FhirSubject();

    @Nullable
    String effectiveInstant;

    @Nullable
    String effectiveDateTime;

    @Nullable
    String periodStart;

    @Nullable
    String periodEnd;

    boolean isPeriod;
    boolean isTiming;
    final FhirValue value = new FhirValue();

    /** Of the component whose code is a heart rate's. */
    @Nullable
    FhirValue component;

    int rateComponents;

    void fault(String rule) {
        if (fault == null) {
            fault = rule;
        }
    }

    /** Of a Patient: the only identifier, else its own id, which may be as new as a urn. */
    @Nullable
    String patientId() {
        return identifiers == 1 ? identifier : id;
    }

    boolean isObservation() {
        return "Observation".equals(resourceType);
    }

    boolean isHeartRate() {
        return isRate || component != null;
    }

    /**
     * Adds what the Observation says.
     *
     * @throws UndecodableMessageException if it is no reading; nothing is added
     */
    void addTo(Findings findings, int index) {
        if (fault != null) {
            throw new UndecodableMessageException(fault);
        }
        if (modifier != null) {
            throw new UndecodableMessageException(modifier + " may change what the rest means, and is not understood");
        }
        if (status == null) {
            throw new UndecodableMessageException("status is missing");
        }
        if (WITHOUT_VALUE.contains(status)) {
            findings.none(index, "status is " + status);
            return;
        }
        if (!WITH_VALUE.contains(status)) {
            throw new UndecodableMessageException(
                    "status must be final, amended, corrected or preliminary: " + Shown.of(status));
        }
        FhirValue found = value();
        found.requireOne();
        String none = found.whyNone();
        if (none != null) {
            findings.none(index, none);
            return;
        }
        String patientId = subject.patientId();
        if (found.samples != null) {
            found.samples.addTo(findings, index, patientId, startOfSamples());
            return;
        }
        double bpm = found.bpm();
        Instant time = time();
        try {
            findings.add(new Reading(patientId, time, bpm));
        } catch (IllegalArgumentException e) {
            throw new UndecodableMessageException("not a reading: " + e.getMessage(), e);
        }
    }

    private FhirValue value() {
        if (isRate && (value.isThere() || component == null)) {
            return value;
        }
        if (rateComponents > 1) {
            throw new UndecodableMessageException("component holds " + rateComponents + " heart rates");
        }
        return component == null ? value : component;
    }

    private Instant time() {
        if (effectiveInstant != null) {
            return FhirTime.parse(effectiveInstant, "effectiveInstant");
        }
        if (effectiveDateTime != null) {
            return FhirTime.parse(effectiveDateTime, "effectiveDateTime");
        }
        if (periodEnd != null) {
            return FhirTime.parse(periodEnd, "effectivePeriod.end");
        }
        throw missingTime("effectivePeriod.end");
    }

    /** The first point is measured when the period begins. */
    private Instant startOfSamples() {
        if (!isPeriod) {
            return time();
        }
        if (periodStart == null) {
            throw missingTime("effectivePeriod.start");
        }
        return FhirTime.parse(periodStart, "effectivePeriod.start");
    }

    private UndecodableMessageException missingTime(String ofPeriod) {
        return new UndecodableMessageException(
                isPeriod
                        ? ofPeriod + " is missing"
                        : isTiming
                                ? "effectiveTiming is not read: give an effectiveDateTime or effectiveInstant"
                                : "effectiveDateTime is missing");
    }
}
