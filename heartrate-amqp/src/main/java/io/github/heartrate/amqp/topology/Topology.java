package io.github.heartrate.amqp.topology;

import static java.util.Objects.requireNonNull;

import com.rabbitmq.client.Connection;
import io.github.heartrate.Alert;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.internal.checkpoint.PartitionState;
import io.github.heartrate.amqp.internal.link.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Names of exchanges and queues, and which of them a patient's readings go to.
 *
 * <p>The default layout has a number of partitions: a direct exchange {@code heartrate.readings} and a queue {@code
 * heartrate.readings.<p>} each, and for its snapshots a direct exchange {@code heartrate.state} and a queue {@code
 * heartrate.state.<p>}. A patient's partition is
 * MurmurHash3 x86 32 of its UTF-8 id (seed 104729, as RabbitMQ's super streams use), unsigned, modulo the number of
 * partitions. {@link #queuePerPatient} has one queue per patient instead. {@link #named} replaces {@code heartrate} in
 * every name, so that several installations share one virtual host. An immutable value.
 */
public final class Topology {

    private static final String DEFAULT_NAME = "heartrate";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]+");

    /** Leaves room for the longest suffix, a partition's number included. */
    private static final int MAX_NAME_CHARACTERS = 200;

    private static final String RESERVED = "amq.";
    private static final int MAX_NAME_BYTES = 255;
    private static final int HASH_SEED = 104_729;

    private final String name;
    private final boolean queuePerPatient;
    private final boolean hasStateQueues;
    private final QueueType queueType;
    private final List<String> queues;

    private Topology(
            String name, boolean queuePerPatient, boolean hasStateQueues, QueueType queueType, List<String> queues) {
        this.name = name;
        this.queuePerPatient = queuePerPatient;
        this.hasStateQueues = hasStateQueues;
        this.queueType = requireNonNull(queueType, "queueType");
        this.queues = List.copyOf(queues);
        if (this.queues.contains(alertsQueue()) || this.queues.contains(parkedQueue())) {
            throw new IllegalArgumentException(
                    "no patient id may be \"" + alertsQueue() + "\" or \"" + parkedQueue() + "\"");
        }
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
        return new Topology(DEFAULT_NAME, false, true, QueueType.QUORUM, readingQueues(DEFAULT_NAME, partitions));
    }

    private static List<String> readingQueues(String name, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> readingsQueue(name, partition))
                .toList();
    }

    private static String readingsQueue(String name, int partition) {
        return name + ".readings." + partition;
    }

    /**
     * The default exchange and one durable classic queue per patient, named after the patient. There are no state queues.
     * The queues are declared without a type, as other programs do. So the virtual host's default type must be classic:
     * on other types no consumer is exclusive, and {@link #declare} and {@link #verify} say so.
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
        return new Topology(DEFAULT_NAME, true, false, QueueType.QUORUM, patientIds);
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
     * The same layout under another name: exchanges and queues are {@code <name>.readings}, {@code <name>.alerts} and so
     * on. Installations of different names on one virtual host do not hear each other. The queues of {@link
     * #queuePerPatient} keep the patients' names.
     *
     * @param value 1 to 200 ASCII letters, digits, {@code . _ : -}; default {@code heartrate}. It can't be changed in
     *     place later
     * @return a copy
     * @throws IllegalArgumentException if it is no such name, or begins with {@code amq.}, which brokers keep for
     *     themselves
     */
    public Topology named(String value) {
        if (!NAME.matcher(value).matches() || value.length() > MAX_NAME_CHARACTERS || value.startsWith(RESERVED)) {
            throw new IllegalArgumentException("a name must have 1 to " + MAX_NAME_CHARACTERS
                    + " letters, digits or . _ : - and not begin with " + RESERVED + ": " + Quoted.name(value));
        }
        List<String> renamed = queuePerPatient ? queues : readingQueues(value, queues.size());
        return new Topology(value, queuePerPatient, hasStateQueues, queueType, renamed);
    }

    /**
     * The same layout on another type of queue. The queues of {@link #queuePerPatient} stay what they are.
     *
     * @param type default {@link QueueType#QUORUM}
     * @return a copy
     */
    public Topology withQueueType(QueueType type) {
        return new Topology(name, queuePerPatient, hasStateQueues, type, queues);
    }

    /**
     * The same layout with the partitions' state kept elsewhere, such as in a file.
     *
     * @return a copy
     */
    public Topology withoutStateQueues() {
        return new Topology(name, queuePerPatient, false, queueType, queues);
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
     * What all names begin with, but those of {@link #queuePerPatient}.
     *
     * @return default {@code heartrate}
     */
    public String name() {
        return name;
    }

    /**
     * The exchange that readings and control inputs are published to, with {@link #routingKey(String)}.
     *
     * @return a direct exchange; the default exchange, whose name is empty, for {@link #queuePerPatient}
     */
    public String readingsExchange() {
        return queuePerPatient ? "" : name + ".readings";
    }

    /**
     * The queue of a partition's readings.
     *
     * @param partition from 0
     * @return its name, bound to {@link #readingsExchange} by the partition's number
     */
    public String readingsQueue(int partition) {
        return queuePerPatient ? queues.get(partition) : readingsQueue(name, partition);
    }

    /**
     * The queue of a partition's snapshots.
     *
     * @param partition from 0
     * @return its name, bound to {@link #stateExchange} by the partition's number
     */
    public String stateQueue(int partition) {
        return name + ".state." + partition;
    }

    /**
     * The direct exchange that snapshots are published to, by the partition's number.
     *
     * @return its name; it is used and declared where there are state queues
     */
    public String stateExchange() {
        return name + ".state";
    }

    /**
     * The topic exchange that alerts are published to, with {@link #routingKey(Alert)}.
     *
     * @return its name
     */
    public String alertsExchange() {
        return name + ".alerts";
    }

    /**
     * The durable queue that is bound to {@link #alertsExchange} for every alert.
     *
     * @return its name
     */
    public String alertsQueue() {
        return name + ".alerts";
    }

    /**
     * The fanout exchange that inputs which can't be processed are published to, with the reason in headers.
     *
     * @return its name
     */
    public String parkedExchange() {
        return name + ".parked";
    }

    /**
     * The durable queue that is bound to {@link #parkedExchange}.
     *
     * @return its name
     */
    public String parkedQueue() {
        return name + ".parked";
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
        return TopologyVerification.of(connection, this).mismatches();
    }

    /**
     * Says what works but could be better: queues that were declared before RabbitMQ was upgraded to 4.3, and deliver
     * nothing for a minute when a node dies. {@link #declare} and {@link #verify} log the same. AMQP can't list policies,
     * so it is also said where a policy has mended it.
     *
     * @param connection an open connection that may configure the queues; else nothing is found
     * @return each with its cost and what to do; empty if there is none
     * @throws AmqpException if the connection fails
     */
    public List<Mismatch> warnings(Connection connection) {
        return TopologyVerification.of(connection, this).warnings();
    }

    /**
     * Writes a definitions file for {@code rabbitmqctl import_definitions}, for operators who forbid applications to
     * declare. It holds the {@link QueuePolicy} too. State queues created from it are empty: call {@link #initialise}
     * once.
     *
     * @param dialect the broker it is for
     * @param virtualHost an existing virtual host
     * @return JSON
     */
    public String definitions(BrokerDialect dialect, String virtualHost) {
        return TopologyDefinitions.of(Layout.of(this, dialect), QueuePolicy.of(this, dialect), virtualHost);
    }

    /**
     * The partition of a patient, whose readings may be published in one batch with others of it.
     *
     * @param patientId the patient
     * @return from 0
     * @throws IllegalArgumentException for {@link #queuePerPatient}, which has none
     */
    public int partitionOf(String patientId) {
        if (queuePerPatient) {
            throw new IllegalArgumentException("a layout of one queue per patient has no partitions");
        }
        return partition(patientId, queues.size());
    }

    /**
     * Whether this is the default layout, which has partitions and ticks.
     *
     * @return false for {@link #queuePerPatient}
     */
    public boolean isPartitioned() {
        return !queuePerPatient;
    }

    boolean hasStateQueues() {
        return hasStateQueues;
    }

    QueueType queueType() {
        return queueType;
    }

    /**
     * The routing key of a patient's readings and control inputs.
     *
     * @param patientId the patient
     * @return the partition's number; for {@link #queuePerPatient}, the patient's id
     * @throws IllegalArgumentException for {@link #queuePerPatient}, if the id can't name a queue
     */
    public String routingKey(String patientId) {
        if (queuePerPatient) {
            requireQueueName(patientId, "the patient id");
            return patientId;
        }
        return Integer.toString(partition(patientId, queues.size()));
    }

    /**
     * The routing key of an alert.
     *
     * @param alert any
     * @return {@code <condition>.<phase>} in lower case, such as {@code high.raised}
     */
    public static String routingKey(Alert alert) {
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
