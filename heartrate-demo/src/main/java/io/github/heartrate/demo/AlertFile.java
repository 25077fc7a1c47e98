package io.github.heartrate.demo;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.heartrate.Alert;
import io.github.heartrate.amqp.AlertCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes alerts to a file: JSON Lines if its name ends in {@code .jsonl}, else CSV with a header. */
final class AlertFile implements AutoCloseable {

    private final Path file;
    private final Writer out;
    private final boolean json;
    private final AlertCodec codec = new AlertCodec();
    private final CsvWriter csv;

    private AlertFile(Path file, Writer out) {
        this.file = file;
        this.out = out;
        this.json = file.toString().endsWith(".jsonl");
        this.csv = CsvWriter.builder().build(out);
        if (!json) {
            csv.writeRecord(
                    "id",
                    "episode_id",
                    "patient",
                    "condition",
                    "phase",
                    "priority",
                    "time",
                    "onset",
                    "bpm",
                    "limit_bpm",
                    "clear_reason");
        }
    }

    static AlertFile open(Path file) {
        try {
            return new AlertFile(file, Files.newBufferedWriter(file));
        } catch (IOException e) {
            throw OutputFile.failure(file, e);
        }
    }

    synchronized void write(Alert alert) {
        try {
            if (json) {
                out.write(new String(codec.encode(alert), StandardCharsets.UTF_8));
                out.write('\n');
            } else {
                csv.writeRecord(
                        alert.id(),
                        alert.episodeId(),
                        alert.patientId(),
                        alert.condition().name(),
                        alert.phase().name(),
                        alert.priority().name(),
                        alert.time().toString(),
                        alert.onset().toString(),
                        Double.toString(alert.peakBpm()),
                        Double.toString(alert.limitBpm()),
                        alert.clearReason().map(Enum::name).orElse(""));
            }
        } catch (IOException | UncheckedIOException e) {
            throw OutputFile.failure(file, e);
        }
    }

    @Override
    public void close() {
        try {
            csv.close();
        } catch (IOException e) {
            throw OutputFile.failure(file, e);
        }
    }
}
