package io.github.heartrate.amqp;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.AlertListener;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Collects the options of a {@link HeartRateAmqp}. Not safe for use by several threads. */
public final class HeartRateAmqpBuilder {

    private static final int PARTITIONS = 4;
    private static final int PREFETCH = 2_000;
    private static final int MIN_PREFETCH = CommitPace.FULL_DELIVERIES;
    private static final Duration LEAST_TOLERANCE = Duration.ofSeconds(30);
    private static final int MAX_PREFETCH = 65_535;

    private final List<Broker> brokers = new ArrayList<>();
    private Topology topology = Topology.partitioned(PARTITIONS);
    private AlarmPolicy policy = AlarmPolicy.DEFAULT;
    private Duration idleLimit = Duration.ofHours(24);
    private Duration leapLimit = Duration.ofHours(24);
    private Duration clockTolerance = TickGuard.TOLERANCE;
    private int prefetch = PREFETCH;
    private final List<AlertListener> listeners = new ArrayList<>();
    private final List<BiConsumer<Input, Outcome>> observers = new ArrayList<>();
    AmqpMetrics metrics = AmqpMetrics.NONE;
    private SessionProtocol protocol = SessionProtocol.DEFAULT;
    private UnaryOperator<SessionEffects> effectsHook = UnaryOperator.identity();
    Optional<PartitionStateStore> stateStore = Optional.empty();
    OnStart onStart = OnStart.DECLARE;
    String instanceName = UUID.randomUUID().toString().substring(0, 8);
    private Optional<ReadingCodec> codec = Optional.empty();
    Clock clock = Clock.systemUTC();
    private TimeSource timeSource = TimeSource.TICKS;

    HeartRateAmqpBuilder() {}

    /**
     * Adds a broker by its URI; with several, which must be of one cluster, the first that takes a
     * connection is used.
     *
     * @param value such as {@code amqp://user:password@host:5672/vhost}; see {@link Broker#of(URI)}
     * @return this builder
     * @throws IllegalArgumentException if it is no such URI; the message does not show it
     */
    public HeartRateAmqpBuilder uri(String value) {
        URI uri;
        try {
            uri = URI.create(value);
        } catch (IllegalArgumentException e) {
            // Neither the message nor the cause of the exception may show the password.
            throw new IllegalArgumentException("a broker must look like amqp://user:password@host:port/vhost");
        }
        return broker(Broker.of(uri));
    }

    /**
     * Adds a broker; with several, which must be of one cluster, the first that takes a
     * connection is used.
     *
     * @param value how to connect
     * @return this builder
     */
    public HeartRateAmqpBuilder broker(Broker value) {
        brokers.add(requireNonNull(value, "broker"));
        return this;
    }

    /**
     * Sets the number of partitions of the default layout.
     *
     * @param value at least 1, the same for every instance and publisher, and not to be changed later; default 4
     * @return this builder
     * @throws IllegalArgumentException if there is no partition
     */
    public HeartRateAmqpBuilder partitions(int value) {
        return topology(Topology.partitioned(value));
    }

    /**
     * Sets the layout.
     *
     * @param value default {@link Topology#partitioned} with 4 partitions. {@link Topology#queuePerPatient} has no
     *     standby and no ticks: its state is in memory unless a store is given
     * @return this builder
     */
    public HeartRateAmqpBuilder topology(Topology value) {
        topology = requireNonNull(value, "topology");
        return this;
    }

    /**
     * Sets whether the topology is declared.
     *
     * @param value default {@link OnStart#DECLARE}
     * @return this builder
     */
    public HeartRateAmqpBuilder onStart(OnStart value) {
        onStart = requireNonNull(value, "onStart");
        return this;
    }

    /**
     * Sets where the partitions' states are kept.
     *
     * @param value default a queue on the broker for each partition
     * @return this builder
     */
    public HeartRateAmqpBuilder stateStore(PartitionStateStore value) {
        stateStore = Optional.of(value);
        return this;
    }

    /**
     * Sets the policy of patients that have none of their own.
     *
     * @param value the same for every instance; default {@link AlarmPolicy#DEFAULT}
     * @return this builder
     */
    public HeartRateAmqpBuilder policy(AlarmPolicy value) {
        policy = requireNonNull(value, "policy");
        return this;
    }

