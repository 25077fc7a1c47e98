package io.github.heartrate.amqp.internal.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** UTF-8 without silent replacements: two patients must not become one because their ids can't be expressed. */
public final class Utf8 {

    private Utf8() {}

    /** Whether every surrogate has its other half. */
    public static boolean isExpressible(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The text of the next {@code length} bytes; empty if they are not UTF-8. The buffer moves on in any case. */
    public static Optional<String> read(ByteBuffer buffer, int length) {
        ByteBuffer slice = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        String text = new String(slice.array(), slice.arrayOffset(), length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return Optional.of(text);
        }
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(slice).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
