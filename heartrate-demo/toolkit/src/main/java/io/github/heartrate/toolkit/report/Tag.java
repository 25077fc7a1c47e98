package io.github.heartrate.toolkit.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * An element of a page. Text and the values of attributes are escaped when they are written, and there is no other way to
 * write them, so no patient id and no note becomes markup. Not safe for use by several threads.
 */
final class Tag {

    /** Elements without content and without an end. */
    private static final Set<String> EMPTY = Set.of("link", "meta");

    /** Elements whose content a browser does not unescape. */
    private static final Set<String> VERBATIM = Set.of("script", "style");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    /** What ends such an element, or makes its end another one's. */
    private static final Pattern ESCAPE = Pattern.compile("</(script|style)|<!--", Pattern.CASE_INSENSITIVE);

    private final String name;
    private final StringBuilder start;
    private final List<Node> content = new ArrayList<>();

    private interface Node {
        void writeTo(Appendable out) throws IOException;
    }

    private Tag(String name) {
        this.name = name;
        this.start = new StringBuilder("<").append(name);
    }

    /**
     * An element without attributes and content.
     *
     * @throws IllegalArgumentException if the name has characters other than lower case letters, digits and hyphens
     */
    static Tag of(String name) {
        return new Tag(checked(name));
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must be of lower case letters, digits and hyphens: " + name);
        }
        return name;
    }

    /**
     * Adds an attribute.
     *
     * @throws IllegalArgumentException if the name has characters other than lower case letters, digits and hyphens
     */
    Tag with(String attribute, String value) {
        start.append(' ').append(checked(attribute)).append("=\"");
        appendEscaped(start, value);
        start.append('"');
        return this;
    }

    /** Adds text. */
    Tag text(String text) {
        return add(out -> out.append(escaped(text)));
    }

    /** Adds an element. */
    Tag add(Tag child) {
        return add(child::writeTo);
    }

    /** Adds an element and the end of a line. */
    Tag line(Tag child) {
        return add(child).text("\n");
    }

    /** Adds a line per item. Their elements are made one by one while they are written, so a long list takes no room. */
    <T> Tag lines(List<T> items, Function<T, Tag> element) {
        return add(out -> {
            for (T item : items) {
                element.apply(item).writeTo(out);
                out.append('\n');
            }
        });
    }

    /**
     * Adds a script, a style or data, which must not be escaped.
     *
     * @throws IllegalStateException if this element is none that holds such
     * @throws IllegalArgumentException if it has {@code </script}, {@code </style} or {@code <!--}: the browser would not
     *     end it at the end
     */
    Tag verbatim(String code) {
        if (!VERBATIM.contains(name)) {
            throw new IllegalStateException("only a script or a style is written verbatim: " + name);
        }
        if (ESCAPE.matcher(code).find()) {
            throw new IllegalArgumentException("a " + name + " must not have </script, </style or <!--");
        }
        content.add(out -> out.append(code));
        return this;
    }

    private Tag add(Node node) {
        if (EMPTY.contains(name) || VERBATIM.contains(name)) {
            throw new IllegalStateException("holds neither text nor elements: " + name);
        }
        content.add(node);
        return this;
    }

    /** Writes the element with all that it holds. */
    void writeTo(Appendable out) throws IOException {
        out.append(start).append('>');
        for (Node node : content) {
            node.writeTo(out);
        }
        if (!EMPTY.contains(name)) {
            out.append("</").append(name).append('>');
        }
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        appendEscaped(out, text);
        return out.toString();
    }

    /** An apostrophe may stay: values of attributes stand in quotation marks. */
    private static void appendEscaped(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.append(c);
            }
        }
    }
}
