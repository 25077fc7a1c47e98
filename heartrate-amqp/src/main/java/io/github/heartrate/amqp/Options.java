package io.github.heartrate.amqp;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.AlertListener;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.InputObserver;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.codec.Fixed12ReadingCodec;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.codec.MessageCodec;
import io.github.heartrate.amqp.internal.session.CommitPace;
import io.github.heartrate.amqp.internal.session.SessionEffects;
import io.github.heartrate.amqp.internal.session.SessionProtocol;
import io.github.heartrate.amqp.internal.session.Settings;
import io.github.heartrate.amqp.internal.session.TickGuard;
import io.github.heartrate.amqp.observe.AmqpMetrics;
import io.github.heartrate.amqp.observe.Health;
import io.github.heartrate.amqp.state.PartitionStateStore;
import io.github.heartrate.amqp.topology.OnStart;
import io.github.heartrate.amqp.topology.Topology;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The options of an instance, for {@link HeartRateAmqp.Builder}, which is what applications name.
 *
 * @param <B> the builder, returned by each option
 */
abstract class Options<B extends Options<B>> {

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
    private final List<InputObserver> observers = new ArrayList<>();
    private final List<Consumer<Health>> healthListeners = new ArrayList<>();
    private AmqpMetrics metrics = AmqpMetrics.NONE;
    private SessionProtocol protocol = SessionProtocol.DEFAULT;
    private UnaryOperator<SessionEffects> effectsHook = UnaryOperator.identity();
    private Optional<PartitionStateStore> stateStore = Optional.empty();
    private OnStart onStart = OnStart.DECLARE;
    private String instanceName = UUID.randomUUID().toString().substring(0, 8);
    private Optional<MessageCodec> codec = Optional.empty();
    private final List<MessageCodec> reads = new ArrayList<>();
    private Clock clock = Clock.systemUTC();
    private TimeSource timeSource = TimeSource.TICKS;

