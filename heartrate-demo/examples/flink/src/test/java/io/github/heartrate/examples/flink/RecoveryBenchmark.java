package io.github.heartrate.examples.flink;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * How long a job takes, after a task has died, until it raises an alert for a reading that had not been judged before. The
 * cluster is one process and goes on; a checkpoint is made per second, on the disk, compressed or not. Not a test: run {@code main}.
 */
public final class RecoveryBenchmark {

    private static final int DEATHS = 3;
    private static final int PER_SECOND = 20_000;
    private static final long READINGS = 20L * PER_SECOND;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final List<Long> RECOVERY_MILLIS = new CopyOnWriteArrayList<>();
    private static volatile long died;
    private static volatile Instant newest = START;
    private static volatile Path folder = Path.of("");
    private static volatile long checkpointBytes;

    private RecoveryBenchmark() {}

    /**
     * Runs it.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws Exception {
        for (int patients : new int[] {1_000, 100_000}) {
            for (boolean isCompressed : new boolean[] {false, true}) {
                RECOVERY_MILLIS.clear();
                died = 0;
                newest = START;
                folder = Files.createTempDirectory("recovery");
                run(patients, isCompressed);
                System.out.printf(
                        "%,d patients, %s: %d bytes of checkpoint per patient, a new alert after %s ms%n",
                        patients,
                        isCompressed ? "compressed" : "as it is",
                        checkpointBytes / patients,
                        RECOVERY_MILLIS);
                delete(folder);
            }
        }
    }

    private static void run(int patients, boolean isCompressed) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, DEATHS);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        flink.getConfig().setUseSnapshotCompression(isCompressed);
        flink.fromSource(
                        new DataGeneratorSource<>(
                                index -> at(index, patients),
                                READINGS,
                                RateLimiterStrategy.perSecond(PER_SECOND),
                                TypeInformation.of(Reading.class)),
                        WatermarkStrategy.<Reading>forBoundedOutOfOrderness(Duration.ofSeconds(1))
                                .withTimestampAssigner(
                                        (reading, before) -> reading.timestamp().toEpochMilli()),
                        "readings")
                .map(new Mortal())
                .keyBy(Reading::patientId)
                .process(new HeartRateAlerts(() -> AlarmPolicy.DEFAULT))
                .map(new Watch())
                .sinkTo(new DiscardingSink<>());
        flink.execute();
    }

    /** In each second another twentieth of the patients begins a run of five high readings. */
    private static Reading at(long index, int patients) {
        int patient = (int) (index % patients);
        long second = index / patients;
        boolean isHigh = (second + patient) % 20 < 5;
        return new Reading(
                "Patient_" + patient,
                START.plusSeconds(second).plusNanos(1_000_000_000L / patients * patient),
                isHigh ? 120 : 72);
    }

    /** Dies half a second of readings after a checkpoint, once eight seconds have filled the state. */
    private static final class Mortal extends RichMapFunction<Reading, Reading> implements CheckpointListener {

        private long left = Long.MAX_VALUE;
        private long passed;

        @Override
        public Reading map(Reading reading) {
            passed++;
            if (--left == 0) {
                died = System.nanoTime();
                throw new IllegalStateException("the task dies");
            }
            return reading;
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            boolean isFilled = RECOVERY_MILLIS.isEmpty() ? passed > 8L * PER_SECOND : passed > 2L * PER_SECOND;
            if (isFilled && RECOVERY_MILLIS.size() < DEATHS && left > PER_SECOND && died == 0) {
                checkpointBytes = size(checkpoint).orElse(checkpointBytes);
                left = PER_SECOND / 2;
            }
        }
    }

    /** Runs on the thread of the operator; what it sees after a death, before it is opened again, was on its way. */
    private static final class Watch extends RichMapFunction<PatientAlert, PatientAlert> {

        private transient boolean isOpenedAgain;

        @Override
        public void open(OpenContext context) {
            isOpenedAgain = died != 0;
        }

        @Override
        public PatientAlert map(PatientAlert alert) {
            boolean isNew = alert.time().isAfter(newest);
            if (isNew) {
                newest = alert.time();
            }
            if (isNew && isOpenedAgain) {
                RECOVERY_MILLIS.add((System.nanoTime() - died) / 1_000_000);
                isOpenedAgain = false;
                died = 0;
            }
            return alert;
        }
    }

    private static Optional<Long> size(long checkpoint) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().contains("chk-" + checkpoint))
                    .filter(Files::isRegularFile)
                    .map(file -> file.toFile().length())
                    .reduce(Long::sum);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // Flink has deleted an older one meanwhile.
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
