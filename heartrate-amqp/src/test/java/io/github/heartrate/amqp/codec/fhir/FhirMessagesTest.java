package io.github.heartrate.amqp.codec.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.codec.BadReading;
import io.github.heartrate.amqp.codec.NoValue;
import io.github.heartrate.amqp.codec.ReadingBatch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FhirMessagesTest {

    private static final int FEWEST_CASES = 40;

    private final FhirReadingCodec codec = new FhirReadingCodec();

    static List<FhirCases.Case> cases() {
        return FhirCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void validMessageHoldsWhatTheTableSays(FhirCases.Case expected) {
        ReadingBatch batch = codec.decode(expected.body());

        assertThat(batch.readings()).isEqualTo(expected.readings());
        assertThat(batch.noValue()).extracting(NoValue::why).isEqualTo(expected.none());
        assertThat(batch.bad()).extracting(BadReading::reason).isEqualTo(expected.bad());
    }

    @Test
    void tableIsLong() {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(FEWEST_CASES);
    }

    private static String observation(String time, String value) {
        return ("{'resourceType':'Observation','status':'final','code':{'coding':[{'system':'http://loinc.org',"
                        + "'code':'8867-4'}]},'subject':{'reference':'Patient/p'}," + time + "," + value + "}")
                .replace('\'', '"');
    }

    private static final String TIME = "'effectiveInstant':'2026-01-01T00:00:00Z'";
    private static final String VALUE = "'valueQuantity':{'value':72,'code':'/min'}";

    private String refusalOf(String message) {
        try {
            return codec.decode(message.getBytes(StandardCharsets.UTF_8)).toString();
        } catch (UndecodableMessageException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "2026-01-01T00:00:00; must have a zone: \"2026-01-01T00:00:00\"",
                "2026-03; must have at least minutes and a zone: \"2026-03\"",
                "2026-01-01T00Z; must have at least minutes and a zone: \"2026-01-01T00Z\"",
                "2026-01-01 00:00:00Z; must have at least minutes and a zone: \"2026-01-01 00:00:00Z\"",
                "2016-12-31T23:59:60Z; is no time of FHIR: \"2016-12-31T23:59:60Z\"",
                "2026-02-30T00:00:00Z; is no time of FHIR: \"2026-02-30T00:00:00Z\"",
                "2026-01-01T24:00:00Z; is no time of FHIR: \"2026-01-01T24:00:00Z\"",
                "2026-01-01T00:00:00.Z; is no time of FHIR: \"2026-01-01T00:00:00.Z\"",
                "2026-01-01T00:00:00+15:00; has a zone that there is not: \"2026-01-01T00:00:00+15:00\"",
                "2026-01-01T00:00:00Zx; must have a zone: \"2026-01-01T00:00:00Zx\""
            })
    void timeWithoutItsMinuteOrZoneIsRefusedByItsField(String time, String rule) {
        assertThat(refusalOf(observation("'effectiveDateTime':'" + time + "'", VALUE)))
                .isEqualTo("effectiveDateTime " + rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "'valueQuantity':{'value':40,'comparator':'<','code':'/min'};"
                        + "valueQuantity.comparator: the number is a limit, not a rate: \"<\"",
                "'valueQuantity':{'value':72};valueQuantity.code and .unit are missing",
                "'valueQuantity':{'code':'/min'};valueQuantity.value is missing",
                "'valueQuantity':{'value':'72','code':'/min'};valueQuantity.value must be a number",
                "'valueQuantity':{'value':72,'code':'mm[Hg]'};valueQuantity.code is no unit of a heart rate: \"mm[Hg]\"",
                "'valueQuantity':{'value':72,'unit':'bpm','code':'10*0/min'};"
                        + "valueQuantity.code is no unit of a heart rate: \"10*0/min\"",
                "'valueQuantity':{'value':72,'code':'/S'};valueQuantity.code is no unit of a heart rate: \"/S\"",
                "'valueQuantity':{'value':72,'code':'/min','system':'urn:x'};valueQuantity.system must be "
                        + "http://unitsofmeasure.org or urn:iso:std:iso:11073:10101: \"urn:x\"",
                "'valueQuantity':{'value':-1,'code':'/min'};not a reading: bpm must be a finite number of at least 0: -1.0",
                "'valueQuantity':{'value':1e400,'code':'/min'};valueQuantity: the value is too large",
                "'valueQuantity':{'value':1e999999999,'code':'Hz'};valueQuantity: the value has too many digits",
                "'valueQuantity':[72];valueQuantity must be an object",
                "'valueInteger':72;valueQuantity is needed, not \"valueInteger\"",
                "'valueString':'72 /min';valueQuantity is needed, not \"valueString\"",
                "'note':[];valueQuantity is missing",
                "'valueQuantity':{'value':72,'code':'/min'},'valueString':'180';"
                        + "value[x] must occur once: valueQuantity, \"valueString\"",
                "'valueQuantity':{'value':72,'code':'/min'},'valueSampledData':"
                        + "{'origin':{'value':0,'code':'/min'},'period':1,'dimensions':1,'data':'1'};"
                        + "value[x] must occur once: valueQuantity, valueSampledData",
                "'valueQuantity':{'value':72,'code':'/min'},'dataAbsentReason':{'text':'x'};"
                        + "dataAbsentReason and a value exclude each other (obs-6)",
                "'valueQuantity':{'value':72,'code':'/min'},'modifierExtension':[{'url':'x'}];"
                        + "modifierExtension may change what the rest means, and is not understood",
                "'valueQuantity':{'value':140,'code':'/min'},'focus':[{'reference':'RelatedPerson/fetus'}];"
                        + "focus may change what the rest means, and is not understood",
                "'valueSampledData':{'origin':{'value':0,'code':'/min'},'period':1,'dimensions':2,'data':'1'};"
                        + "valueSampledData.dimensions must be 1: \"2\"",
                "'valueSampledData':{'origin':{'value':0,'code':'/min'},'period':0,'dimensions':1,'data':'1'};"
                        + "valueSampledData.period must be above 0"
            })
    void valueThatIsNoRateIsRefusedByItsField(String value, String rule) {
        assertThat(refusalOf(observation(TIME, value))).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{'reference':'Group/p'};subject.reference must be of a Patient: \"Group\"",
                "{'reference':'Patient/p#1'};subject.reference must name a Patient by its id",
                "{'reference':'#p'};subject.reference must name a Patient by its id",
                "{'reference':'Patient?identifier=p'};subject.reference must name a Patient by its id",
                "{'type':'Device','identifier':{'value':'p'}};subject.type must be Patient: \"Device\"",
                "{'display':'p'};subject.reference and subject.identifier.value are missing",
                "{'reference':'Patient/ '};subject must not be blank",
                "'p';subject must be an object"
            })
    void subjectThatIsNoPatientIsRefused(String subject, String rule) {
        String message = observation(TIME, VALUE).replace("{\"reference\":\"Patient/p\"}", subject.replace('\'', '"'));

        assertThat(refusalOf(message)).isEqualTo(rule);
    }

    @Test
    void observationOfAnotherCodeIsRefusedAndReadOnceTheCodeIsConfigured() {
        String message = observation(TIME, VALUE)
                .replace("http://loinc.org", "urn:iso:std:iso:11073:10101")
                .replace("8867-4", "147842");

        assertThat(refusalOf(message)).isEqualTo("code must be one of [http://loinc.org|8867-4]");
        assertThat(FhirReadingCodec.of(FhirCode.HEART_RATE, FhirCode.ECG_HEART_RATE)
                        .decode(message.getBytes(StandardCharsets.UTF_8))
                        .readings())
                .containsExactly(new Reading("p", Instant.parse("2026-01-01T00:00:00Z"), 72));
    }

    @Test
    void bundleWithoutAnyHeartRateIsRefusedForItMustNotPassForSilence() {
        String other = observation(TIME, VALUE).replace("8867-4", "2708-6");

        assertThat(refusalOf("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":" + other + "}]}"))
                .isEqualTo("the code of none of 1 Observations is one of [http://loinc.org|8867-4]");
    }

    @Test
    void samplesMayStandOnSeveralLines() {
        String samples = "'valueSampledData':{'origin':{'value':0,'code':'/min'},'period':1000,'dimensions':1,"
                + "'data':'71 72\\n73\\t\\r\\n74'}";

        assertThat(codec.decode(observation(TIME, samples).getBytes(StandardCharsets.UTF_8))
                        .readings())
                .extracting(Reading::bpm)
                .containsExactly(71.0, 72.0, 73.0, 74.0);
    }

    @Test
    void blanksAroundAReferenceAreNoPartOfTheId() {
        String message = observation(TIME, VALUE).replace("Patient/p", " Patient/p ");

        assertThat(codec.decode(message.getBytes(StandardCharsets.UTF_8)).readings())
                .containsExactly(new Reading("p", Instant.parse("2026-01-01T00:00:00Z"), 72));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{'resource':$};entry must be an array",
                "[{'resource':[$]}];entry.resource must be an object",
                "[{'resource':'x'}];entry.resource must be an object",
                "[{'resource':{'resourceType':'observation','code':{'coding':[{'system':'http://loinc.org',"
                        + "'code':'8867-4'}]}}}];resourceType must be Observation: \"observation\"",
                "[null];entry must hold objects only"
            })
    void bundleWhoseEntriesCantBeReadIsNotTakenForAnEmptyOne(String entries, String rule) {
        String bundle = "{\"resourceType\":\"Bundle\",\"entry\":"
                + entries.replace('\'', '"').replace("$", observation(TIME, VALUE)) + "}";
        List<String> faults;
        try {
            faults = codec.decode(bundle.getBytes(StandardCharsets.UTF_8)).bad().stream()
                    .map(BadReading::reason)
                    .toList();
        } catch (UndecodableMessageException e) {
            faults = List.of(String.valueOf(e.getMessage()));
        }
        assertThat(faults).containsExactly(rule);
    }

    private ReadingBatch ofBundle(String... entries) {
        return codec.decode(("{\"resourceType\":\"Bundle\",\"entry\":[" + String.join(",", entries) + "]}")
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8));
    }

    private static String ofUrn(String urn) {
        return "{'resource':" + observation(TIME, VALUE).replace("Patient/p", urn) + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "'identifier':[{'system':'urn:oid:1','value':'M-7'}];M-7",
                "'id':'x-new','identifier':[{'value':'M-7'},{'system':'no value'}];M-7",
                "'id':'p1','identifier':[{'value':'M-7'},{'value':'S-9'}];p1",
                "'id':'p1';p1"
            })
    void urnOfAPatientInTheBundleIsThatPatient(String fields, String id) {
        String patient = "{'fullUrl':'urn:uuid:new','resource':{'resourceType':'Patient'," + fields + "}}";

        assertThat(ofBundle(patient, ofUrn("urn:uuid:new")).readings())
                .isEqualTo(ofBundle(ofUrn("urn:uuid:new"), patient).readings())
                .singleElement()
                .extracting(Reading::patientId)
                .isEqualTo(id);
    }

    @Test
    void urnOfAPatientWhoseIdIsNotKnownIsRefusedWithTheWholeBundle() {
        String patient = "{'resource':{'resourceType':'Patient','identifier':[{'value':'1'},{'value':'2'}]},"
                + "'fullUrl':'urn:uuid:new'}";

        assertThat(ofBundle(patient, ofUrn("urn:uuid:new")).bad())
                .singleElement()
                .satisfies(parked -> {
                    assertThat(parked.reason())
                            .isEqualTo(
                                    "subject.reference is to a Patient of the Bundle without an id and with 2 identifiers");
                    assertThat(codec.decode(parked.body()).bad())
                            .singleElement()
                            .extracting(BadReading::reason)
                            .isEqualTo(parked.reason());
                });
        assertThat(ofBundle(patient, ofUrn("urn:uuid:other")).readings())
                .singleElement()
                .extracting(Reading::patientId)
                .isEqualTo("urn:uuid:other");
    }

    @Test
    void heartRateWithinAnotherResourceDoesNotPassForSilence() {
        String report = "{'resource':{'contained':[" + observation(TIME, VALUE)
                + ",{'resourceType':'Device'}],'resourceType':'DiagnosticReport'}}";

        assertThat(ofBundle(report, ofUrn("Patient/p")).bad())
                .singleElement()
                .extracting(BadReading::reason)
                .isEqualTo("contained holds a heart rate, and is not read");
        assertThat(ofBundle(report.replace("8867-4", "2708-6"), ofUrn("Patient/p"))
                        .bad())
                .isEmpty();
    }

    @Test
    void badEntryOfABundleIsAMessageOfItsOwnWithTheSameFault() {
        String good = observation(TIME, VALUE);
        String bad = observation(TIME, "'valueQuantity':{'value':72,'code':'\u00b0'}");

        ReadingBatch batch = codec.decode(("\ufeff{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":" + good
                        + "}, {\"resource\": " + bad + "}]}")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(batch.readings()).hasSize(1);
        assertThat(batch.bad()).singleElement().satisfies(parked -> {
            assertThat(parked.index()).isOne();
            assertThat(new String(parked.body(), StandardCharsets.UTF_8)).isEqualTo(bad);
            assertThatThrownBy(() -> codec.decode(parked.body()))
                    .isInstanceOf(UndecodableMessageException.class)
                    .hasMessage(parked.reason());
        });
    }

    @Test
    void messageOfAnotherKindIsRefused() {
        assertThat(refusalOf("{\"resourceType\":\"Patient\"}"))
                .isEqualTo("resourceType must be Observation or Bundle: \"Patient\"");
        assertThat(refusalOf("{}")).isEqualTo("resourceType must be Observation or Bundle: missing");
        assertThat(refusalOf("[]")).isEqualTo("the body must be one JSON object");
    }

    @Test
    void messageOfTooManyReadingsIsRefused() {
        String data = String.join(" ", Collections.nCopies(10_001, "72"));

        assertThat(refusalOf(observation(
                        TIME,
                        "'valueSampledData':{'origin':{'value':0,'code':'/min'},'period':1,'dimensions':1,'data':'"
                                + data + "'}")))
                .isEqualTo("a message must hold at most 10000 readings");
    }
}
