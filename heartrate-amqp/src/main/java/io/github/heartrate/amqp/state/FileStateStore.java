package io.github.heartrate.amqp.state;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.amqp.broker.UnusableStateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One file per partition. A crash leaves the old snapshot or the new one, never a part. */
final class FileStateStore implements PartitionStateStore {

    private final Path folder;

    FileStateStore(Path folder) {
        this.folder = requireNonNull(folder, "folder");
    }

    private Path file(int partition) {
        return folder.resolve("partition-" + partition + ".state");
    }

    @Override
    public Optional<byte[]> load(int partition, byte[] initial) {
        if (!Files.isDirectory(folder)) {
            throw new UnusableStateException(folder + " is no folder: create it, or mount what is missing");
        }
        try {
            return Optional.of(Files.readAllBytes(file(partition)));
        } catch (NoSuchFileException e) {
            return Optional.of(initial);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file(partition) + " failed", e);
        }
    }

    @Override
    public CompletableFuture<Void> save(int partition, Stamp stamp, byte[] snapshot) {
        Path target = file(partition);
        Path written = folder.resolve("partition-" + partition + ".new");
        try {
            try (FileChannel out = FileChannel.open(
                    written,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(snapshot);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(new UncheckedIOException("writing " + target + " failed", e));
        }
    }
}
