package io.github.heartrate.amqp;

import com.rabbitmq.client.Connection;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.PatientStatus;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.BrokerUnreachableException;
import io.github.heartrate.amqp.broker.NoVerdictException;
import io.github.heartrate.amqp.broker.PublisherState;
import io.github.heartrate.amqp.broker.RefusedException;
import io.github.heartrate.amqp.broker.UnusableStateException;
import io.github.heartrate.amqp.internal.link.Channels;
import io.github.heartrate.amqp.internal.link.Failures;
import io.github.heartrate.amqp.internal.link.Link;
import io.github.heartrate.amqp.internal.link.OwnThread;
import io.github.heartrate.amqp.internal.session.ClockWatch;
import io.github.heartrate.amqp.internal.session.InstanceBook;
import io.github.heartrate.amqp.internal.session.PartitionWorker;
import io.github.heartrate.amqp.internal.session.Questions;
import io.github.heartrate.amqp.internal.session.SessionContext;
import io.github.heartrate.amqp.internal.session.Settings;
import io.github.heartrate.amqp.internal.session.StateQueueStore;
import io.github.heartrate.amqp.internal.session.Ticker;
import io.github.heartrate.amqp.internal.session.TopologyGate;
import io.github.heartrate.amqp.observe.Health;
import io.github.heartrate.amqp.observe.PartitionHealth;
import io.github.heartrate.amqp.state.PartitionStateStore;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An instance of the heart rate monitor on RabbitMQ: consumes readings and control inputs, publishes alerts. Several run
 * side by side; one takes over from another. Kill it at any moment: no alert is lost, none is invented, and a repeated
 * one has the id of the first.
 *
 * <p>Safe for use by several threads.
 */
public final class HeartRateAmqp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeartRateAmqp.class);
    private static final String UNCONFIRMED =
            "the broker has not confirmed what the instance's publisher sent, to this partition or another, for 10 s";
    private static final Duration VERDICT_LIMIT = Duration.ofSeconds(10);
    private static final long TICK_MS = 1_000;
    private static final long BALANCE_TICKS = 5;

    private final Settings settings;
    private final Topology topology;
    private final Clock clock;
    private final InstanceBook instances;
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
    private volatile Optional<ReadingPublisher> publisher = Optional.empty();
    private volatile boolean isStarted;
    private boolean isClosed;

    HeartRateAmqp(Settings settings) {
        this.settings = settings;
        topology = settings.topology();
        clock = settings.clock();
        instances = new InstanceBook(topology.partitions());
        String name = settings.instanceName();
        String instance = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        ClockWatch clocks = new ClockWatch(instance, settings.metrics());
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
                p -> workers.get(p).queueIsGone(),
                p -> workers.get(p).ticksAreConfirmedAgain());
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
     * and the instance connects as soon as there is one. If this throws, no connection is left open, and it may be called
     * again.
     *
     * @throws RefusedException if a broker refuses the login or the virtual host, or the user lacks a right that is needed
     *     to declare or verify the topology; the message names the right and holds no credentials
     * @throws UnusableStateException if the topology can't be declared or differs; the message says what to do
     * @throws IllegalStateException if it was started or closed before
     */
    public synchronized void start() {
        if (isStarted || isClosed) {
            throw new IllegalStateException("an instance is started once");
        }
        try {
            if (publishing.connectOrRefuse() && consuming.connectOrRefuse()) {
                publishing.current().ifPresent(this::prepareTopology);
            }
        } catch (AmqpException e) {
            publishing.disconnect(); // their threads would keep a program alive that does not close the instance
            consuming.disconnect();
            throw e;
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

    private void prepareTopology(Connection connection) {
        try {
            gate.pass(connection);
        } catch (BrokerUnreachableException | RefusedException e) {
            if (e instanceof RefusedException refused && refused.kind() == RefusedException.Kind.ACCESS) {
                throw e;
            }
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

    /** Called on a thread that has died: what is left must not look like an instance. */
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
     * is {@code DOWN} on every partition, for good.
     *
     * @return as it is now; {@link Builder#onHealthChange} tells of changes
     */
    public Health health() {
        return HealthWatch.sum(
                workers.stream().map(PartitionWorker::health).map(ticker::and).map(this::andPublisher),
                deaths.stream().findFirst());
    }

    private PartitionHealth andPublisher(PartitionHealth health) {
        return publisher.map(ReadingPublisher::state).equals(Optional.of(PublisherState.UNCONFIRMED))
                ? health.orBecause(PartitionHealth.Cause.NOT_CONFIRMED, UNCONFIRMED)
                : health;
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
     * The alarms that are active or latched on the partitions that this instance is active on.
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
     * @return the outcome; exceptional with an {@link AmqpException} if it was not published, refused, or not answered
     * @throws IllegalArgumentException if the layout can't express the input
     * @throws IllegalStateException if the instance is closed
     */
    public CompletableFuture<Outcome> tell(Input.OfPatient input) {
        return questions.ask(input, publisher()::publish);
    }

    /**
     * Takes an alert of any instance, such as from an {@link AlertConsumer}: an ACKNOWLEDGED one answers {@link #tell}.
     *
     * @param alert any; one of another phase has no effect
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

    private void end() {
        stop.countDown();
        consuming.openNoMore();
        publishing.openNoMore();
        workers.forEach(PartitionWorker::stop);
        if (isStarted) {
            long end = System.nanoTime() + Channels.CLOSE_LIMIT.toNanos();
            workers.forEach(worker -> worker.awaitEnd(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()))));
        }
        consuming.close();
        publishing.close();
    }

    /** Collects the options of a {@link HeartRateAmqp}. Not safe for use by several threads. */
    public static final class Builder extends Options<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Makes the instance; {@link HeartRateAmqp#start} starts it.
         *
         * @return a new instance, to be closed
         * @throws IllegalStateException if no broker was given
         */
        public HeartRateAmqp build() {
            return new HeartRateAmqp(settings());
        }
    }
}
