package io.github.heartrate.amqp.codec.fhir;

import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.codec.ReadingBatch;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one message token by token: an Observation, or a Bundle of them. The fields of an object may come in any order, so
 * what a resource is becomes known at its end. What is skipped is not looked at, and a null is as good as missing.
 */
final class FhirReader {

    private final List<FhirCode> codes;
    private final JsonParser in;
    private final Findings findings;
    private final FhirBundle bundle;

    FhirReader(List<FhirCode> codes, byte[] body, JsonParser in) {
        this.codes = codes;
        this.in = in;
        this.findings = new Findings(body);
        this.bundle = new FhirBundle(in, findings, resource -> resource(resource, false));
    }

    ReadingBatch read() {
        FhirObservation top = new FhirObservation();
        resource(top, true);
        if (top.isObservation()) {
            if (!top.isHeartRate()) {
                throw new UndecodableMessageException("code must be one of " + codes);
            }
            top.addTo(findings, 0);
        } else if ("Bundle".equals(top.resourceType)) {
            if (top.fault != null) {
                throw new UndecodableMessageException(top.fault);
            }
            bundle.requireHeartRate(codes);
        } else {
            throw new UndecodableMessageException("resourceType must be Observation or Bundle: "
                    + (top.resourceType == null ? "missing" : Shown.of(top.resourceType)));
        }
        return findings.batch();
    }

