package io.github.heartrate.toolkit.telemetry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a listener how far a file has been read. */
final class CountingInputStream extends FilterInputStream {

    private final ReadListener listener;
    private final long total;
    private long read;

    CountingInputStream(InputStream in, long total, ReadListener listener) {
        super(in);
        this.total = total;
        this.listener = listener;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        advance(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        advance(Math.max(count, 0));
        return count;
    }

    private void advance(int count) {
        read += count;
        listener.progress(read, total);
    }
}
