package io.github.heartrate.amqp.jmh;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.codec.ReadingBatch;
import io.github.heartrate.amqp.codec.fhir.FhirReadingCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.Observation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One reading per message: our JSON, our FHIR, and the parser of HAPI FHIR on the same bytes as ours. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
public class CodecBenchmark {

    private final Reading reading = new Reading("Patient-1", Instant.parse("2026-01-01T00:00:00.250Z"), 72.4);
    private final JsonReadingCodec json = new JsonReadingCodec();
    private final FhirReadingCodec fhir = new FhirReadingCodec();
    private final IParser hapi = FhirContext.forR4().newJsonParser();
    private final byte[] jsonBody = json.encode(reading);
    private final byte[] fhirBody = fhir.encode(reading);

    @Benchmark
    public Reading decodeJson() {
        return json.decode(jsonBody, "q");
    }

    @Benchmark
    public ReadingBatch decodeFhir() {
        return fhir.decode(fhirBody);
    }

    /** Parsed, and the three fields of a reading taken out. */
    @Benchmark
    public Reading decodeFhirWithHapi() {
        Observation parsed =
                hapi.parseResource(Observation.class, new String(fhirBody, StandardCharsets.UTF_8));
        return new Reading(
                parsed.getSubject().getReferenceElement().getIdPart(),
                parsed.getEffectiveDateTimeType().getValue().toInstant(),
                parsed.getValueQuantity().getValue().doubleValue());
    }

    @Benchmark
    public byte[] encodeJson() {
        return json.encode(reading);
    }

    @Benchmark
    public byte[] encodeFhir() {
        return fhir.encode(reading);
    }
}
