package io.github.heartrate.demo.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;

/**
 * Standard output that says when nothing can be written to it, at once: a print stream keeps that for itself, so that a
 * program goes on for nobody.
 */
public final class StandardOutput extends OutputStream {

    private final OutputStream out;

    private StandardOutput(OutputStream out) {
        this.out = out;
    }

    /** Takes the place of {@link System#out}, with its encoding. */
    public static void install() {
        String encoding =
                System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", "")); // the older name
        Charset charset = encoding.isEmpty() ? Charset.defaultCharset() : Charset.forName(encoding);
        System.setOut(of(new FileOutputStream(FileDescriptor.out), charset));
    }

    static PrintStream of(OutputStream target, Charset charset) {
        return new PrintStream(new StandardOutput(target), true, charset);
    }

    private static UserErrorException failure(IOException e) {
        String why = String.valueOf(e.getMessage());
        return why.toLowerCase(Locale.ROOT).contains("pipe")
                ? new ClosedOutputException(e)
                : new UserErrorException("standard output: can't be written: " + why, e);
    }

    @Override
    public void write(int next) {
        write(new byte[] {(byte) next}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