    /**
     * Adds a broker by its URI; with several, which must be of one cluster, the first that takes a
     * connection is used.
     *
     * @param value such as {@code amqp://user:password@host:5672/vhost}; see {@link Broker#of(URI)}
     * @return this builder
     * @throws IllegalArgumentException if it is no such URI; the message does not show it
     */
    public final B uri(String value) {
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
    public final B broker(Broker value) {
        brokers.add(requireNonNull(value, "broker"));
        return self();
    }

    /**
     * Sets the number of partitions of the default layout.
     *
     * @param value at least 1, the same for every instance and publisher, and not to be changed later; default 4
     * @return this builder
     * @throws IllegalArgumentException if there is no partition
     */
    public final B partitions(int value) {
        return topology(Topology.partitioned(value));
    }

    /**
     * Sets the layout.
     *
     * @param value default {@link Topology#partitioned} with 4 partitions. {@link Topology#queuePerPatient} has no
     *     standby and no ticks: its state is in memory unless a store is given
     * @return this builder
     */
    public final B topology(Topology value) {
        topology = requireNonNull(value, "topology");
        return self();
    }

    /**
     * Sets whether the topology is declared.
     *
     * @param value default {@link OnStart#DECLARE}
     * @return this builder
     */
    public final B onStart(OnStart value) {
        onStart = requireNonNull(value, "onStart");
        return self();
    }

    /**
     * Sets where the partitions' states are kept.
     *
     * @param value default a queue on the broker for each partition
     * @return this builder
     */
    public final B stateStore(PartitionStateStore value) {
        stateStore = Optional.of(value);
        return self();
    }

    /**
     * Sets the policy of patients that have none of their own.
     *
     * @param value the same for every instance; default {@link AlarmPolicy#DEFAULT}
     * @return this builder
     */
    public final B policy(AlarmPolicy value) {
        policy = requireNonNull(value, "policy");
        return self();
    }

    /**
     * Sets after how long a silence a patient is forgotten that nobody counts on: not admitted, without a policy of its
     * own, and without a physiological alarm.
     *
     * @param value positive, the same for every instance; default 24 hours
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public final B idleLimit(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("idleLimit must be positive: " + value);
        }
        idleLimit = value;
        return self();
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
    public final B leapLimit(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("leapLimit must be positive: " + value);
        }
        leapLimit = value;
        return self();
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
    public final B clockTolerance(Duration value) {
        if (value.compareTo(LEAST_TOLERANCE) < 0) {
            throw new IllegalArgumentException("clockTolerance must be at least " + LEAST_TOLERANCE + ": " + value);
        }
        clockTolerance = value;
        return self();
    }

    /**
     * Sets how many messages of a partition may be unacknowledged. So many are held in memory at most, whatever their size.
     *
     * @param value 500 to 65,535, the same for every instance, else messages are reordered; default 2,000
     * @return this builder
     * @throws IllegalArgumentException if it is outside these bounds
     */
    public final B prefetch(int value) {
        if (value < MIN_PREFETCH || value > MAX_PREFETCH) {
            throw new IllegalArgumentException(
                    "prefetch must be from " + MIN_PREFETCH + " to " + MAX_PREFETCH + ": " + value);
        }
        prefetch = value;
        return self();
    }

    /**
     * Adds a listener for the alerts of the partitions that this instance is active on. It is told at least once of each
     * alert, repeats with an equal id, on the partition's thread: a slow one slows the partition down.
     *
     * @param value if it throws, that is logged
     * @return this builder
     */
    public final B listener(AlertListener value) {
        listeners.add(requireNonNull(value, "listener"));
        return self();
    }

    /**
     * Adds an observer of every input, and of what came of it, on the partitions that this instance is active on. It is
     * told at least once, before the input is committed, on the partition's thread: a slow one slows the partition down.
     *
     * @param value if it throws, that is logged
     * @return this builder
     */
    public final B observer(InputObserver value) {
        observers.add(requireNonNull(value, "observer"));
        return self();
    }

    /**
     * Adds a listener for changes of {@link HeartRateAmqp#health}: of a status, a cause or a reason, not of lags. It is
     * told first when the instance starts, one health after another, within half a second; what changes back sooner
     * may be missed. A slow listener delays only the next health.
     *
     * @param value if it throws, that is logged
     * @return this builder
     */
    public final B onHealthChange(Consumer<Health> value) {
        healthListeners.add(requireNonNull(value, "onHealthChange"));
        return self();
    }

    /**
     * Sets how readings are published, and how a message without a {@code content_type} is read.
     *
     * @param value default {@link JsonReadingCodec}, or {@link Fixed12ReadingCodec} for one queue per patient
     * @return this builder
     */
    public final B codec(MessageCodec value) {
        codec = Optional.of(value);
        return self();
    }

    /**
     * Adds a format that is read. Those of this library that need no settings are always read. If several codecs read the
     * same {@code content_type}, the one of {@link #codec(MessageCodec)} is used, then the first that was added.
     *
     * @param value in its own settings, such as the codes of what is a heart rate
     * @return this builder
     */
    public final B reads(MessageCodec value) {
        reads.add(requireNonNull(value, "reads"));
        return self();
    }

    /**
     * Sets who is told of counts and times.
     *
     * @param value default {@link AmqpMetrics#NONE}
     * @return this builder
     */
    public final B metrics(AmqpMetrics value) {
        metrics = requireNonNull(value, "metrics");
        return self();
    }

    /**
     * Names the instance for operators, in connection names and consumer tags.
     *
     * @param value not blank; default random
     * @return this builder
     * @throws IllegalArgumentException if it is blank
     */
    public final B instanceName(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("instanceName must not be blank");
        }
        instanceName = value;
        return self();
    }

    /**
     * Sets the clock of ticks and control inputs.
     *
     * @param value default the system's
     * @return this builder
     */
    public final B clock(Clock value) {
        clock = requireNonNull(value, "clock");
        return self();
    }

    /**
     * Sets what tells the time.
     *
     * @param value the same for every instance; default {@link TimeSource#TICKS}
     * @return this builder
     */
    public final B timeSource(TimeSource value) {
        timeSource = requireNonNull(value, "timeSource");
        return self();
    }

    final B protocol(SessionProtocol value) {
        protocol = value;
        return self();
    }

    final B effectsHook(UnaryOperator<SessionEffects> value) {
        effectsHook = value;
        return self();
    }

    final Settings settings() {
        if (brokers.isEmpty()) {
            throw new IllegalStateException("a broker must be given, by uri or broker");
        }
        boolean hasTicks = topology.isPartitioned();
        Optional<PartitionStateStore> store =
                hasTicks ? stateStore : stateStore.or(() -> Optional.of(PartitionStateStore.memory()));
        return new Settings(
                Broker.firstOf(brokers),
                store.isPresent() ? topology.withoutStateQueues() : topology,
                onStart,
                instanceName,
                codec.orElseGet(() -> hasTicks ? new JsonReadingCodec() : new Fixed12ReadingCodec()),
                reads,
                clock,
                policy,
                idleLimit,
                leapLimit,
                clockTolerance,
                timeSource == TimeSource.TICKS,
                prefetch,
                store,
                listeners,
                observers,
                healthListeners,
                metrics,
                hasTicks ? protocol : protocol.withoutTicks(),
                effectsHook);
    }

    /** This builder, by its own type. */
    abstract B self();
}
