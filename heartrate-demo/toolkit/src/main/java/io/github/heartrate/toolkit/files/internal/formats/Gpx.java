package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * GPX, a track with heart rates: in each {@code trkpt} the element {@code hr} somewhere below it, whatever its
 * namespace is and its prefix ({@code gpxtpx}, {@code ns3}). One vendor has its rates outside of the track,
 * in {@code heartRate} elements with a time and a rate each: they are read as well.
 */
final class Gpx implements Format {

    @Override
    public boolean matches(Content content) {
        return Xml.isRoot(content, "gpx");
    }

    @Override
    public void read(Content content, Pass pass) {
        TrainingPoints points = new TrainingPoints(pass, "GPX");
        Xml.read(content, pass.file(), xml -> {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "trkpt" -> point(xml, points);
                        case "heartRate" -> outsideOfTheTrack(xml, points);
                        default -> {}
                    }
                }
            }
        });
        points.end();
    }

    private static void outsideOfTheTrack(XMLStreamReader xml, TrainingPoints points) {
        String rate = xml.getAttributeValue(null, "bpm");
        if (rate != null) {
            points.add(xml.getLocation().getLineNumber(), xml.getAttributeValue(null, "time"), rate.strip());
        }
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
                if (depth == 1 && xml.getLocalName().equals("time")) {
                    time = Xml.text(xml);
                } else if (xml.getLocalName().equals("hr")) {
                    rate = Xml.text(xml);
                } else {
                    depth++;
                }
            }
        }
        points.add(line, time, rate);
    }
}
