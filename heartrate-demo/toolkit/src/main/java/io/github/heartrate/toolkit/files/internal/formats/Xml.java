package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/**
 * XML as a stream: the size of a document does not matter, as its pieces ({@link MarkupGuard}) and its depth are bounded.
 * Its document type, and any entity outside of it, is not looked at. White space before the declaration is let pass.
 */
final class Xml {

    /** Far deeper than any export; chosen here. */
    private static final int DEEPEST = 256;

    /** As far as a time or a number may go; chosen here. */
    private static final int LONGEST_TEXT = 200;

    /**
     * The parser counts predefined entities such as {@code amp} over the whole document, and from JDK 24 on gives up at 100,000
     * characters: an export of Apple Health has several per reading. No entity is expanded, and depth is bounded here.
     */
    private static final List<String> NOT_LIMITED =
            List.of("jdk.xml.maxGeneralEntitySizeLimit", "jdk.xml.totalEntitySizeLimit", "jdk.xml.maxElementDepth");

    private static final String NO_LIMIT = "0";

    private static final Pattern NAME = Pattern.compile("<(?:[^\\s:/>]{1,1000}:)?([^\\s:/><=]{1,1000})[\\s/>]");

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
        String text = content.beginning();
        int at = 0;
        while (at >= 0 && text.startsWith("<", at)) {
            if (text.startsWith("<?", at)) {
                at = behind(text, "?>", at);
            } else if (text.startsWith("<!--", at)) {
                at = behind(text, "-->", at);
            } else if (text.startsWith("<!", at)) {
                int subset = text.indexOf('[', at);
                int end = text.indexOf('>', at);
                at = behind(text, ">", subset < 0 || subset > end ? at : behind(text, "]", subset));
            } else {
                Matcher name = NAME.matcher(text).region(at, text.length());
                return name.lookingAt() ? Optional.of(name.group(1)) : Optional.empty();
            }
            while (at >= 0 && at < text.length() && text.charAt(at) <= ' ') {
                at++;
            }
        }
        return Optional.empty();
    }

    /** Where what ends a piece has ended; -1 if it does not. */
    private static int behind(String text, String end, int from) {
        int found = from < 0 ? -1 : text.indexOf(end, from);
        return found < 0 ? -1 : found + end.length();
    }

    static void read(Content content, String file, Reading reading) {
        MarkupGuard bytes = new MarkupGuard(content.bytesWithoutLeadingSpace());
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(bytes);
            reading.read(new Shallow(xml, file));
            xml.close();
        } catch (XMLStreamException e) {
            throw failure(e, file, bytes.isAtEnd());
        }
    }

    /** From an element's begin to its end: the text in it and in what it holds, without white space around. */
    static String text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if ((event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA)
                    && text.length() < LONGEST_TEXT) {
                String more = xml.getText();
                text.append(more, 0, Math.min(more.length(), LONGEST_TEXT - text.length()));
            }
        }
        return text.toString().strip();
    }

    private static RuntimeException failure(XMLStreamException e, String file, boolean atEnd) {
        if (e.getNestedException() instanceof MarkupGuard.TooLong tooLong) {
            return new TelemetryException(file + ": line " + line(e) + ", " + tooLong.getMessage(), e);
        }
        if (e.getNestedException() instanceof IOException io && !(io instanceof CharConversionException)) {
            return new UncheckedIOException(io);
        }
        String cutOff = atEnd ? ", or is cut off" : "";
        return new TelemetryException(file + ": not XML" + cutOff + ": " + oneLine(e), e);
    }

    private static int line(XMLStreamException e) {
        return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        NOT_LIMITED.forEach(limit -> factory.setProperty(limit, NO_LIMIT));
        return factory;
    }

    private static String oneLine(XMLStreamException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        if (message.contains("JAXP000")) {
            return "line " + line(e) + ", a name or a number of attributes beyond what any export has";
        }
        return message.replaceFirst("^ParseError at \\[row,col\\]:\\[(\\d+),\\d+\\] Message: ", "line $1, ");
    }

    /** A document whose elements are not nested deeply: a parser remembers all that are open. */
    private static final class Shallow extends StreamReaderDelegate {

        private final String file;
        private int depth;

        Shallow(XMLStreamReader xml, String file) {
            super(xml);
            this.file = file;
        }

        @Override
        public int next() throws XMLStreamException {
            int event = super.next();
            if (event == START_ELEMENT) {
                depth++;
            } else if (event == END_ELEMENT) {
                depth--;
            }
            if (depth > DEEPEST) {
                throw new TelemetryException(file + ": line " + getLocation().getLineNumber()
                        + ", elements nested more than " + DEEPEST + " deep");
            }
            return event;
        }
    }
}
