package io.github.heartrate.amqp.internal.session;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.AlertListener;
import io.github.heartrate.InputObserver;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.codec.BatchCodec;
import io.github.heartrate.amqp.codec.Fixed12ReadingCodec;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.codec.MessageCodec;
import io.github.heartrate.amqp.codec.fhir.FhirReadingCodec;
import io.github.heartrate.amqp.codec.hl7.Hl7Codec;
import io.github.heartrate.amqp.observe.AmqpMetrics;
import io.github.heartrate.amqp.observe.Health;
import io.github.heartrate.amqp.state.PartitionStateStore;
import io.github.heartrate.amqp.topology.OnStart;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The options of an instance, as they were when it was built. An immutable value.
 *
 * @param broker where it connects to
 * @param topology whose queues
 * @param onStart whether the topology is declared
 * @param instanceName for operators
 * @param codec with which readings are published
 * @param reads the codecs of other formats that are read
 * @param clock for times that are shown, of ticks and of control inputs
 * @param policy of patients without one of their own
 * @param idleLimit after which silent patients are forgotten
 * @param leapLimit how far ahead an input may be dated without being held
 * @param clockTolerance how far the instances' clocks may differ
 * @param ticksTellTime whether ticks are fed to the monitor
 * @param prefetch the same for every instance
 * @param stateStore keeps the states; empty for the queues on the broker
 * @param listeners told of alerts
 * @param observers told of every input and what came of it
 * @param healthListeners told of changes of health
 * @param metrics told of counts and times
 * @param protocol decides what a session does
 * @param effectsHook wraps the effects, to inject faults in tests
 */
public record Settings(
        Broker broker,
        Topology topology,
        OnStart onStart,
        String instanceName,
        MessageCodec codec,
        List<MessageCodec> reads,
        Clock clock,
        AlarmPolicy policy,
        Duration idleLimit,
        Duration leapLimit,
        Duration clockTolerance,
        boolean ticksTellTime,
        int prefetch,
        Optional<PartitionStateStore> stateStore,
        List<AlertListener> listeners,
        List<InputObserver> observers,
        List<Consumer<Health>> healthListeners,
        AmqpMetrics metrics,
        SessionProtocol protocol,
        UnaryOperator<SessionEffects> effectsHook) {

    public Settings {
        reads = List.copyOf(reads);
        listeners = List.copyOf(listeners);
        observers = List.copyOf(observers);
        healthListeners = List.copyOf(healthListeners);
    }

    /** Those of every known format; the chosen one is first, and reads what has no content type. */
    List<MessageCodec> codecs() {
        List<MessageCodec> all = new ArrayList<>();
        all.add(codec);
        all.addAll(reads);
        all.addAll(List.of(
                new JsonReadingCodec(),
                new BatchCodec(),
                new FhirReadingCodec(),
                new Hl7Codec(),
                new Fixed12ReadingCodec()));
        return List.copyOf(all);
    }
}
