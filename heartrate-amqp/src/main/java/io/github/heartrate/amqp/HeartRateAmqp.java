package io.github.heartrate.amqp;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.AlertListener;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Input;
import io.github.heartrate.InputObserver;
import io.github.heartrate.Outcome;
import io.github.heartrate.PatientStatus;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An instance of the heart rate monitor on RabbitMQ: consumes readings and control inputs, publishes alerts. Several run
 * side by side; one takes over from another. Kill it at any moment: no alert is lost, none is invented, and a repeated
 * one has the id of the first.
 *
 * <pre>{@code
 * try (HeartRateAmqp heartRate = HeartRateAmqp.builder().uri("amqp://localhost").build()) {
 *     heartRate.start();
 *     heartRate.publisher().publish(reading).join().orThrow();
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class HeartRateAmqp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeartRateAmqp.class);
    private static final Duration VERDICT_LIMIT = Duration.ofSeconds(10);
    private static final long TICK_MS = 1_000;
    private static final long BALANCE_TICKS = 5;

    private final Settings settings;
    private final Topology topology;
    private final Clock clock;
    private final InstanceBook instances;
    private final ClockWatch clocks;
    private final Link consuming;
    private final Link publishing;
    private final TopologyGate gate;
    private final List<PartitionWorker> workers;
    private final HealthWatch healthWatch;
    private final Ticker ticker;
    private final Questions questions = new Questions(VERDICT_LIMIT);
    private final Balance balance = new Balance();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<OwnThread.Death> deaths = new CopyOnWriteArrayList<>();
    private Optional<ReadingPublisher> publisher = Optional.empty();
    private volatile boolean isStarted;
    private boolean isClosed;

    HeartRateAmqp(Settings settings) {
        this.settings = settings;
        topology = settings.topology();
        clock = settings.clock();
        instances = new InstanceBook(topology.partitions());
        String name = settings.instanceName();
        String instance = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        clocks = new ClockWatch(instance, settings.metrics());
        consuming = new Link(settings.broker(), "heartrate " + name + " consumer", settings.metrics());
        publishing = new Link(settings.broker(), "heartrate " + name + " publisher", settings.metrics());
        gate = new TopologyGate(topology, settings.onStart());
        PartitionStateStore store =
                settings.stateStore().orElseGet(() -> new StateQueueStore(topology, consuming, publishing));
        SessionContext context = new SessionContext(settings, store, gate, instances, clocks, questions);
        workers = IntStream.range(0, topology.partitions())
                .mapToObj(p -> new PartitionWorker(context, p, consuming, publishing, this::died))
                .toList();
        healthWatch = new HealthWatch(this::health, settings.healthListeners());
        ticker = new Ticker(
                publishing,
                topology,
                instance,
                instances,
                clock,
                p -> workers.get(p).queueIsGone());
    }

    /**
     * Starts the description of an instance.
     *
     * @return a new builder; everything but the broker has a default
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Connects and begins to consume. If no broker can be reached this returns all the same, {@link #health} says why,
     * and the instance connects as soon as there is one.
     *
     * @throws RefusedException if a broker refuses the login or the virtual host; the message holds no credentials
     * @throws UnusableStateException if the topology can't be declared or differs; the message says what to do
     * @throws IllegalStateException if it was started or closed before
     */
    public synchronized void start() {
        if (isStarted || isClosed) {
            throw new IllegalStateException("an instance is started once");
        }
        if (publishing.connectOrRefuse() && consuming.connectOrRefuse()) {
            prepareTopology();
        }
        isStarted = true;
        workers.forEach(PartitionWorker::start);
        OwnThread.of("heartrate-" + settings.instanceName() + "-health", () -> healthWatch.run(stop), stop, this::died)
                .start();
        if (topology.isPartitioned()) {
            OwnThread.of("heartrate-" + settings.instanceName() + "-ticks", this::beat, stop, this::died)
                    .start();
        }
    }

    private void prepareTopology() {
        try {
            publishing.current().ifPresent(gate::pass);
        } catch (BrokerUnreachableException | RefusedException e) {
            LOG.warn("the topology is not ready, trying again: {}", Failures.describe(e));
        }
    }

    private void beat() throws InterruptedException {
        for (long beats = 1; !stop.await(TICK_MS, TimeUnit.MILLISECONDS); beats++) {
            ticker.tick();
            if (beats % BALANCE_TICKS == 0) {
                balance();
            }
        }
    }

    /** Called on a thread that has died: what is left must not look like an instance. Another one takes over. */
    private void died(OwnThread.Death death) {
        deaths.add(death);
        try {
            settings.metrics().threadDied(death.thread());
        } finally {
            if (death.equals(deaths.get(0))) {
                end();
                healthWatch.look();
            }
        }
    }

    private void balance() {
        List<Integer> active = IntStream.range(0, workers.size())
                .filter(p -> workers.get(p).isActive())
                .boxed()
                .toList();
        int present = instances.present(clock.instant());
        balance.surplus(active, topology.partitions(), present, System.nanoTime())
                .ifPresent(partition -> {
                    LOG.info("partition {}: handing over, {} instances are there", partition, present);
                    workers.get(partition).handOver();
                });
    }

    /**
     * How this instance stands, in sum and with each partition. If one of its threads has died the instance has ended: it
     * is {@code DOWN} on every partition, for good, and the reason names the thread and the cause.
     *
     * @return as it is now; {@link Builder#onHealthChange} tells of changes
     */
    public Health health() {
        Optional<String> dead = deaths.stream().findFirst().map(OwnThread.Death::reason);
        return Health.of(workers.stream()
                .map(PartitionWorker::health)
                .map(health -> dead.map(health::down).orElse(health))
                .toList());
    }

    /**
     * Waits until {@link #health} is {@link Health.Overall#ACTIVE}: this instance is active on a partition, and on every
     * other active or standby.
     *
     * @param limit how long to wait
     * @return false if it takes longer, for example because other instances are active on all partitions, or if the
     *     instance ends before
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitActive(Duration limit) throws InterruptedException {
        return healthWatch.await(health -> health.overall() == Health.Overall.ACTIVE, limit, stop);
    }

    /**
     * How a patient stands, if this instance is active on its partition.
     *
     * @param patientId the patient
     * @return empty if nothing is known of the patient, or another instance is to be asked: {@link #watches} says which
     */
    public Optional<PatientStatus> status(String patientId) {
        return monitorOf(patientId).flatMap(monitor -> monitor.status(patientId));
    }

    /**
     * Whether this instance is active on a patient's partition, and so knows all that is known of the patient.
     *
     * @param patientId the patient
     * @return false if another instance is to be asked, or none is active just now
     */
    public boolean watches(String patientId) {
        return monitorOf(patientId).isPresent();
    }

    private Optional<HeartRateMonitor> monitorOf(String patientId) {
        int partition = topology.isPartitioned()
                ? topology.partitionOf(patientId)
                : topology.readingQueues().indexOf(patientId);
        return partition < 0 ? Optional.empty() : workers.get(partition).monitor();
    }

    /**
     * The alarms that are active, or latched and still to be seen, on the partitions that this instance is active on.
     *
     * @return in no particular order
     */
    public List<PatientStatus.ActiveAlarm> activeAlarms() {
        return workers.stream()
                .flatMap(worker -> worker.monitor().stream())
                .map(HeartRateMonitor::activeAlarms)
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The publisher of readings and control inputs, on a connection of its own; it is opened when first asked for.
     *
     * @return started; closed with this instance
     * @throws IllegalStateException if the instance is closed
     */
    public synchronized ReadingPublisher publisher() {
        if (isClosed) {
            throw new IllegalStateException("the instance is closed");
        }
        if (publisher.isEmpty()) {
            ReadingPublisher own = ReadingPublisher.builder(settings.broker(), topology)
                    .name(settings.instanceName())
                    .codec(settings.codec())
                    .clock(clock)
                    .owner(this::died)
                    .build();
            own.start();
            publisher = Optional.of(own);
        }
        return publisher.get();
    }

    /**
     * Tells the instance that is active on the patient's partition of a control input, and gives what came of it.
     *
     * <p>If this instance is the active one, that is its verdict, told before it is committed. If another one is, the
     * verdict on an acknowledgement that took effect comes by its alert, see {@link #heard}; of other inputs nothing
     * comes back, so that the result fails with {@link NoVerdictException} after 10 s.
     *
     * @param input of any time; the methods below take this instance's clock
     * @return the outcome; exceptional, with an {@link AmqpException}, if the input was not published or refused ({@link
     *     RefusedException}), or no verdict became known within 10 s ({@link NoVerdictException})
     * @throws IllegalArgumentException if the layout can't express the input
     * @throws IllegalStateException if the instance is closed
     */
    public CompletableFuture<Outcome> tell(Input.OfPatient input) {
        return questions.ask(input, publisher()::publish);
    }

    /**
     * Takes an alert of another instance, such as from an {@link AlertConsumer}: one of the phase ACKNOWLEDGED is the
     * verdict on an acknowledgement that {@link #tell} waits for. Others have no effect.
     *
     * @param alert any
     */
    public void heard(Alert alert) {
        questions.heard(alert);
    }

    /**
     * Tells that somebody has seen an alert.
     *
     * @param seen the alert
     * @param by who has seen it
     * @return as for {@link #tell}; ACCEPTED with the ACKNOWLEDGED alert if it took effect
     */
    public CompletableFuture<Outcome> acknowledge(Alert seen, String by) {
        return tell(Input.Acknowledge.of(seen, by, clock.instant()));
    }

    /**
     * Tells that a patient is to be watched, also if no reading comes.
     *
     * @param patientId the patient
     * @return as for {@link #tell}
     */
    public CompletableFuture<Outcome> admit(String patientId) {
        return tell(new Input.Admit(patientId, clock.instant()));
    }

    /**
     * Tells that a patient is not watched any more.
     *
     * @param patientId the patient
     * @return as for {@link #tell}
     */
    public CompletableFuture<Outcome> discharge(String patientId) {
        return tell(new Input.Discharge(patientId, clock.instant()));
    }

    /**
     * Pauses the patient's alerts below HIGH for a while, beginning now; see {@link Input.Pause}.
     *
     * @param patientId the patient
     * @param length at most {@link Input.Pause#MAX_LENGTH}; zero ends a pause that is under way
     * @return as for {@link #tell}
     * @throws IllegalArgumentException if the length is negative or too long
     */
    public CompletableFuture<Outcome> pause(String patientId, Duration length) {
        if (length.isNegative() || length.compareTo(Input.Pause.MAX_LENGTH) > 0) {
            throw new IllegalArgumentException("length must be from 0 to " + Input.Pause.MAX_LENGTH + ": " + length);
        }
        Instant now = clock.instant();
        return tell(new Input.Pause(patientId, now.plus(length), now));
    }

    /**
     * Tells by which policy to judge a patient.
     *
     * @param patientId the patient
     * @param policy the patient's own
     * @return as for {@link #tell}
     */
    public CompletableFuture<Outcome> setPolicy(String patientId, AlarmPolicy policy) {
        return tell(new Input.ChangePolicy(patientId, policy, clock.instant()));
    }

    /**
     * Takes no more, commits what was processed, and closes channels and connections; what is not processed goes to the
     * next instance, in order. Where that takes longer than the close limit it is broken off, which loses nothing: what
     * is not committed is processed again. Doing it twice is no error.
     */
    @Override
    public void close() {
        Optional<ReadingPublisher> own;
        synchronized (this) {
            isClosed = true;
            own = publisher;
        }
        end();
        own.ifPresent(ReadingPublisher::close);
    }

    /** Doing it twice is no error. */
    private void end() {
        stop.countDown();
        consuming.openNoMore();
        publishing.openNoMore();
        workers.forEach(PartitionWorker::stop);
        if (isStarted) {
            Duration limit = Broker.closeLimit();
            long end = System.nanoTime() + limit.toNanos();
            workers.forEach(worker -> worker.awaitEnd(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()))));
        }
        consuming.close();
        publishing.close();
    }

    /** Collects the options of a {@link HeartRateAmqp}. Not safe for use by several threads. */
    public static final class Builder {

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
        private Optional<ReadingCodec> codec = Optional.empty();
        private Clock clock = Clock.systemUTC();
        private TimeSource timeSource = TimeSource.TICKS;

        private Builder() {}

        /**
         * Adds a broker by its URI; with several, which must be of one cluster, the first that takes a
         * connection is used.
         *
         * @param value such as {@code amqp://user:password@host:5672/vhost}; see {@link Broker#of(URI)}
         * @return this builder
         * @throws IllegalArgumentException if it is no such URI; the message does not show it
         */
        public Builder uri(String value) {
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
        public Builder broker(Broker value) {
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
        public Builder partitions(int value) {
            return topology(Topology.partitioned(value));
        }

        /**
         * Sets the layout.
         *
         * @param value default {@link Topology#partitioned} with 4 partitions. {@link Topology#queuePerPatient} has no
         *     standby and no ticks: its state is in memory unless a store is given
         * @return this builder
         */
        public Builder topology(Topology value) {
            topology = requireNonNull(value, "topology");
            return this;
        }

        /**
         * Sets whether the topology is declared.
         *
         * @param value default {@link OnStart#DECLARE}
         * @return this builder
         */
        public Builder onStart(OnStart value) {
            onStart = requireNonNull(value, "onStart");
            return this;
        }

        /**
         * Sets where the partitions' states are kept.
         *
         * @param value default a queue on the broker for each partition
         * @return this builder
         */
        public Builder stateStore(PartitionStateStore value) {
            stateStore = Optional.of(value);
            return this;
        }

        /**
         * Sets the policy of patients that have none of their own.
         *
         * @param value the same for every instance; default {@link AlarmPolicy#DEFAULT}
         * @return this builder
         */
        public Builder policy(AlarmPolicy value) {
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
        public Builder idleLimit(Duration value) {
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
        public Builder leapLimit(Duration value) {
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
        public Builder clockTolerance(Duration value) {
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
        public Builder prefetch(int value) {
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
        public Builder alertListener(AlertListener value) {
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
        public Builder observer(InputObserver value) {
            observers.add(requireNonNull(value, "observer"));
            return this;
        }

        /**
         * Adds a listener for changes of {@link HeartRateAmqp#health}: of a status, a cause or a reason, not of lags. It is
         * told first when the instance starts, one health after another, within half a second; what changes back sooner
         * may be missed. A slow listener delays only the next health.
         *
         * @param value if it throws, that is logged
         * @return this builder
         */
        public Builder onHealthChange(Consumer<Health> value) {
            healthListeners.add(requireNonNull(value, "onHealthChange"));
            return this;
        }

        /**
         * Sets how single readings are published, and how a message without a {@code content_type} is read.
         *
         * @param value default {@link JsonReadingCodec}, or {@link Fixed12ReadingCodec} for one queue a patient
         * @return this builder
         */
        public Builder codec(ReadingCodec value) {
            codec = Optional.of(value);
            return this;
        }

        /**
         * Sets who is told of counts and times.
         *
         * @param value default {@link AmqpMetrics#NONE}
         * @return this builder
         */
        public Builder metrics(AmqpMetrics value) {
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
        public Builder instanceName(String value) {
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
        public Builder clock(Clock value) {
            clock = requireNonNull(value, "clock");
            return this;
        }

        /**
         * Sets what tells the time.
         *
         * @param value the same for every instance; default {@link TimeSource#TICKS}
         * @return this builder
         */
        public Builder timeSource(TimeSource value) {
            timeSource = requireNonNull(value, "timeSource");
            return this;
        }

        Builder protocol(SessionProtocol value) {
            protocol = value;
            return this;
        }

        Builder effectsHook(UnaryOperator<SessionEffects> value) {
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
            return new HeartRateAmqp(settings());
        }

        private Settings settings() {
            boolean hasTicks = topology.isPartitioned();
            Optional<PartitionStateStore> store =
                    hasTicks ? stateStore : stateStore.or(() -> Optional.of(PartitionStateStore.memory()));
            return new Settings(
                    Broker.firstOf(brokers),
                    store.isPresent() ? topology.withoutStateQueues() : topology,
                    onStart,
                    instanceName,
                    codec.orElseGet(() -> hasTicks ? new JsonReadingCodec() : new Fixed12ReadingCodec()),
                    clock,
                    policy,
                    idleLimit,
                    leapLimit,
                    clockTolerance,
                    timeSource,
                    prefetch,
                    store,
                    listeners,
                    observers,
                    healthListeners,
                    metrics,
                    hasTicks ? protocol : protocol.withoutTicks(),
                    effectsHook);
        }
    }
}
