package io.github.heartrate.toolkit.telemetry.internal.text;

import java.io.IOException;
import java.nio.charset.Charset;

/** Bytes that are no text in the encoding in which they were to be read. */
public final class MalformedTextException extends IOException {

    private static final long serialVersionUID = 1L;

    public MalformedTextException(Charset charset, long offset, int value) {
        super(String.format(
                "byte %d (0x%02X) is not %s; say the file's encoding, such as --encoding windows-1252",
                offset, value, charset.name()));
    }
}
