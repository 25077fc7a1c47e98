package io.github.heartrate.toolkit.telemetry.internal.text;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells a listener how far a file has been read. */
public final class CountingInputStream extends FilterInputStream {

    private final LongConsumer progress;
    private long read;

    public CountingInputStream(InputStream in, LongConsumer progress) {
        super(in);
        this.progress = progress;
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
        progress.accept(read);
    }
}
