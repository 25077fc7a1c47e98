package io.github.heartrate.toolkit.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What can be read only once, standard input or a pipe, as something that can be opened again: its bytes are kept in a
 * temporary file as they are read. {@link #close} deletes the file. Not safe for use by several threads.
 */
final class KeptInput implements AutoCloseable {

    private final InputStream source;
    private final Path folder;
    private final Path path;
    private final FileChannel file;
    private long kept;
    private boolean atEnd;

    /** Takes what the source has from here on; the source is closed together with this. */
    KeptInput(InputStream source) throws IOException {
        this(source, Path.of(System.getProperty("java.io.tmpdir")));
    }

    KeptInput(InputStream source, Path folder) throws IOException {
        this.source = source;
        this.folder = folder;
        try {
            path = Files.createTempFile(folder, "heartrate-input", ".tmp");
            path.toFile().deleteOnExit();
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    /** All from the beginning; may be read while other streams of this are, too. Need not be closed. */
    InputStream open() {
        return new FromTheBeginning();
    }

    private final class FromTheBeginning extends InputStream {

        private long position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = position < kept
                    ? file.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, kept - position)), position)
                    : readOn(bytes, offset, length);
            position += Math.max(0, count);
            return count;
        }
    }

    private int readOn(byte[] bytes, int offset, int length) throws IOException {
        int count = atEnd ? -1 : source.read(bytes, offset, length);
        atEnd = count < 0;
        try {
            for (ByteBuffer left = ByteBuffer.wrap(bytes, offset, Math.max(0, count)); left.hasRemaining(); ) {
                kept += file.write(left, kept);
            }
        } catch (IOException e) {
            throw notKept(e);
        }
        return count;
    }

    private IOException notKept(IOException e) {
        String why = Files.isDirectory(folder) ? e.getMessage() : "no such folder";
        return new IOException("the temporary file that keeps it can't be written in " + folder + ": " + why, e);
    }

    @Override
    public void close() throws IOException {
        try (source) {
            file.close();
            Files.deleteIfExists(path);
        }
    }
}
