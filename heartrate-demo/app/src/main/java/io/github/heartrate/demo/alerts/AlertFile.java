package io.github.heartrate.demo.alerts;

import io.github.heartrate.Alert;
import io.github.heartrate.demo.terminal.OutputFile;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.demo.text.Plural;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file that alerts are added to, in the {@link AlertFormat} that its name tells. An alert is with the operating system
 * when {@link #write} returns, and the file is whole whenever the program ends. An alert that the file holds is not
 * written again. Safe for use by several threads.
 */
public final class AlertFile implements AutoCloseable {

    /** Of the ids of the alerts in the file, the last so many are remembered: far more than are ever delivered again. */
    private static final int MAX_KNOWN = 500_000;

    private final Path file;
    private final AlertFormat format;
    /** Where there is a position to write at: not a device or a pipe. */
    private final Optional<RandomAccessFile> random;

    /** Unlike a channel it is not closed if a thread that writes is interrupted. */
    private final FileOutputStream out;

    private final Map<String, Boolean> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_KNOWN;
        }
    };
    private long end;
    private boolean isEmpty = true;
    private long repeated;

    private AlertFile(Path file, AlertFormat format) throws IOException {
        this.file = file;
        this.format = format;
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            random = Optional.empty();
            out = new FileOutputStream(file.toFile());
        } else {
            if (!Files.exists(file)) {
                Files.createFile(file); // unlike the next line it says what is wrong
            } else if (!Files.isWritable(file)) {
                throw new AccessDeniedException(file.toString());
            }
            RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
            random = Optional.of(opened);
            out = new FileOutputStream(opened.getFD());
        }
    }

    /** Opens a file to add to, and says what it holds, if anything. What is no file of alerts is refused. */
    public static AlertFile open(Path file, PrintWriter out) {
        return open(file, AlertsAs.JSON, out);
    }

    /** Opens a file for alerts of a format. Only our own is read again, so a file of another one must be new or empty. */
    public static AlertFile open(Path file, AlertsAs as, PrintWriter out) {
        AlertFormat format = AlertFormat.of(file, as);
        try {
            AlertFile opened = new AlertFile(file, format);
            try {
                opened.begin(out);
                return opened;
            } catch (IOException | RuntimeException e) {
                opened.out.close();
                throw e;
            }
        } catch (IOException e) {
            throw OutputFile.failure(file, e);
        }
    }

    private void begin(PrintWriter out) throws IOException {
        if (random.isEmpty()) {
            append(format.start());
            return;
        }
        RandomAccessFile content = random.get();
        requireNoOtherWriter(content);
        if (content.length() == 0) {
            append(format.start());
            return;
        }
        if (format.as() != AlertsAs.JSON) {
            throw new UserErrorException(
                    file + ": holds something already; alerts as " + format.as() + " go to a new file");
        }
        AlertReader.Found found = AlertReader.read(file, alert -> known.put(alert.id(), true));
        isEmpty = found.alerts() == 0;
        end = format.isPacked() ? endOfPacked(content, found) : found.wholeBytes();
        out.println(file + " holds " + Plural.of(found.alerts(), "alert") + "; new ones are added");
        byte[] missing = missing(content, found);
        if (found.isTorn()) {
            out.println(file + ": " + Plural.of(content.length() - end, "byte")
                    + " of a torn alert are cut off, as a killed run leaves them");
        }
        out.flush();
        append(missing);
    }

    /** What is to be written before the next alert: the start of an empty file, the end of a line. */
    private byte[] missing(RandomAccessFile content, AlertReader.Found found) throws IOException {
        if (found.wholeBytes() == 0) {
            return format.start();
        }
        boolean isLine = format.shape() != AlertFormat.Shape.JSON && !format.isPacked();
        content.seek(end - 1);
        return isLine && content.read() != '\n' ? new byte[] {'\n'} : new byte[0];
    }

    private long endOfPacked(RandomAccessFile content, AlertReader.Found found) throws IOException {
        byte[] expected = format.end();
        long start = content.length() - expected.length;
        if (found.isTorn() || start < 0 || !Arrays.equals(expected, bytesFrom(content, start))) {
            throw new UserErrorException(
                    file + ": is cut off, or was packed by another program, so that nothing can be "
                            + "added; choose another file, or unpack it");
        }
        return start;
    }

    private static byte[] bytesFrom(RandomAccessFile content, long start) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(content.length() - start)];
        content.seek(start);
        content.readFully(bytes);
        return bytes;
    }

    /** The lock is on a byte that no file has, so that others can read the file meanwhile. It ends with the file. */
    private void requireNoOtherWriter(RandomAccessFile content) throws IOException {
        try {
            if (content.getChannel().tryLock(Long.MAX_VALUE - 1, 1, false) != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            throw new UserErrorException(file + ": another run writes it", e);
        }
        throw new UserErrorException(file + ": another program writes it");
    }

    /** Adds alerts, but those that it holds. If that fails the file is as it was before. */
    public synchronized void write(List<Alert> alerts) {
        List<Alert> added =
                alerts.stream().filter(alert -> !known.containsKey(alert.id())).toList();
        repeated += alerts.size() - added.size();
        if (added.isEmpty()) {
            return;
        }
        try {
            append(format.alerts(added, isEmpty));
        } catch (IOException e) {
            throw OutputFile.failure(file, e);
        }
        isEmpty = false;
        added.forEach(alert -> known.put(alert.id(), true));
    }

    /** In one go, with what closes the file; the next alerts take the place of that. */
    private void append(byte[] content) throws IOException {
        if (random.isEmpty()) {
            out.write(content);
            return;
        }
        RandomAccessFile target = random.get();
        byte[] closing = format.end();
        byte[] bytes = Arrays.copyOf(content, content.length + closing.length);
        System.arraycopy(closing, 0, bytes, content.length, closing.length);
        try {
            target.seek(end);
            target.write(bytes);
            end += content.length;
            if (target.length() > end + closing.length) {
                target.setLength(end + closing.length);
            }
        } catch (IOException e) {
            restore(target, closing, e);
            throw e;
        }
    }

    private void restore(RandomAccessFile target, byte[] closing, IOException failure) {
        try {
            target.setLength(end);
            target.seek(end);
            target.write(closing);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** How many alerts came that the file held. */
    public synchronized long repeated() {
        return repeated;
    }

    public Path path() {
        return file;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw OutputFile.failure(file, e);
        }
    }
}
