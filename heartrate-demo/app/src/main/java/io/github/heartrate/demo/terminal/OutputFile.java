package io.github.heartrate.demo.terminal;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Where a command writes: a file, packed if its name ends in {@code .gz}, or standard output. */
public final class OutputFile {

    private static final int BUFFER = 1 << 16;

    private OutputFile() {}

    /** Refuses to write over one of the files that are read, or over another one that is. */
    public static void requireOther(Path out, Collection<Path> read, @Nullable Path... others) {
        read.forEach(file -> requireOther(out, file));
        requireOther(out, others);
    }

    private static void requireOther(Path out, @Nullable Path... read) {
        for (Path input : read) {
            if (input != null && isSame(out, input)) {
                throw new WrongUsageException("--out " + out + " would overwrite a file that is read: " + input);
            }
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            throw failure(one, e);
        }
    }

    public static Writer open(Path file) {
        try {
            OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
            OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw, BUFFER) : raw;
            return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** Print writers and streams swallow their failures; this asks for them. Closing it closes nothing. */
    public static Writer open(Optional<Path> file, PrintWriter standardOutput) {
        return file.map(OutputFile::open).orElseGet(() -> new BufferedWriter(new Checked(standardOutput), BUFFER));
    }

    public static UserErrorException failure(Path file, Exception failure) {
        Throwable e =
                failure instanceof UncheckedIOException && failure.getCause() != null ? failure.getCause() : failure;
        String why;
        if (Files.isDirectory(file)) {
            why = "is a folder";
        } else if (e instanceof NoSuchFileException) {
            why = "no such folder";
        } else if (e instanceof AccessDeniedException) {
            why = "permission denied";
        } else {
            why = String.valueOf(e.getMessage());
        }
        return new UserErrorException(file + ": can't be written: " + why, failure);
    }

    private static final class Checked extends FilterWriter {
        private final PrintWriter print;

        Checked(PrintWriter print) {
            super(print);
            this.print = print;
        }

        @Override
        public void write(char[] buffer, int offset, int length) throws IOException {
            print.write(buffer, offset, length);
            check();
        }

        @Override
        public void close() throws IOException {
            check();
        }

        private void check() throws IOException {
            print.flush();
            if (print.checkError() || System.out.checkError()) {
                throw new IOException("no space left, or nobody reads it");
            }
        }
    }
}
