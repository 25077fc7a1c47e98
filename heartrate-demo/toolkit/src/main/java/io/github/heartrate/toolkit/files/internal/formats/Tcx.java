package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * TCX, the training that Garmin Connect, Polar Flow, Strava and others write: the {@code HeartRateBpm} of each {@code
 * Trackpoint}, with a position or without. The averages of a lap are no readings.
 */
final class Tcx implements Format {

    @Override
    public boolean matches(Content content) {
        return Xml.isRoot(content, "TrainingCenterDatabase");
    }

    @Override
    public void read(Content content, Pass pass) {
        TrainingPoints points = new TrainingPoints(pass, "TCX");
        Xml.read(content, pass.file(), xml -> {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("Trackpoint")) {
                    point(xml, points);
                }
            }
        });
        points.end();
    }

    private static void point(XMLStreamReader xml, TrainingPoints points) throws XMLStreamException {
        long line = xml.getLocation().getLineNumber();
        @Nullable String time = null;
        @Nullable String rate = null;
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                if (depth == 1 && xml.getLocalName().equals("Time")) {
                    time = Xml.text(xml);
                } else if (depth == 1 && xml.getLocalName().equals("HeartRateBpm")) {
                    rate = Xml.text(xml);
                } else {
                    depth++;
                }
            }
        }
        points.add(line, time, rate);
    }
}
