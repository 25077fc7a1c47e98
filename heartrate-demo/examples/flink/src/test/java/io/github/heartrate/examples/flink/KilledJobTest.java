package io.github.heartrate.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A streaming job on Flink's own small cluster that dies in the middle of runs, several times, behind a checkpoint. */
class KilledJobTest {

    private static final int READINGS = 20_000;
    private static final int DEATHS = 3;

    @TempDir
    private Path folder;

    @Test
    void killedJobGivesTheAlertsOfTheCore() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, DEATHS);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        flink.setParallelism(2);

        List<String> ids = new ArrayList<>();
        try (CloseableIterator<PatientAlert> alerts = flink.fromSource(
                        new DataGeneratorSource<>(
                                Readings::at,
                                READINGS,
                                RateLimiterStrategy.perSecond(READINGS / 2.0),
                                TypeInformation.of(Reading.class)),
                        WatermarkStrategy.<Reading>forBoundedOutOfOrderness(Duration.ofSeconds(1))
                                .withTimestampAssigner(
                                        (reading, before) -> reading.timestamp().toEpochMilli()),
                        "readings")
                .setParallelism(1)
                .map(new Mortal())
                .setParallelism(1)
                .keyBy(Reading::patientId)
                .process(new HeartRateAlerts(() -> AlarmPolicy.DEFAULT))
                .executeAndCollect()) {
            alerts.forEachRemaining(alert -> ids.add(alert.id()));
        }

        assertThat(Mortal.DEATHS_SO_FAR).hasValue(DEATHS);
        assertThat(ids).containsExactlyInAnyOrderElementsOf(Readings.alertIds(READINGS));
    }

    /** Lets readings pass, and dies some readings after each of the first checkpoints. */
    private static final class Mortal extends RichMapFunction<Reading, Reading> implements CheckpointListener {

        private static final AtomicInteger DEATHS_SO_FAR = new AtomicInteger();

        private transient int left;

        @Override
        public void open(OpenContext context) {
            left = Integer.MAX_VALUE;
        }

        @Override
        public Reading map(Reading reading) {
            if (--left == 0) {
                DEATHS_SO_FAR.incrementAndGet();
                throw new IllegalStateException("the job dies");
            }
            return reading;
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            if (DEATHS_SO_FAR.get() < DEATHS && left > READINGS) {
                left = 57;
            }
        }
    }
}
