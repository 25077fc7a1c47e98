package io.github.heartrate.amqp.codec.fhir;

import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.internal.text.JsonObject;
import io.github.heartrate.amqp.internal.text.Utf8;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who a resource is about: {@code subject}, as a reference to a Patient or as an identifier. */
final class FhirSubject {

    private static final String HISTORY = "/_history/";
    static final String PATIENT = "Patient";
    private static final String URN = "urn:";

    /** What FHIR allows as the id of a resource (R4, 2.24.0.1). */
    private static final Pattern LEGAL_ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");

    /** The name of a type of resource, before an id. */
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z]*");

    @Nullable
    String reference;

    @Nullable
    String type;

    @Nullable
    String identifier;

    /** The Patient of the same Bundle that the reference is to. */
    private @Nullable FhirObservation ofBundle;

    /** The reference if it is one that names nobody outside the message; else null. */
    @Nullable
    String urn() {
        return reference != null && reference.strip().startsWith(URN) ? reference.strip() : null;
    }

    /** Says whom a reference within a Bundle is to. */
    void isOf(FhirObservation patient) {
        ofBundle = patient;
    }

    /**
     * The patient's id: what follows the last slash of the reference, else the value of the identifier. If the reference is to
     * a Patient of the same Bundle, that one says it.
     *
     * @throws UndecodableMessageException if it is missing, or the subject is no Patient
     */
    String patientId() {
        if (type != null && !type.equals(PATIENT)) {
            throw new UndecodableMessageException("subject.type must be Patient: " + Shown.of(type));
        }
        String id = ofBundle != null
                ? idOf(ofBundle)
                : reference == null || reference.indexOf('#') >= 0 || reference.indexOf('?') >= 0
                        ? identifier
                        : idOf(reference.strip());
        if (id == null) {
            throw new UndecodableMessageException(
                    reference == null
                            ? "subject.reference and subject.identifier.value are missing"
                            : "subject.reference must name a Patient by its id");
        }
        if (id.isBlank()) {
            throw new UndecodableMessageException("subject must not be blank");
        }
        if (!Utf8.isExpressible(id)) {
            throw new UndecodableMessageException("subject must not hold half a surrogate pair");
        }
        return id;
    }

    private static String idOf(FhirObservation patient) {
        String id = patient.patientId();
        if (id == null) {
            throw new UndecodableMessageException(
                    "subject.reference is to a Patient of the Bundle without an id and with " + patient.identifiers
                            + " identifiers");
        }
        return id;
    }

    private static String idOf(String reference) {
        if (reference.startsWith(URN)) {
            return reference;
        }
        int history = reference.indexOf(HISTORY);
        String path = history < 0 ? reference : reference.substring(0, history);
        int slash = path.lastIndexOf('/');
        String before = slash < 0 ? PATIENT : path.substring(path.lastIndexOf('/', slash - 1) + 1, slash);
        if (!before.equals(PATIENT) && TYPE.matcher(before).matches()) {
            throw new UndecodableMessageException("subject.reference must be of a Patient: " + Shown.of(before));
        }
        return path.substring(slash + 1);
    }

    /** Writes an id that FHIR allows as a reference, and any other one as an identifier. */
    static JsonObject write(String patientId) {
        return LEGAL_ID.matcher(patientId).matches()
                ? new JsonObject().put("reference", PATIENT + "/" + patientId)
                : new JsonObject().put("identifier", new JsonObject().put("value", patientId));
    }
}
