package io.github.heartrate.amqp.codec.fhir;

import io.github.heartrate.amqp.broker.UndecodableMessageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Judges the entries of a Bundle, each alone. Observations refer to a Patient of the Bundle by a urn, which often is made up
 * anew for each message: then the Patient says who it is.
 */
final class FhirBundle {

    private final JsonParser in;
    private final Findings findings;
    private final Consumer<FhirObservation> reader;
    private final List<Entry> ofUrns = new ArrayList<>(0);
    private final Map<@Nullable String, FhirObservation> patients = new HashMap<>();
    private boolean hasEntries;
    private int otherObservations;

    /** An entry, and where its resource stands. */
    private record Entry(int index, long start, long end, FhirObservation resource) {}

    /**
     * For one message.
     *
     * @param reader reads the resource at which the parser stands
     */
    FhirBundle(JsonParser in, Findings findings, Consumer<FhirObservation> reader) {
        this.in = in;
        this.findings = findings;
        this.reader = reader;
    }

    /** Reads them all, with the parser at the beginning of their array. */
    void entries() {
        for (int index = 0; in.nextToken() != JsonToken.END_ARRAY; index++) {
            hasEntries = true;
            if (in.currentToken() == JsonToken.START_OBJECT) {
                entry(index);
            } else {
                in.skipChildren();
                findings.within(0, Long.MAX_VALUE);
                findings.bad(index, "entry must hold objects only");
            }
        }
        ofUrns.forEach(this::addOfUrn);
    }

    private void entry(int index) {
        String url = null;
        Entry entry = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            JsonToken token = in.nextToken();
            if (name.equals("resource") && token == JsonToken.START_OBJECT) {
                long start = in.currentTokenLocation().getByteOffset();
                FhirObservation resource = new FhirObservation();
                reader.accept(resource);
                entry = new Entry(index, start, in.currentLocation().getByteOffset(), resource);
            } else if (name.equals("resource") && token != JsonToken.VALUE_NULL) {
                in.skipChildren();
                findings.within(0, Long.MAX_VALUE);
                findings.bad(index, "entry.resource must be an object");
            } else if (name.equals("fullUrl") && token == JsonToken.VALUE_STRING) {
                url = in.getString();
            } else {
                in.skipChildren();
            }
        }
        if (entry != null) {
            if (url != null && FhirSubject.PATIENT.equals(entry.resource.resourceType)) {
                patients.put(url, entry.resource);
            }
            judge(entry);
        }
    }

    private void judge(Entry entry) {
        FhirObservation resource = entry.resource;
        findings.within(entry.start, entry.end);
        if (resource.isObservation() && resource.isHeartRate()) {
            if (resource.subject.urn() == null) {
                add(entry);
            } else {
                ofUrns.add(entry); // the Patient may come after it
            }
        } else if (resource.containsRate) {
            findings.bad(entry.index, "contained holds a heart rate, and is not read");
        } else if (resource.isObservation()) {
            otherObservations++;
        } else if (resource.resourceType == null) {
            findings.bad(entry.index, "resourceType is missing");
        } else if (resource.resourceType.equals("Bundle")) {
            findings.bad(entry.index, "a Bundle in a Bundle is not read");
        } else if (resource.resourceType.equalsIgnoreCase("Observation")) {
            findings.bad(entry.index, "resourceType must be Observation: " + Shown.of(resource.resourceType));
        }
    }

    private void add(Entry entry) {
        try {
            entry.resource.addTo(findings, entry.index);
        } catch (UndecodableMessageException e) {
            findings.bad(entry.index, String.valueOf(e.getMessage()));
        }
    }

    /** A urn may be made up anew for each message. If its Patient is in the Bundle, that one says who it is. */
    private void addOfUrn(Entry entry) {
        FhirObservation patient = patients.get(entry.resource.subject.urn());
        if (patient != null) {
            entry.resource.subject.isOf(patient);
        }
        boolean isPartEnough = patient == null || patient.patientId() != null;
        findings.within(isPartEnough ? entry.start : 0, isPartEnough ? entry.end : Long.MAX_VALUE);
        add(entry);
    }

    /** A Bundle of other Observations alone is a wrong code or a wrong queue, and must not pass for silence. */
    void requireHeartRate(List<FhirCode> codes) {
        if (!findings.isEmpty()) {
            return;
        }
        if (otherObservations > 0) {
            throw new UndecodableMessageException(
                    "the code of none of " + otherObservations + " Observations is one of " + codes);
        }
        findings.none(0, hasEntries ? "no entry is an Observation" : "the Bundle has no entry");
    }
}
