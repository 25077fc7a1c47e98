package io.github.heartrate.jmh;

import io.github.heartrate.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Flink CEP in its local environment, parallelism 1, in processing time, which needs no watermarks and sorts nothing: three
 * consecutive readings of a patient above the high limit, so half of the rule and no end of an episode. A job is started before each measurement and waits before its first
 * reading; measured is from there until the pattern was found in a last patient's three readings. One operation is one
 * reading.
 */
@State(Scope.Benchmark)
@Fork(
        value = 1,
        jvmArgs = {
            "-Xms3g",
            "-Xmx3g",
            "-XX:+AlwaysPreTouch",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED"
        })
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 4, time = 3)
public class FlinkBenchmark extends Settings {

    private static final int PATIENTS = 1_000;
    private static final int COUNT = 3;
    private static final double HIGH = 100;
    private static final String END = "end";

    // The tasks of a job are copies of what is given to Flink, in the same JVM: statics are how to talk to them.
    private static Reading[] readings = {};
    private static volatile CountDownLatch begin = new CountDownLatch(0);
    private static volatile CountDownLatch end = new CountDownLatch(0);

    @Param({"IN_LIMITS", "MIXED", "ALL_ALARM"})
    public StreamKind stream;

    private JobClient job;

    @Setup
    public void prepare() {
        List<Reading> all = new ArrayList<>(
                Arrays.asList(ReadingStream.of(stream, PATIENTS, 1).slice(0)));
        for (int i = 0; i < COUNT; i++) {
            all.add(new Reading(END, Instant.EPOCH.plusSeconds(i), HIGH + 1));
        }
        readings = all.toArray(new Reading[0]);
    }

    @Setup(Level.Invocation)
    public void start() throws Exception {
        begin = new CountDownLatch(1);
        end = new CountDownLatch(1);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment.getConfig().enableObjectReuse();
        DataStream<Reading> source = environment
                .fromSequence(0, readings.length - 1L)
                .map(FlinkBenchmark::reading)
                .returns(TypeInformation.of(Reading.class));
        Pattern<Reading, ?> high = Pattern.<Reading>begin("high", AfterMatchSkipStrategy.skipPastLastEvent())
                .where(SimpleCondition.of(reading -> reading.bpm() > HIGH))
                .times(COUNT)
                .consecutive();
        CEP.pattern(source.keyBy(Reading::patientId), high)
                .inProcessingTime()
                .process(new Match())
                .sinkTo(new DiscardingSink<>());
        job = environment.executeAsync("benchmark");
    }

    private static Reading reading(long number) throws InterruptedException {
        if (number == 0) {
            begin.await();
        }
        return readings[(int) number];
    }

    private static final class Match extends PatternProcessFunction<Reading, String> {
        private static final long serialVersionUID = 1;

        @Override
        public void processMatch(Map<String, List<Reading>> match, Context context, Collector<String> out) {
            String patientId = match.values().iterator().next().get(0).patientId();
            if (patientId.equals(END)) {
                end.countDown();
            } else {
                out.collect(patientId);
            }
        }
    }

    @Benchmark
    public void timesThreeConsecutive() throws InterruptedException {
        begin.countDown();
        end.await();
    }

    @TearDown(Level.Invocation)
    public void finish() throws ExecutionException, InterruptedException {
        job.getJobExecutionResult().get();
    }
}