    private void resource(FhirObservation found, boolean isTop) {
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            if (in.nextToken() == JsonToken.VALUE_NULL) {
                continue; // as good as missing
            }
            switch (name) {
                case "resourceType" -> text(found, name, text -> found.resourceType = text);
                case "status" -> text(found, name, text -> found.status = text);
                case "code" -> found.isRate |= isRate(found, name);
                case "subject" -> object(found, name, this::subject);
                case "id" -> found.id = in.currentToken() == JsonToken.VALUE_STRING ? in.getString() : null;
                case "identifier" -> identifiers(found);
                case "contained" -> contained(found);
                case "effectiveInstant" -> text(found, name, text -> found.effectiveInstant = text);
                case "effectiveDateTime" -> text(found, name, text -> found.effectiveDateTime = text);
                case "effectivePeriod" -> {
                    found.isPeriod = true;
                    object(found, name, this::period);
                }
                case "effectiveTiming" -> {
                    found.isTiming = true;
                    in.skipChildren();
                }
                case "component" -> components(found);
                case "entry" -> {
                    if (!isTop) {
                        in.skipChildren();
                    } else if (isArray(found, name)) {
                        bundle.entries();
                    }
                }
                case "implicitRules", "modifierExtension", "focus" -> {
                    found.modifier = name;
                    in.skipChildren();
                }
                default -> value(found, found.value, name);
            }
        }
    }

    /** Of a Patient; those of other resources do not matter, nor what is wrong with them. */
    private void identifiers(FhirObservation found) {
        objects(() -> {
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                if (in.nextToken() == JsonToken.VALUE_STRING && name.equals("value")) {
                    found.identifier = found.identifier == null ? in.getString() : found.identifier;
                    found.identifiers++;
                } else {
                    in.skipChildren();
                }
            }
        });
    }

    private void contained(FhirObservation found) {
        objects(() -> {
            FhirObservation inner = new FhirObservation();
            resource(inner, false);
            found.containsRate |= inner.isObservation() && inner.isHeartRate();
        });
    }

    /** Reads the objects of an array, with the parser at the beginning of each; anything else is skipped. */
    private void objects(Runnable each) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            in.skipChildren();
            return;
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() == JsonToken.START_OBJECT) {
                each.run();
            } else {
                in.skipChildren();
            }
        }
    }

    /** A field that an Observation and its components have in common, or any other one. */
    private void value(FhirObservation found, FhirValue value, String name) {
        switch (name) {
            case "valueQuantity" -> {
                value.isQuantity = true;
                object(found, name, (observation, field) -> quantity(observation, value, field));
            }
            case "valueSampledData" -> {
                FhirSamples samples = new FhirSamples();
                value.samples = samples;
                object(found, name, (observation, field) -> samples(observation, samples, field));
            }
            case "dataAbsentReason" -> {
                value.absentReason = "of no code";
                codings(found, name, (system, code) -> value.absentReason = code == null ? "of no code" : code);
            }
            default -> {
                if (name.startsWith("value")) {
                    value.otherType = name;
                }
                in.skipChildren();
            }
        }
    }

    private void components(FhirObservation found) {
        if (!isArray(found, "component")) {
            return;
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            FhirValue value = new FhirValue();
            boolean[] isRate = {false};
            object(found, "component", (observation, field) -> {
                switch (field) {
                    case "code" -> isRate[0] |= isRate(observation, "component.code");
                    case "modifierExtension" -> {
                        observation.modifier = "component.modifierExtension";
                        in.skipChildren();
                    }
                    default -> value(observation, value, field);
                }
            });
            if (isRate[0]) {
                found.component = value;
                found.rateComponents++;
            }
        }
    }

    private void subject(FhirObservation found, String field) {
        switch (field) {
            case "reference" -> text(found, "subject.reference", text -> found.subject.reference = text);
            case "type" -> text(found, "subject.type", text -> found.subject.type = text);
            case "identifier" ->
                object(found, "subject.identifier", (observation, name) -> {
                    if (name.equals("value")) {
                        text(found, "subject.identifier.value", text -> found.subject.identifier = text);
                    } else {
                        in.skipChildren();
                    }
                });
            default -> in.skipChildren();
        }
    }

    private void period(FhirObservation found, String field) {
        switch (field) {
            case "start" -> text(found, "effectivePeriod.start", text -> found.periodStart = text);
            case "end" -> text(found, "effectivePeriod.end", text -> found.periodEnd = text);
            default -> in.skipChildren();
        }
    }

    private void quantity(FhirObservation found, FhirValue value, String field) {
        switch (field) {
            case "value" -> number(found, "valueQuantity.value", text -> value.number = text);
            case "_value" -> {
                value.isNumberAbsent = true;
                in.skipChildren();
            }
            case "comparator" -> text(found, "valueQuantity.comparator", text -> value.comparator = text);
            case "unit" -> text(found, "valueQuantity.unit", text -> value.unit = text);
            case "system" -> text(found, "valueQuantity.system", text -> value.system = text);
            case "code" -> text(found, "valueQuantity.code", text -> value.code = text);
            default -> in.skipChildren();
        }
    }

    private void samples(FhirObservation found, FhirSamples samples, String field) {
        String name = "valueSampledData." + field;
        switch (field) {
            case "origin" -> object(found, name, (observation, part) -> quantity(observation, samples.origin, part));
            case "period" -> number(found, name, text -> samples.period = text);
            case "factor" -> number(found, name, text -> samples.factor = text);
            case "dimensions" -> number(found, name, text -> samples.dimensions = text);
            case "data" -> text(found, name, text -> samples.data = text);
            default -> in.skipChildren();
        }
    }

    private boolean isRate(FhirObservation found, String field) {
        boolean[] isRate = {false};
        codings(found, field, (system, code) -> {
            for (FhirCode known : codes) {
                isRate[0] |= system != null && code != null && known.is(system, code);
            }
        });
        return isRate[0];
    }

    /** What to do with one coding of a CodeableConcept. */
    private interface Coding {
        void is(@Nullable String system, @Nullable String code);
    }

    private void codings(FhirObservation found, String field, Coding use) {
        object(found, field, (observation, name) -> {
            if (!name.equals("coding")) {
                in.skipChildren();
            } else if (isArray(observation, field + ".coding")) {
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    coding(observation, field + ".coding", use);
                }
            }
        });
    }

    private void coding(FhirObservation found, String field, Coding use) {
        @Nullable String[] pair = {null, null};
        object(found, field, (observation, name) -> {
            switch (name) {
                case "system" -> text(observation, field + ".system", text -> pair[0] = text);
                case "code" -> text(observation, field + ".code", text -> pair[1] = text);
                default -> in.skipChildren();
            }
        });
        use.is(pair[0], pair[1]);
    }

    /** Reads the fields of an object, each with the parser at its value. */
    private void object(FhirObservation found, String field, BiConsumer<FhirObservation, String> each) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            fault(found, field, "must be an object");
            return;
        }
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            if (in.nextToken() != JsonToken.VALUE_NULL) {
                each.accept(found, name);
            }
        }
    }

    private boolean isArray(FhirObservation found, String field) {
        if (in.currentToken() == JsonToken.START_ARRAY) {
            return true;
        }
        fault(found, field, "must be an array");
        return false;
    }

    private void text(FhirObservation found, String field, Consumer<String> take) {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            take.accept(in.getString());
        } else {
            fault(found, field, "must be a string");
        }
    }

    private void number(FhirObservation found, String field, Consumer<String> take) {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            take.accept(in.getString());
        } else {
            fault(found, field, "must be a number");
        }
    }

    private void fault(FhirObservation found, String field, String rule) {
        found.fault(field + " " + rule);
        in.skipChildren();
    }
}
