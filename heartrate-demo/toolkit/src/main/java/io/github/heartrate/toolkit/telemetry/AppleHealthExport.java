package io.github.heartrate.toolkit.telemetry;

import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.cells.GuessingTimeParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.LocalClock;
import io.github.heartrate.toolkit.telemetry.internal.cells.NumberParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.TimeParser;
import java.io.InputStream;
import java.time.Instant;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the {@code export.xml} of Apple's Health app: its heart-rate records, at their start. The document
 * streams through, so its size does not matter; its document type, and any entity outside of it, is not looked at.
 */
final class AppleHealthExport {

    private static final String HEART_RATE = "HKQuantityTypeIdentifierHeartRate";
    private static final double SECONDS_PER_MINUTE = 60;

    private final String file;
    private final PatientTrack patient;
    private final TimeParser times;
    private final NumberParser numbers = new NumberParser('.');
    private final ReadTally tally;

    AppleHealthExport(String file, ReadSettings settings, String patient, ReadTally tally) {
        LocalClock clock = new LocalClock(settings.zone());
        this.file = file;
        this.patient = new PatientTrack(patient);
        this.times = settings.timeFormat()
                .map(format -> TimeParser.of(format, settings.start(), clock))
                .orElseGet(() -> new GuessingTimeParser(clock, false));
        this.tally = tally;
        tally.readAs(patients -> "Apple Health's export of 1 patient, " + patient);
    }

    void read(InputStream in) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            boolean rootSeen = false;
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    if (!rootSeen && !xml.getLocalName().equals("HealthData")) {
                        throw new TelemetryException(file + ": is XML, but no export of Apple Health (expected "
                                + "HealthData): " + Cells.shown(xml.getLocalName()));
                    }
                    rootSeen = true;
                    if (xml.getLocalName().equals("Record") && HEART_RATE.equals(xml.getAttributeValue(null, "type"))) {
                        record(xml);
                    }
                }
            }
            xml.close();
        } catch (XMLStreamException e) {
            throw new TelemetryException(file + ": not XML: " + oneLine(e), e);
        }
    }

    private void record(XMLStreamReader xml) {
        long line = xml.getLocation().getLineNumber();
        Instant time = time(xml.getAttributeValue(null, "startDate"));
        if (time == null) {
            skip(line, SkipReason.BAD_TIME, "startDate, not a time", xml.getAttributeValue(null, "startDate"));
            return;
        }
        String unit = xml.getAttributeValue(null, "unit");
        double factor = unit == null || unit.equals("count/min") ? 1 : SECONDS_PER_MINUTE;
        if (factor != 1 && !"count/s".equals(unit)) {
            skip(line, SkipReason.BAD_UNIT, "unit, not count/min or count/s", unit);
            return;
        }
        double bpm = number(xml.getAttributeValue(null, "value")) * factor;
        if (Double.isNaN(bpm)) {
            skip(line, SkipReason.BAD_NUMBER, "value, not a number", xml.getAttributeValue(null, "value"));
        } else if (!(bpm >= 0 && bpm < Double.POSITIVE_INFINITY)) {
            tally.skip(
                    line,
                    SkipReason.BAD_RATE,
                    "value, a rate must be a finite number of at least 0: "
                            + Cells.shown(String.valueOf(xml.getAttributeValue(null, "value"))));
        } else {
            tally.accept(patient, time, bpm);
        }
    }

    private void skip(long line, SkipReason reason, String detail, @Nullable String value) {
        tally.skip(line, reason, detail + ": " + (value == null ? "missing" : Cells.shown(value)));
    }

    private @Nullable Instant time(@Nullable String text) {
        return text == null ? null : times.parse(text.toCharArray(), 0, text.length());
    }

    private double number(@Nullable String text) {
        return text == null ? NumberParser.NOT_A_NUMBER : numbers.parse(text.toCharArray(), 0, text.length());
    }

    private static String oneLine(XMLStreamException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        return message.replaceFirst("^ParseError at \\[row,col\\]:\\[(\\d+),\\d+\\] Message: ", "line $1, ");
    }
}
