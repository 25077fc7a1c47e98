package io.github.heartrate.amqp.codec.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.Test;

/** HAPI FHIR reads what we write, and takes for valid what we take for valid. */
class HapiFhirOracleTest {

    private static final int READINGS = 2_000;

    private final IParser hapi = FhirContext.forR4().newJsonParser().setParserErrorHandler(new StrictErrorHandler());
    private final FhirReadingCodec codec = new FhirReadingCodec();

    private IBaseResource parse(byte[] body) {
        return hapi.parseResource(new String(body, StandardCharsets.UTF_8));
    }

    @Test
    void everyMessageOfTheTableIsOneForHapi() {
        for (FhirCases.Case each : FhirCases.all()) {
            assertThat(parse(each.body()).fhirType()).as(each.name()).isIn("Observation", "Bundle");
        }
    }

    @Test
    void hapiReadsTheSameInstantNumberAndPatient() {
        Random random = new Random(1);
        for (int i = 0; i < READINGS; i++) {
            Reading reading = new Reading(
                    i % 2 == 0 ? "p-" + i : "Patient_" + i,
                    Instant.ofEpochMilli((long) (random.nextDouble() * 4e12) - 1_000_000_000_000L),
                    i % 3 == 0 ? random.nextInt(300) : random.nextDouble() * 300);

            Observation parsed = (Observation) parse(codec.encode(reading));

            assertThat(parsed.getEffectiveDateTimeType().getValue().toInstant()).isEqualTo(reading.timestamp());
            assertThat(parsed.getValueQuantity().getValue().doubleValue()).isEqualTo(reading.bpm());
            assertThat(parsed.getValueQuantity().getCode()).isEqualTo("/min");
            assertThat(parsed.getValueQuantity().getSystem()).isEqualTo("http://unitsofmeasure.org");
            assertThat(parsed.getCode().getCodingFirstRep().getCode()).isEqualTo("8867-4");
            assertThat(
                            parsed.getSubject().hasReference()
                                    ? parsed.getSubject().getReferenceElement().getIdPart()
                                    : parsed.getSubject().getIdentifier().getValue())
                    .isEqualTo(reading.patientId());
        }
    }

    @Test
    void hapiReadsWhatTheAlarmingObservationSays() {
        List<Alert> alerts = new ArrayList<>();
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(AlarmPolicy.DEFAULT).build();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        int[] rates = {72, 120, 121, 122, 72, 40, 41, 42, 72};
        for (int i = 0; i < rates.length; i++) {
            alerts.addAll(monitor.apply(new Reading("p-1", start.plusSeconds(i), rates[i])).alerts());
        }
        assertThat(alerts).hasSize(4);

        List<String> read = alerts.stream()
                .map(alert -> (Observation) parse(FhirAlertEncoder.observation().encode(alert)))
                .map(seen -> seen.getInterpretationFirstRep().getCodingFirstRep().getCode() + " "
                        + seen.getValueQuantity().getValue() + " "
                        + seen.getEffectiveDateTimeType().getValue().toInstant())
                .toList();

        assertThat(read)
                .containsExactly(
                        "H 122 2026-01-01T00:00:03Z",
                        "N 72 2026-01-01T00:00:04Z",
                        "L 42 2026-01-01T00:00:07Z",
                        "N 72 2026-01-01T00:00:08Z");
    }
}
