package io.github.heartrate.toolkit.files.internal.formats;

import io.github.heartrate.toolkit.telemetry.internal.cells.Cells;
import io.github.heartrate.toolkit.telemetry.internal.text.Content;
import java.util.Optional;

/** What a file is that is not read, and how to get at the rates in it. */
final class UnreadKinds {

    private UnreadKinds() {}

    /** A sentence on a file that holds no text or a known kind of text without rates; empty for what may be a table. */
    static Optional<String> whatIs(Content content) {
        if (content.isEmpty()) {
            return Optional.of("is empty");
        }
        if (Xml.isXml(content)) {
            return Optional.of("is XML, but of no kind that is read (Apple Health, TCX, GPX): "
                    + Xml.root(content).map(Cells::shown).orElse("without a root element"));
        }
        int binary = content.binaryAt();
        return binary < 0 ? Optional.empty() : Optional.of("is no text: a control character at byte " + binary);
    }
}
