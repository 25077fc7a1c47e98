package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.cells.GuessingTimeParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.LocalClock;
import io.github.heartrate.toolkit.telemetry.internal.cells.NumberParser;
import io.github.heartrate.toolkit.telemetry.internal.cells.TimeParser;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.time.Instant;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The {@code export.xml} of Apple's Health app: its heart-rate records, at their start. It lists one source after the
 * other, so that it is not in order of time.
 */
final class AppleHealth implements Format {

    private static final String HEART_RATE = "HKQuantityTypeIdentifierHeartRate";
    private static final double SECONDS_PER_MINUTE = 60;

    @Override
    public boolean matches(Content content) {
        return Xml.isRoot(content, "HealthData");
    }

    @Override
    public void read(Content content, Pass pass) {
        pass.readAs("Apple Health's export", pass.owner());
        pass.isUnordered();
        new Records(pass).read(content);
    }

    private static final class Records {

        private final Pass pass;
        private final String patient;
        private final TimeParser times;
        private final NumberParser numbers = new NumberParser('.');

        Records(Pass pass) {
            LocalClock clock = new LocalClock(pass.settings().zone());
            this.pass = pass;
            this.patient = pass.owner();
            this.times = pass.settings()
                    .timeFormat()
                    .map(format -> TimeParser.of(format, pass.settings().start(), clock))
                    .orElseGet(() -> new GuessingTimeParser(clock, false));
        }

        void read(Content content) {
            Xml.read(content, pass.file(), xml -> {
                while (xml.hasNext()) {
                    if (xml.next() == XMLStreamConstants.START_ELEMENT
                            && xml.getLocalName().equals("Record")
                            && HEART_RATE.equals(xml.getAttributeValue(null, "type"))) {
                        record(xml);
                    }
                }
            });
        }

        private void record(XMLStreamReader xml) throws XMLStreamException {
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
                pass.skip(
                        line,
                        SkipReason.BAD_RATE,
                        "value, a rate must be a finite number of at least 0: "
                                + Cells.shown(String.valueOf(xml.getAttributeValue(null, "value"))));
            } else {
                String source = xml.getAttributeValue(null, "sourceName");
                pass.accept(patient, source, time, bpm);
            }
        }

        private void skip(long line, SkipReason reason, String detail, @Nullable String value) {
            pass.skip(line, reason, detail + ": " + (value == null ? "missing" : Cells.shown(value)));
        }

        private @Nullable Instant time(@Nullable String text) {
            return text == null ? null : times.parse(text.toCharArray(), 0, text.length());
        }

        private double number(@Nullable String text) {
            return text == null ? NumberParser.NOT_A_NUMBER : numbers.parse(text.toCharArray(), 0, text.length());
        }
    }
}
