package io.github.heartrate.examples.flink;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.ConsecutiveThresholdDetector;
import io.github.heartrate.DetectorSnapshot;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The detector as an operator: key the readings by patient. Each patient's state is the bytes of a snapshot, which later
 * versions of the library go on reading. Event-time timers are its ticks; they end when the patient is idle or the input
 * has ended. Readings that were not judged go to {@link #NOT_JUDGED}.
 */
public final class HeartRateAlerts extends KeyedProcessFunction<String, Reading, PatientAlert> {

    /** Readings that are late, implausible or in conflict with another one. */
    public static final OutputTag<Reading> NOT_JUDGED = new OutputTag<>("not-judged") {};

    private static final long TICK_MILLIS = Duration.ofSeconds(10).toMillis();
    private static final Duration IDLE = Duration.ofHours(24);

    private final PolicySource source;
    private transient AlarmPolicy policy;
    private transient ValueState<byte[]> patient;

    /** Where each task takes the policy from: it is sent to the tasks, which a policy itself cannot be. */
    public interface PolicySource extends Supplier<AlarmPolicy>, Serializable {}

    public HeartRateAlerts(PolicySource source) {
        this.source = source;
    }

    @Override
    public void open(OpenContext context) {
        policy = source.get();
        patient = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("patient", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void processElement(Reading reading, Context context, Collector<PatientAlert> out) throws Exception {
        ConsecutiveThresholdDetector detector = detector(reading.patientId());
        Outcome outcome = detector.accept(reading);
        keep(detector, outcome, out);
        if (outcome.verdict() == Verdict.ACCEPTED) {
            context.timerService()
                    .registerEventTimeTimer(nextTick(reading.timestamp().toEpochMilli()));
        } else if (outcome.verdict() != Verdict.DUPLICATE) {
            context.output(NOT_JUDGED, reading);
        }
    }

    @Override
    public void onTimer(long millis, OnTimerContext context, Collector<PatientAlert> out) throws Exception {
        if (context.timerService().currentWatermark() == Long.MAX_VALUE) {
            return; // The input has ended, which is no silence.
        }
        Instant now = Instant.ofEpochMilli(millis);
        ConsecutiveThresholdDetector detector = detector(context.getCurrentKey());
        keep(detector, detector.apply(new Input.Tick(now)), out);
        if (detector.isIdle(now, IDLE)) {
            tell(detector.expire(now), out);
            patient.clear();
        } else {
            context.timerService().registerEventTimeTimer(nextTick(millis));
        }
    }

    private ConsecutiveThresholdDetector detector(String patientId) throws Exception {
        byte[] bytes = patient.value();
        return bytes == null
                ? new ConsecutiveThresholdDetector(patientId, policy)
                : ConsecutiveThresholdDetector.restore(DetectorSnapshot.fromBytes(bytes, policy));
    }

    private void keep(ConsecutiveThresholdDetector detector, Outcome outcome, Collector<PatientAlert> out)
            throws Exception {
        patient.update(detector.snapshot().toBytes(policy));
        tell(outcome, out);
    }

    private static void tell(Outcome outcome, Collector<PatientAlert> out) {
        for (Alert alert : outcome.alerts()) {
            out.collect(PatientAlert.of(alert));
        }
    }

    private static long nextTick(long millis) {
        return (Math.floorDiv(millis, TICK_MILLIS) + 1) * TICK_MILLIS;
    }
}
