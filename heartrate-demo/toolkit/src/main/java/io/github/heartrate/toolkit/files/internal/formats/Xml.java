package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML as a stream: the size of a document does not matter. Its document type, and any entity outside of it, is not looked
 * at. White space before the declaration is let pass.
 */
final class Xml {

    private Xml() {}

    /** Reads a document. */
    @FunctionalInterface
    interface Reading {
        void read(XMLStreamReader xml) throws XMLStreamException;
    }

    static boolean isXml(Content content) {
        return content.beginning().startsWith("<");
    }

    static boolean isRoot(Content content, String localName) {
        return root(content).filter(localName::equals).isPresent();
    }

    /** The local name of the root element; empty if the beginning has none. */
    static Optional<String> root(Content content) {
        if (!isXml(content)) {
            return Optional.empty();
        }
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(content.beginning()));
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT) {
                    return Optional.of(xml.getLocalName());
                }
            }
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    static void read(Content content, String file, Reading reading) {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(content.bytesWithoutLeadingSpace());
            reading.read(xml);
            xml.close();
        } catch (XMLStreamException e) {
            throw new TelemetryException(file + ": not XML: " + oneLine(e), e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    private static String oneLine(XMLStreamException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        return message.replaceFirst("^ParseError at \\[row,col\\]:\\[(\\d+),\\d+\\] Message: ", "line $1, ");
    }
}
