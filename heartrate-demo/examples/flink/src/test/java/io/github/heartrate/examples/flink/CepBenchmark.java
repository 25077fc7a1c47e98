package io.github.heartrate.examples.flink;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;

/**
 * The operator beside Flink CEP's three in a row, in turns, on the same readings and in the same kind of cluster: one
 * slot, so that the rates are per core. {@code nothing} is the job without either. Not a test: run {@code main}.
 */
public final class CepBenchmark {

    private static final int PATIENTS = 1_000;
    private static final long READINGS = 2_000_000;
    private static final int TURNS = 3;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private CepBenchmark() {}

    /** What is done with the readings of each patient. */
    private enum Way {
        NOTHING {
            @Override
            DataStream<?> on(KeyedStream<Reading, String> readings) {
                return readings;
            }
        },
        HEARTRATE {
            @Override
            DataStream<?> on(KeyedStream<Reading, String> readings) {
                return readings.process(new HeartRateAlerts(() -> AlarmPolicy.DEFAULT));
            }
        },
        CEP_TIMES_3 {
            @Override
            DataStream<?> on(KeyedStream<Reading, String> readings) {
                Pattern<Reading, ?> high = Pattern.<Reading>begin("high")
                        .where(SimpleCondition.of(reading -> reading.bpm() > 100))
                        .times(3)
                        .consecutive();
                return CEP.pattern(readings, high).process(new FirstOfThree());
            }
        };

        abstract DataStream<?> on(KeyedStream<Reading, String> readings);
    }

    private static final class FirstOfThree extends PatternProcessFunction<Reading, String> {
        @Override
        public void processMatch(Map<String, List<Reading>> match, Context context, Collector<String> out) {
            out.collect(match.get("high").get(0).patientId());
        }
    }

    /**
     * Runs it.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws Exception {
        for (int turn = 0; turn <= TURNS; turn++) {
            for (Way way : Way.values()) {
                long start = System.nanoTime();
                StreamExecutionEnvironment flink = flink();
                way.on(readings(flink)).sinkTo(new DiscardingSink<>());
                flink.execute();
                double seconds = (System.nanoTime() - start) / 1e9;
                String name = turn == 0 ? "warm-up" : "turn " + turn;
                System.out.printf("%s, %s: %.0f readings/s%n", name, way, READINGS / seconds);
            }
        }
        for (Way way : List.of(Way.HEARTRATE, Way.CEP_TIMES_3)) {
            System.out.printf("%s: %d bytes of checkpoint per patient%n", way, checkpointBytes(way) / PATIENTS);
        }
    }

    private static StreamExecutionEnvironment flink() {
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(1);
        flink.getConfig().enableObjectReuse();
        return flink;
    }

    private static KeyedStream<Reading, String> readings(StreamExecutionEnvironment flink) {
        return flink.fromSource(
                        new DataGeneratorSource<>(CepBenchmark::at, READINGS, TypeInformation.of(Reading.class)),
                        WatermarkStrategy.<Reading>forBoundedOutOfOrderness(Duration.ofSeconds(1))
                                .withTimestampAssigner(
                                        (reading, before) -> reading.timestamp().toEpochMilli()),
                        "readings")
                .keyBy(Reading::patientId);
    }

    /** One patient in ten has a run of five high readings every twenty seconds, and all have single high ones. */
    private static Reading at(long index) {
        int patient = (int) (index % PATIENTS);
        long second = index / PATIENTS;
        boolean isHigh = patient % 10 == 0 ? second % 20 < 5 : (second + patient) % 17 == 0;
        return new Reading("Patient_" + patient, START.plusSeconds(second), isHigh ? 120 : 72);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static long checkpointBytes(Way way) throws Exception {
        OneInputTransformation<Reading, ?> transformation =
                (OneInputTransformation) way.on(readings(flink())).getTransformation();
        StreamOperatorFactory factory = transformation.getOperatorFactory();
        try (KeyedOneInputStreamOperatorTestHarness<String, Reading, Object> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(factory, Reading::patientId, Types.STRING)) {
            harness.open();
            for (long index = 0; index < 30L * PATIENTS; index++) {
                Reading reading = at(index);
                harness.processElement(reading, reading.timestamp().toEpochMilli());
                harness.processWatermark(reading.timestamp().toEpochMilli() - 1);
            }
            return harness.snapshot(1, 1).getManagedKeyedState().getStateSize();
        }
    }
}