    /**
     * Sets after how long a silence a patient is forgotten that nobody counts on: not admitted, without a policy of its
     * own, and without a physiological alarm.
     *
     * @param value positive, the same for every instance; default 24 hours
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public HeartRateAmqpBuilder idleLimit(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("idleLimit must be positive: " + value);
        }
        idleLimit = value;
        return this;
    }

    /**
     * Sets how far ahead of the known time an input may be dated without being held until another one confirms it. For
     * recordings that are fed faster than they were taken set {@link AlarmPolicy#UNLIMITED}.
     *
     * @param value positive, the same for every instance; default 24 hours. Before the first tick it is at least 366 days
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     * @see HeartRateMonitor.Builder#leapLimit
     */
    public HeartRateAmqpBuilder leapLimit(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("leapLimit must be positive: " + value);
        }
        leapLimit = value;
        return this;
    }

    /**
     * Sets how far the instances' clocks may differ. Where they differ by more, the messages' own times decide which of
     * them are believed, else the majority of the instances, else the earlier one is. Ticks of the others are refused,
     * counted, and shown in {@link HeartRateAmqp#health}.
     *
     * @param value at least 30 s, the same for every instance; default 5 minutes
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public HeartRateAmqpBuilder clockTolerance(Duration value) {
        if (value.compareTo(LEAST_TOLERANCE) < 0) {
            throw new IllegalArgumentException("clockTolerance must be at least " + LEAST_TOLERANCE + ": " + value);
        }
        clockTolerance = value;
        return this;
    }

    /**
     * Sets how many messages of a partition may be unacknowledged. So many are held in memory at most, whatever their size.
     *
     * @param value 500 to 65,535, the same for every instance, else messages are reordered; default 2,000
     * @return this builder
     * @throws IllegalArgumentException if it is outside these bounds
     */
    public HeartRateAmqpBuilder prefetch(int value) {
        if (value < MIN_PREFETCH || value > MAX_PREFETCH) {
            throw new IllegalArgumentException(
                    "prefetch must be from " + MIN_PREFETCH + " to " + MAX_PREFETCH + ": " + value);
        }
        prefetch = value;
        return this;
    }

    /**
     * Adds a listener for the alerts of the partitions that this instance is active on. It is told at least once of each
     * alert, repeats with an equal id, on the partition's thread: a slow one slows the partition down.
     *
     * @param value if it throws, that is logged
     * @return this builder
     */
    public HeartRateAmqpBuilder alertListener(AlertListener value) {
        listeners.add(requireNonNull(value, "alertListener"));
        return this;
    }

    /**
     * Adds an observer of every input, and of what came of it, on the partitions that this instance is active on. It is
     * told at least once, before the input is committed, on the partition's thread: a slow one slows the partition down.
     *
     * @param value if it throws, that is logged
     * @return this builder
     */
    public HeartRateAmqpBuilder observer(BiConsumer<Input, Outcome> value) {
        observers.add(requireNonNull(value, "observer"));
        return this;
    }

    /**
     * Sets how single readings are published, and how a message without a {@code content_type} is read.
     *
     * @param value default {@link JsonReadingCodec}, or {@link Fixed12ReadingCodec} for one queue a patient
     * @return this builder
     */
    public HeartRateAmqpBuilder codec(ReadingCodec value) {
        codec = Optional.of(value);
        return this;
    }

    /**
     * Sets who is told of counts and times.
     *
     * @param value default {@link AmqpMetrics#NONE}
     * @return this builder
     */
    public HeartRateAmqpBuilder metrics(AmqpMetrics value) {
        metrics = requireNonNull(value, "metrics");
        return this;
    }

    /**
     * Names the instance for operators, in connection names and consumer tags.
     *
     * @param value not blank; default random
     * @return this builder
     * @throws IllegalArgumentException if it is blank
     */
    public HeartRateAmqpBuilder instanceName(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("instanceName must not be blank");
        }
        instanceName = value;
        return this;
    }

    /**
     * Sets the clock of ticks and control inputs.
     *
     * @param value default the system's
     * @return this builder
     */
    public HeartRateAmqpBuilder clock(Clock value) {
        clock = requireNonNull(value, "clock");
        return this;
    }

    /**
     * Sets what tells the time.
     *
     * @param value the same for every instance; default {@link TimeSource#TICKS}
     * @return this builder
     */
    public HeartRateAmqpBuilder timeSource(TimeSource value) {
        timeSource = requireNonNull(value, "timeSource");
        return this;
    }

    HeartRateAmqpBuilder protocol(SessionProtocol value) {
        protocol = value;
        return this;
    }

    HeartRateAmqpBuilder effectsHook(UnaryOperator<SessionEffects> value) {
        effectsHook = value;
        return this;
    }

    /**
     * Makes the instance; {@link HeartRateAmqp#start} starts it.
     *
     * @return a new instance, to be closed
     * @throws IllegalStateException if no broker was given
     */
    public HeartRateAmqp build() {
        if (brokers.isEmpty()) {
            throw new IllegalStateException("a broker must be given, by uri or broker");
        }
        if (!topology.isPartitioned() && stateStore.isEmpty()) {
            stateStore = Optional.of(PartitionStateStore.memory());
        }
        return new HeartRateAmqp(this);
    }

    Topology topologyInUse() {
        return stateStore.isPresent() ? topology.withoutStateQueues() : topology;
    }

    SessionContext context(InstanceBook instances, ClockWatch clocks, PartitionStateStore store) {
        SessionProtocol rules = topology.isPartitioned() ? protocol : protocol.withoutTicks();
        return new SessionContext(
                topologyInUse(),
                policy,
                idleLimit,
                leapLimit,
                clockTolerance,
                prefetch,
                decoder(),
                store,
                rules,
                List.copyOf(listeners),
                List.copyOf(observers),
                metrics,
                timeSource,
                instances,
                clocks,
                clock,
                effectsHook);
    }

    Broker broker() {
        return Broker.firstOf(brokers);
    }

    ReadingCodec codec() {
        return codec.orElseGet(() -> topology.isPartitioned() ? new JsonReadingCodec() : new Fixed12ReadingCodec());
    }

    private MessageDecoder decoder() {
        ReadingCodec first = codec();
        ReadingCodec[] others = Stream.of(new JsonReadingCodec(), new Fixed12ReadingCodec())
                .filter(codec -> !codec.contentType().equals(first.contentType()))
                .toArray(ReadingCodec[]::new);
        return new MessageDecoder(first, others);
    }
}
