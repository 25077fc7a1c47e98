package io.github.heartrate.toolkit.bridge;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Frames of HL7's minimal lower layer protocol: VT, the message, FS, CR. Bytes between frames are skipped, as the protocol
 * says. Used by one thread.
 */
final class MllpFrames {

    /** A message that is longer than allowed: there is no way back into the frames. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        /** Its beginning, so that it can be answered. */
        @SuppressWarnings("serial") // never serialised
        private final byte[] beginning;

        private TooLongException(int longest, byte[] beginning) {
            super("a message must have at most " + longest + " bytes");
            this.beginning = beginning;
        }

        byte[] beginning() {
            return beginning;
        }
    }

    private static final int BEGIN = 0x0B;
    private static final int END = 0x1C;
    private static final int CR = 0x0D;
    private static final int USUAL_BYTES = 1_024;

    private final InputStream in;
    private final OutputStream out;
    private final int longest;

    MllpFrames(InputStream in, OutputStream out, int longest) {
        this.in = new BufferedInputStream(in);
        this.out = out;
        this.longest = longest;
    }

    /** Waits until a frame begins; false at the end of the stream. */
    boolean awaitBegin() throws IOException {
        int next = in.read();
        while (next >= 0 && next != BEGIN) {
            next = in.read();
        }
        return next == BEGIN;
    }

    /** The message of the frame that has begun; empty if the stream ends within it. */
    Optional<byte[]> message() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream(USUAL_BYTES);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == END) {
                return in.read() == CR ? Optional.of(message.toByteArray()) : Optional.empty();
            }
            if (message.size() == longest) {
                throw new TooLongException(longest, message.toByteArray());
            }
            message.write(next);
        }
        return Optional.empty();
    }

    void write(byte[] message) throws IOException {
        byte[] frame = new byte[message.length + 3];
        frame[0] = BEGIN;
        System.arraycopy(message, 0, frame, 1, message.length);
        frame[message.length + 1] = END;
        frame[message.length + 2] = CR;
        out.write(frame);
        out.flush();
    }
}
