package io.github.heartrate.amqp.jmh;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.v26.datatype.NM;
import ca.uhn.hl7v2.model.v26.group.ORU_R01_PATIENT_RESULT;
import ca.uhn.hl7v2.model.v26.message.ORU_R01;
import ca.uhn.hl7v2.model.v26.segment.OBX;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.codec.ReadingBatch;
import io.github.heartrate.amqp.codec.ReceivedMessage;
import io.github.heartrate.amqp.codec.hl7.Hl7Codec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One reading per message: our JSON, our HL7 v2, and the parser of HAPI on the same bytes, at its fastest. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
public class Hl7Benchmark {

    private final Reading reading = new Reading("Patient_1", Instant.parse("2026-01-01T00:00:00.250Z"), 72.4);
    private final JsonReadingCodec json = new JsonReadingCodec();
    private final Hl7Codec hl7 = new Hl7Codec();
    private final PipeParser hapi = parser();
    private final byte[] jsonBody = json.encode(reading);
    private final byte[] hl7Body = hl7.encode(reading);
    private final ReceivedMessage hl7Message = ReceivedMessage.of(hl7Body, "q");

    @SuppressWarnings("resource") // lives as long as the benchmark
    private static PipeParser parser() {
        DefaultHapiContext context = new DefaultHapiContext();
        context.setValidationContext(ValidationContextFactory.noValidation());
        return context.getPipeParser();
    }

    @Benchmark
    public Reading decodeJson() {
        return json.decode(jsonBody, "q");
    }

    @Benchmark
    public ReadingBatch decodeHl7() {
        return hl7.decode(hl7Message);
    }

    /** Parsed without validation, and the three fields of a reading taken out. */
    @Benchmark
    public Reading decodeHl7WithHapi() throws HL7Exception {
        ORU_R01 parsed = (ORU_R01) hapi.parse(new String(hl7Body, StandardCharsets.UTF_8));
        ORU_R01_PATIENT_RESULT result = parsed.getPATIENT_RESULT();
        OBX obx = result.getORDER_OBSERVATION().getOBSERVATION().getOBX();
        return new Reading(
                result.getPATIENT().getPID().getPatientIdentifierList(0).getIDNumber().getValue(),
                obx.getDateTimeOfTheObservation().getValueAsDate().toInstant(),
                Double.parseDouble(((NM) obx.getObservationValue(0).getData()).getValue()));
    }

    @Benchmark
    public byte[] encodeHl7() {
        return hl7.encode(reading);
    }
}
