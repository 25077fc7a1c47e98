package io.github.heartrate.toolkit.files.internal.json;

import io.github.heartrate.toolkit.files.internal.tally.Pass;
import java.io.IOException;

/** A kind of JSON that holds heart rates. It has no state. */
interface JsonKind {

    /** Whether the beginning is one of this kind. */
    boolean matches(Shape shape);

    /** Reads a document that matches. */
    void read(Document document, Shape shape, Pass pass) throws IOException;

    /** All of the text, read once. */
    @FunctionalInterface
    interface Document {
        void read(JsonStream.Visitor visitor) throws IOException;
    }
}
