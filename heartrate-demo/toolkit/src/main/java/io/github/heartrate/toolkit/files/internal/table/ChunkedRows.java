package io.github.heartrate.toolkit.files.internal.table;

import de.siegmar.fastcsv.reader.CsvReader;
import io.github.heartrate.toolkit.files.internal.tally.Cores;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.internal.steps.PatientTrack;
import io.github.heartrate.toolkit.telemetry.internal.text.StrictText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a table in pieces. Several threads parse them; the calling thread cuts the file, and joins what was
 * parsed in the order of the file: it alone judges rows, counts them and hands readings on, so that nothing depends on
 * how many threads there are. Odd rows are parsed by the calling thread as all rows of other tables are; where a
 * piece does not tell where a record ends, so is all that follows.
 */
final class ChunkedRows {

    private final Pass pass;
    private final PlainShape shape;
    private final RowCursor cursor;
    private final TableRows rows;
    private final LocalHours hours;
    private final PatientTrack[] ofColumns;
    private final boolean isLong;
    private final int rates;
    private final Deque<FutureTask<Chunk>> ahead = new ArrayDeque<>();
    private final Deque<Chunk> free = new ArrayDeque<>();
    private Instant time = Instant.EPOCH;
    private long lines;

    ChunkedRows(Pass pass, PlainShape shape, RowCursor cursor, TableRows rows, LocalHours hours) {
        this.pass = pass;
        this.shape = shape;
        this.cursor = cursor;
        this.rows = rows;
        this.hours = hours;
        this.isLong = shape.layout().hasPatientColumn();
        this.rates = shape.layout().rateColumns().size();
        this.ofColumns =
                shape.layout().patients().stream().map(pass.patients()::intern).toArray(PatientTrack[]::new);
    }

    /** Reads what a file has below its header. */
    void read(Chunks chunks) throws IOException {
        Cores cores = pass.cores();
        lines = chunks.linesAbove();
        if (cores.parsers() == 0) {
            read(chunks, FutureTask::run, 1);
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(cores.parsers(), task -> {
            Thread thread = new Thread(task, "heartrate-rows");
            thread.setDaemon(true);
            return thread;
        });
        try {
            read(chunks, threads::execute, 2 * cores.parsers() + 1);
        } finally {
            threads.shutdownNow();
        }
    }

    /** What parses a chunk, now or at some time. */
    private interface Parsing {
        void begin(FutureTask<Chunk> task);
    }

    private void read(Chunks chunks, Parsing parsing, int most) throws IOException {
        boolean hasMore = true;
        while (true) {
            while (hasMore && ahead.size() < most) {
                Chunk chunk = free.isEmpty() ? newChunk() : free.remove();
                hasMore = chunks.fill(chunk);
                if (hasMore) {
                    FutureTask<Chunk> task = new FutureTask<>(chunk::parse);
                    parsing.begin(task);
                    ahead.add(task);
                }
            }
            if (ahead.isEmpty()) {
                chunks.throwFailure();
                return;
            }
            Chunk chunk = parsed(ahead.remove());
            int rest = handOn(chunk);
            if (rest != Chunk.NONE) {
                readOn(chunk, rest, chunks);
                return;
            }
            free.add(chunk);
        }
    }

    private Chunk newChunk() {
        return new Chunk(
                shape.parser(),
                shape.layout().rateColumns().size(),
                pass.cores().chunkBytes());
    }

    private Chunk parsed(FutureTask<Chunk> task) {
        try {
            task.run(); // unless a thread has begun it: one that died for lack of memory would be waited for
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TelemetryException(pass.file() + ": reading was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Hands a piece's readings on; gives where one reader has to go on, {@link Chunk#NONE} if nowhere. */
    private int handOn(Chunk chunk) throws IOException {
        String[] ids = chunk.patientIds();
        PatientTrack[] patients = new PatientTrack[ids.length];
        for (int i = 0; i < ids.length; i++) {
            patients[i] = pass.patients().intern(ids[i]);
        }
        int row = 0;
        for (int run = 0; run < chunk.runs(); run++) {
            handOn(chunk, patients, row, chunk.rowsBefore(run));
            row = chunk.rowsBefore(run);
            String text = text(chunk, run);
            if (text == null) {
                lines += chunk.linesBefore(run);
                return chunk.runFrom(run);
            }
            handOn(text, lines + chunk.linesBefore(run));
        }
        handOn(chunk, patients, row, chunk.rows());
        lines += chunk.lines();
        return chunk.rest();
    }

    private void handOn(Chunk chunk, PatientTrack[] patients, int from, int to) {
        for (int row = from; row < to; row++) {
            handOn(chunk, patients, row);
        }
    }

    private void handOn(Chunk chunk, PatientTrack[] patients, int row) {
        PatientTrack patient = isLong ? patients[chunk.patient(row)] : ofColumns[0];
        Instant settled = settled(patient, time(chunk.second(row), chunk.nano(row)));
        for (int rate = 0; rate < rates; rate++) {
            rows.handOn(isLong ? patient : ofColumns[rate], settled, rate, chunk.rate(row, rate));
        }
    }

    /** Readings of several patients often have one time. */
    private Instant time(long second, int nano) {
        if (time.getEpochSecond() != second || time.getNano() != nano) {
            time = Instant.ofEpochSecond(second, nano);
        }
        return time;
    }

    /** A plain row's time comes once, but it tells the order of those that come twice. */
    private Instant settled(PatientTrack patient, Instant first) {
        shape.times().clock().begin();
        Instant settled = hours.settle(patient, first);
        return settled == null ? first : settled;
    }

    private void handOn(String text, long linesBefore) throws IOException {
        cursor.beginAfter(linesBefore);
        try (CsvReader<RowCursor> csv = CsvTable.csv(shape.separator()).build(cursor, text)) {
            rows.read(csv.iterator());
        }
    }

    /** A run of odd rows; null if it is malformed. */
    private @Nullable String text(Chunk chunk, int run) {
        int from = chunk.runFrom(run);
        try {
            return shape.charset()
                    .newDecoder()
                    .decode(ByteBuffer.wrap(chunk.bytes(), from, chunk.runTo(run) - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Reads all that follows as it stands. */
    private void readOn(Chunk chunk, int from, Chunks chunks) throws IOException {
        InputStream in = new ByteArrayInputStream(chunk.bytes(), from, chunk.length() - from);
        for (FutureTask<Chunk> task : ahead) {
            Chunk next = parsed(task);
            in = new SequenceInputStream(in, new ByteArrayInputStream(next.bytes(), 0, next.length()));
        }
        in = new SequenceInputStream(in, chunks.rest());
        cursor.beginAfter(0);
        StrictText text = StrictText.after(chunk.offset() + from, in, shape.charset());
        try (CsvReader<RowCursor> csv = CsvTable.csv(shape.separator()).build(cursor, new NumberedText(lines, text))) {
            rows.read(csv.iterator());
        }
    }
}
