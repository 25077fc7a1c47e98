package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.Sample;
import io.github.heartrate.toolkit.files.internal.tally.Samples;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.cells.RateUnit;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The {@code export.xml} of Apple's Health app: its heart-rate records, at their start. It lists one source after the
 * other, so that it is not in order of time. The first exports, of iOS 8, name the {@code source} and have compact times
 * ({@code 20150616071820-0700}).
 */
final class AppleHealth implements Format {

    private static final String HEART_RATE = "HKQuantityTypeIdentifierHeartRate";
    private static final Pattern COMPACT =
            Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(\\d{2})([+-]\\d{4})");

    @Override
    public boolean matches(Content content) {
        return Xml.isRoot(content, "HealthData");
    }

    @Override
    public void read(Content content, Pass pass) {
        String patient = pass.owner();
        pass.readAs("Apple Health's export", patient);
        pass.isUnordered();
        Samples samples =
                new Samples(pass, "startDate", "value", pass.settings().zone(), 0.0);
        Xml.read(content, pass.file(), xml -> {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("Record")
                        && HEART_RATE.equals(xml.getAttributeValue(null, "type"))) {
                    record(xml, patient, samples);
                }
            }
        });
    }

    private static void record(XMLStreamReader xml, String patient, Samples samples) {
        String unit = xml.getAttributeValue(null, "unit");
        int factor = RateUnit.factor(unit == null ? "count/min" : unit);
        String time = xml.getAttributeValue(null, "startDate");
        String value = xml.getAttributeValue(null, "value");
        Sample sample = new Sample(
                xml.getLocation().getLineNumber(),
                0,
                patient,
                attribute(xml, "sourceName", "source"),
                time == null ? "" : iso(time),
                value == null ? "" : value,
                factor);
        if (factor != RateUnit.NONE) {
            samples.add(sample);
        } else {
            samples.skip(
                    sample,
                    SkipReason.BAD_UNIT,
                    "unit, not count/min or count/s: " + Cells.shown(String.valueOf(unit)));
        }
    }

    private static @Nullable String attribute(XMLStreamReader xml, String name, String otherwise) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? xml.getAttributeValue(null, otherwise) : value;
    }

    private static String iso(String time) {
        Matcher parts = COMPACT.matcher(time);
        return parts.matches() ? parts.replaceFirst("$1-$2-$3T$4:$5:$6$7") : time;
    }
}
