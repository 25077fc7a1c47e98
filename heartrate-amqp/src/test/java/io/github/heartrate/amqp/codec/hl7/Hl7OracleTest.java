package io.github.heartrate.amqp.codec.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.v26.datatype.NM;
import ca.uhn.hl7v2.model.v26.group.ORU_R01_ORDER_OBSERVATION;
import ca.uhn.hl7v2.model.v26.message.ORU_R01;
import ca.uhn.hl7v2.model.v26.segment.OBX;
import ca.uhn.hl7v2.util.Terser;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.codec.Messages;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What we write, as HAPI's typed parser reads it: the same instant, number and patient. */
class Hl7OracleTest {

    private static final long FIRST_MILLI = -2_208_988_800_000L;
    private static final long LAST_MILLI = 4_102_444_799_999L;

    /** HAPI's contexts are expensive. */
    private static final HapiContext HAPI = new DefaultHapiContext();

    @Provide
    Arbitrary<Reading> readings() {
        return Combinators.combine(
                        Messages.ids().filter(Hl7OracleTest::isKnownToHapi),
                        Arbitraries.longs().between(FIRST_MILLI, LAST_MILLI).map(Instant::ofEpochMilli),
                        Arbitraries.integers().between(0, 300_000).map(milli -> milli / 1_000.0))
                .as(Reading::new);
    }

    @Provide
    Arbitrary<Alert> alerts() {
        return Messages.alerts()
                .filter(alert ->
                        isExpressible(alert) && isKnownToHapi(alert.patientId()) && isKnownToHapi(alert.episodeId()));
    }

    /** HAPI 2.6.0 leaves hexadecimal escapes as they are written. */
    private static boolean isKnownToHapi(String id) {
        return !Hl7Writer.escape(id).contains("\\X") && !id.contains("^^^");
    }

    private static boolean isExpressible(Alert alert) {
        try {
            new Hl7AlertEncoder().encode(alert);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void readingIsReadToTheSameInstantAndNumber(@ForAll("readings") Reading reading) throws HL7Exception {
        ORU_R01 message = (ORU_R01) HAPI.getPipeParser().parse(text(new Hl7Codec().encode(reading)));

        ORU_R01_ORDER_OBSERVATION order = message.getPATIENT_RESULT().getORDER_OBSERVATION();
        OBX obx = order.getOBSERVATION().getOBX();
        assertThat(obx.getDateTimeOfTheObservation().getValueAsDate().toInstant())
                .isEqualTo(reading.timestamp());
        assertThat(order.getOBR().getObservationDateTime().getValueAsDate().toInstant())
                .isEqualTo(reading.timestamp());
        assertThat(Double.parseDouble(((NM) obx.getObservationValue(0).getData()).getValue()))
                .isEqualTo(reading.bpm());
        assertThat(message.getPATIENT_RESULT()
                        .getPATIENT()
                        .getPID()
                        .getPatientIdentifierList(0)
                        .getIDNumber()
                        .getValue())
                .isEqualTo(reading.patientId());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void alertIsReadWithItsPhaseItsTimeAndItsEpisode(@ForAll("alerts") Alert alert) throws HL7Exception {
        Message message = HAPI.getGenericParser().parse(text(new Hl7AlertEncoder().encode(alert)));

        assertThat(Terser.get((Segment) message.get("MSH"), 9, 0, 2, 1)).isEqualTo("R40");
        assertThat(Terser.get((Segment) message.get("OBR"), 3, 0, 1, 1))
                .isEqualTo(alert.episodeId().isEmpty() ? null : alert.episodeId());
        List<String> values = java.util.Arrays.stream(message.getAll("OBX"))
                .map(it -> value((Segment) it))
                .toList();
        assertThat(values).hasSize(7);
        assertThat(values.get(0)).isEqualTo(alert.condition().name());
        assertThat(values.get(2))
                .isEqualTo(
                        alert.phase() == Phase.RAISED ? "start" : alert.phase() == Phase.CLEARED ? "end" : "continue");
        assertThat(values.get(6)).isEqualTo(alert.condition() == Condition.SIGNAL_LOSS ? "ST" : "SP");
        String time = Terser.get((Segment) message.get("OBX"), 14, 0, 1, 1);
        assertThat(DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSSxx").parse(time, Instant::from))
                .isEqualTo(alert.time().truncatedTo(ChronoUnit.MILLIS));
    }

    private static String value(Segment obx) {
        try {
            return Terser.get(obx, 5, 0, 1, 1);
        } catch (HL7Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
