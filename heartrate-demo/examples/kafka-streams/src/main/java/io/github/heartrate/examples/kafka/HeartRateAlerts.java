package io.github.heartrate.examples.kafka;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.ConsecutiveThresholdDetector;
import io.github.heartrate.DetectorSnapshot;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The detector as a processor: records are keyed by patient, and the store holds the bytes of each patient's snapshot.
 *
 * <p>Ticks go by the wall clock, since stream time stands still when everybody falls silent. So behind a stop of the
 * application itself patients may be told as silent, until their readings that waited are read.
 */
final class HeartRateAlerts implements Processor<String, Reading, String, Alert> {

    static final String STORE = "patients";

    private static final Duration TICK = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofHours(24);

    private final AlarmPolicy policy;
    private ProcessorContext<String, Alert> context;
    private KeyValueStore<String, byte[]> patients;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    HeartRateAlerts(AlarmPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void init(ProcessorContext<String, Alert> processorContext) {
        context = processorContext;
        patients = context.getStateStore(STORE);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, Reading> message) {
        byte[] bytes = patients.get(message.key());
        ConsecutiveThresholdDetector detector =
                bytes == null ? new ConsecutiveThresholdDetector(message.key(), policy) : restore(bytes);
        Outcome outcome = detector.accept(message.value());
        patients.put(message.key(), detector.snapshot().toBytes(policy));
        tell(outcome);
    }

    private void tick(long millis) {
        Instant now = Instant.ofEpochMilli(millis);
        try (KeyValueIterator<String, byte[]> all = patients.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> patient = all.next();
                ConsecutiveThresholdDetector detector = restore(patient.value);
                tell(detector.apply(new Input.Tick(now)));
                boolean isIdle = detector.isIdle(now, IDLE);
                if (isIdle) {
                    tell(detector.expire(now));
                }
                patients.put(patient.key, isIdle ? null : detector.snapshot().toBytes(policy));
            }
        }
    }

    private ConsecutiveThresholdDetector restore(byte[] bytes) {
        return ConsecutiveThresholdDetector.restore(DetectorSnapshot.fromBytes(bytes, policy));
    }

    private void tell(Outcome outcome) {
        for (Alert alert : outcome.alerts()) {
            context.forward(new Record<>(alert.patientId(), alert, alert.time().toEpochMilli()));
        }
    }
}
