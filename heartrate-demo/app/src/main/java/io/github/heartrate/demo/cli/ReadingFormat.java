package io.github.heartrate.demo.cli;

import io.github.heartrate.amqp.broker.Packing;
import io.github.heartrate.amqp.codec.BatchCodec;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.codec.MessageCodec;
import io.github.heartrate.amqp.codec.fhir.FhirReadingCodec;
import io.github.heartrate.amqp.codec.hl7.Hl7Codec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How {@link ProduceCommand} can write readings. To add one, add a constant: the compiler asks for the rest. */
enum ReadingFormat {
    /** One object per message. */
    JSON,
    /** Each message packed, with the readings that wait together. */
    PACKED,
    /** One Observation of FHIR R4 per message. */
    FHIR,
    /** One ORU^R01 of HL7 v2 per message. */
    HL7;

    MessageCodec codec() {
        return switch (this) {
            case JSON -> new JsonReadingCodec();
            case PACKED -> new BatchCodec();
            case FHIR -> new FhirReadingCodec();
            case HL7 -> new Hl7Codec();
        };
    }

    Packing packing() {
        return this == PACKED ? Packing.WHAT_WAITS : Packing.NEVER;
    }

    /** A time of now that the format can express. */
    Instant now() {
        Instant now = Instant.now();
        return this == FHIR || this == HL7 ? now.truncatedTo(ChronoUnit.MILLIS) : now;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
