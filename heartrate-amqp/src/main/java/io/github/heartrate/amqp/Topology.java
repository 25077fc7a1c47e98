package io.github.heartrate.amqp;

import static java.util.Objects.requireNonNull;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Connection;
import io.github.heartrate.Alert;
import io.github.heartrate.amqp.Layout.Binding;
import io.github.heartrate.amqp.Layout.Exchange;
import io.github.heartrate.amqp.Layout.Partition;
import io.github.heartrate.amqp.Layout.Queue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Names of exchanges and queues, and which of them a patient's readings go to.
 *
 * <p>The default layout has a number of partitions: a direct exchange {@code heartrate.readings} and a queue {@code
 * heartrate.readings.<p>} each, and a queue {@code heartrate.state.<p>} for its snapshots. A patient's partition is
 * MurmurHash3 x86 32 of its UTF-8 id (seed 104729, as RabbitMQ's super streams use), unsigned, modulo the number of
 * partitions. {@link #queuePerPatient} is the layout of the Python programs that came before. An immutable value.
 */
public final class Topology {

    /** The topic exchange that alerts are published to; the routing key is {@code <condition>.<phase>}. */
    public static final String ALERTS_EXCHANGE = "heartrate.alerts";

    /** The durable queue that is bound to {@link #ALERTS_EXCHANGE} by default. */
    public static final String ALERTS_QUEUE = "heartrate.alerts";

    /** The fanout exchange that inputs which can't be processed are published to, with the reason in headers. */
    public static final String PARKED_EXCHANGE = "heartrate.parked";

    /** The durable queue that is bound to {@link #PARKED_EXCHANGE}. */
    public static final String PARKED_QUEUE = "heartrate.parked";

    static final String READINGS = "heartrate.readings";
    private static final String STATE = "heartrate.state";
    private static final String RESERVED = "amq.";
    private static final int MAX_NAME_BYTES = 255;
    private static final int HASH_SEED = 104_729;

    private final boolean queuePerPatient;
    private final boolean hasStateQueues;
    private final QueueType queueType;
    private final List<String> queues;

    private Topology(boolean queuePerPatient, boolean hasStateQueues, QueueType queueType, List<String> queues) {
        this.queuePerPatient = queuePerPatient;
        this.hasStateQueues = hasStateQueues;
        this.queueType = requireNonNull(queueType, "queueType");
        this.queues = List.copyOf(queues);
    }

    /**
     * The default layout: quorum queues, and the state of each partition in a queue on the broker.
     *
     * @param partitions how many; at least 1, one for about 3,000 patients. It can't be changed in place later
     * @return the layout
     * @throws IllegalArgumentException if there is no partition
     */
    public static Topology partitioned(int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1: " + partitions);
        }
        return new Topology(
                false,
                true,
                QueueType.QUORUM,
                IntStream.range(0, partitions).mapToObj(Topology::readingsQueue).toList());
    }

    /**
     * The default exchange and one durable classic queue per patient, named after the patient. There are no state queues.
     *
     * @param patientIds the patients to consume, at least one; publishing goes to any patient's queue
     * @return the layout
     * @throws IllegalArgumentException if there is no patient, one is there twice, or an id can't name a queue: it is
     *     blank, longer than 255 bytes, or begins with {@code amq.}. The message gives its place in the list, not the id
     */
    public static Topology queuePerPatient(List<String> patientIds) {
        if (patientIds.isEmpty()) {
            throw new IllegalArgumentException("one queue per patient needs at least 1 patient: 0");
        }
        for (int i = 0; i < patientIds.size(); i++) {
            requireQueueName(patientIds.get(i), "the patient id at index " + i);
            int first = patientIds.indexOf(patientIds.get(i));
            if (first != i) {
                throw new IllegalArgumentException("a patient must be there once: index " + first + " and " + i);
            }
        }
        return new Topology(true, false, QueueType.QUORUM, patientIds);
    }

    private static void requireQueueName(String name, String what) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
        if (name.startsWith(RESERVED)) {
            throw new IllegalArgumentException(what + " must not begin with " + RESERVED);
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(what + " must have at most " + MAX_NAME_BYTES + " bytes: " + bytes);
        }
    }

    /**
     * The same layout on another type of queue. The queues of {@link #queuePerPatient} stay what they are.
     *
     * @param type default {@link QueueType#QUORUM}
     * @return a copy
     */
    public Topology withQueueType(QueueType type) {
        return new Topology(queuePerPatient, hasStateQueues, type, queues);
    }

    /**
     * The same layout with the partitions' state kept elsewhere, such as in a file.
     *
     * @return a copy
     */
    public Topology withoutStateQueues() {
        return new Topology(queuePerPatient, false, queueType, queues);
    }

    /**
     * The queues that hold readings.
     *
     * @return unmodifiable, in partition order
     */
    public List<String> readingQueues() {
        return queues;
    }

    /**
     * The number of partitions.
     *
     * @return at least 1; for {@link #queuePerPatient}, the number of patients
     */
    public int partitions() {
        return queues.size();
    }

    /**
     * Creates what is missing. Nothing is ever deleted. A partition that is created gets the empty snapshot into its
     * state queue; one whose queue of readings exists is never given another. Several instances may declare at once,
     * and one that was killed on the way may begin again.
     *
     * @param connection an open connection
     * @throws AmqpException if the broker refuses, if the layout was declared with another number of partitions, or if
     *     a partition has readings but its state queue is gone; the message says what to do
     */
    public void declare(Connection connection) {
        new TopologyDeclaration(connection, this, this::emptySnapshot).run();
    }

    /**
     * Publishes the empty snapshot into each state queue that is empty: once, after an operator created the queues of a
     * new installation from {@link #definitions}. {@link #declare} does it by itself.
     *
     * @param connection an open connection
     * @throws AmqpException if somebody consumes a partition, who may have its snapshots in hand, or the broker refuses
     */
    public void initialise(Connection connection) {
        new TopologyDeclaration(connection, this, this::emptySnapshot).initialise();
    }

    private byte[] emptySnapshot(int partition) {
        return PartitionState.initial(partition, partitions()).toBytes();
    }

    /**
     * Compares the broker with this layout and changes nothing. Arguments are compared where the connection may
     * configure the queue. AMQP can't list bindings: messages are mandatory, so that one that is missing shows as
     * {@link PublishResult#RETURNED}.
     *
     * @param connection an open connection
     * @return every mismatch, each with what to do; empty if there is none
     * @throws AmqpException if the connection fails
     */
    public List<Mismatch> verify(Connection connection) {
        return TopologyVerification.of(connection, this);
    }

    /**
     * Writes a definitions file for {@code rabbitmqctl import_definitions}, for operators who forbid applications to
     * declare. State queues created from it are empty: call {@link #initialise} once.
     *
     * @param dialect the broker it is for
     * @param virtualHost an existing virtual host
     * @return JSON
     */
    public String definitions(BrokerDialect dialect, String virtualHost) {
        return TopologyDefinitions.of(layout(dialect), virtualHost);
    }

    /**
     * The partition of a patient, whose readings may be published in one batch with others of it.
     *
     * @param patientId the patient
     * @return from 0
     * @throws IllegalArgumentException for {@link #queuePerPatient}, which has none
     */
    public int partitionOf(String patientId) {
        requirePartitions();
        return partition(patientId, queues.size());
    }

    void requirePartitions() {
        if (queuePerPatient) {
            throw new IllegalArgumentException("a layout of one queue per patient carries single readings only");
        }
    }

    Layout layout(BrokerDialect dialect) {
        List<Exchange> exchanges = new ArrayList<>(List.of(
                new Exchange(ALERTS_EXCHANGE, BuiltinExchangeType.TOPIC),
                new Exchange(PARKED_EXCHANGE, BuiltinExchangeType.FANOUT)));
        List<Queue> shared = List.of(
                new Queue(ALERTS_QUEUE, dialect.plainQueue(queueType)),
                new Queue(PARKED_QUEUE, dialect.plainQueue(queueType)));
        List<Binding> bindings = new ArrayList<>(List.of(
                new Binding(ALERTS_EXCHANGE, ALERTS_QUEUE, "#"), new Binding(PARKED_EXCHANGE, PARKED_QUEUE, "")));
        if (!queuePerPatient) {
            exchanges.add(new Exchange(READINGS, BuiltinExchangeType.DIRECT));
            for (int p = 0; p < queues.size(); p++) {
                bindings.add(new Binding(READINGS, queues.get(p), Integer.toString(p)));
            }
        }
        List<Partition> partitions = IntStream.range(0, queues.size())
                .mapToObj(p -> new Partition(
                        p,
                        new Queue(queues.get(p), queuePerPatient ? List.of(Map.of()) : dialect.readingQueue(queueType)),
                        hasStateQueues ? List.of(new Queue(stateQueue(p), dialect.stateQueue(queueType))) : List.of()))
                .toList();
        return new Layout(exchanges, shared, partitions, bindings);
    }

    boolean isPartitioned() {
        return !queuePerPatient;
    }

    static Mismatch lostState(Partition partition) {
        return new Mismatch(
                partition.states().get(0).name(),
                "is gone, but " + Quoted.name(partition.readings().name())
                        + " exists: the alarm state of the partition is lost",
                "find out who deleted it; to begin anew without the running episodes, stop all instances, delete "
                        + Quoted.name(partition.readings().name()) + " too, and declare the topology again");
    }

    static String readingsQueue(int partition) {
        return READINGS + "." + partition;
    }

    static String stateQueue(int partition) {
        return STATE + "." + partition;
    }

    String readingsExchange() {
        return queuePerPatient ? "" : READINGS;
    }

    String routingKey(String patientId) {
        return queuePerPatient ? patientId : Integer.toString(partition(patientId, queues.size()));
    }

    static String routingKey(Alert alert) {
        return (alert.condition() + "." + alert.phase()).toLowerCase(Locale.ROOT);
    }

    static int partition(String patientId, int partitions) {
        return Integer.remainderUnsigned(hash(patientId), partitions);
    }

    static int hash(String patientId) {
        byte[] utf8 = patientId.getBytes(StandardCharsets.UTF_8);
        return MurmurHash3.hash32x86(utf8, 0, utf8.length, HASH_SEED);
    }
}
