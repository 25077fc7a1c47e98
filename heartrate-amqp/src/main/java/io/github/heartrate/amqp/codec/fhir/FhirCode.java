package io.github.heartrate.amqp.codec.fhir;

/**
 * A code of a code system, as FHIR's {@code Coding} has it.
 *
 * @param system the code system's URI
 * @param code compared exactly
 * @param display for people
 */
public record FhirCode(String system, String code, String display) {

    /** "Heart rate" of LOINC: what is read and written unless something else is configured. */
    public static final FhirCode HEART_RATE = new FhirCode("http://loinc.org", "8867-4", "Heart rate");

    /** {@code MDC_ECG_HEART_RATE} of IEEE 11073-10101: what a monitor derives from an ECG. */
    public static final FhirCode ECG_HEART_RATE =
            new FhirCode("urn:iso:std:iso:11073:10101", "147842", "MDC_ECG_HEART_RATE");

    /** Checks that system and code are there. */
    public FhirCode {
        if (system.isBlank() || code.isBlank()) {
            throw new IllegalArgumentException("system and code must not be blank: " + system + ", " + code);
        }
    }

    boolean is(String otherSystem, String otherCode) {
        return code.equals(otherCode) && system.equals(otherSystem);
    }

    @Override
    public String toString() {
        return system + "|" + code;
    }
}
