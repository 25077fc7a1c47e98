package io.github.heartrate.amqp;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import io.github.heartrate.Alert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Names of exchanges and queues, and which of them a patient's readings go to.
 *
 * <p>The default layout has a number of partitions: a direct exchange {@code heartrate.readings} and a queue {@code
 * heartrate.readings.<p>} each. A patient's partition is MurmurHash3 x86 32 of its UTF-8 id (seed 104729, as RabbitMQ's
 * super streams use), unsigned, modulo the number of partitions. {@link #queuePerPatient} is the layout of the Python
 * programs that came before. An immutable value.
 */
public final class Topology {

    /** The topic exchange that alerts are published to; the routing key is {@code <condition>.<phase>}. */
    public static final String ALERTS_EXCHANGE = "heartrate.alerts";

    /** The durable queue that is bound to {@link #ALERTS_EXCHANGE} by default. */
    public static final String ALERTS_QUEUE = "heartrate.alerts";

    private static final String READINGS = "heartrate.readings";
    private static final int HASH_SEED = 104_729;

    private final boolean queuePerPatient;
    private final List<String> queues;

    private Topology(boolean queuePerPatient, List<String> queues) {
        this.queuePerPatient = queuePerPatient;
        this.queues = List.copyOf(queues);
    }

    /**
     * The default layout.
     *
     * @param partitions how many; at least 1
     * @return the layout
     * @throws IllegalArgumentException if there is no partition
     */
    public static Topology partitioned(int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1: " + partitions);
        }
        return new Topology(
                false,
                IntStream.range(0, partitions).mapToObj(p -> READINGS + "." + p).toList());
    }

    /**
     * The default exchange and one durable queue a patient, named after it.
     *
     * @param patientIds the patients to consume; publishing goes to any patient's queue
     * @return the layout
     */
    public static Topology queuePerPatient(List<String> patientIds) {
        return new Topology(true, patientIds);
    }

    /**
     * The queues that hold readings.
     *
     * @return unmodifiable, in partition order
     */
    public List<String> readingQueues() {
        return queues;
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

    /**
     * Creates what is missing. Nothing is ever deleted.
     *
     * @param channel an open channel
     * @param dialect what this broker understands
     * @throws IOException if the broker refuses, for example because a queue exists with other arguments
     */
    public void declare(Channel channel, BrokerDialect dialect) throws IOException {
        if (!queuePerPatient) {
            channel.exchangeDeclare(READINGS, BuiltinExchangeType.DIRECT, true);
        }
        Map<String, Object> arguments = queuePerPatient ? Map.of() : dialect.readingQueueArguments();
        for (int p = 0; p < queues.size(); p++) {
            channel.queueDeclare(queues.get(p), true, false, false, arguments);
            if (!queuePerPatient) {
                channel.queueBind(queues.get(p), READINGS, Integer.toString(p));
            }
        }
        channel.exchangeDeclare(ALERTS_EXCHANGE, BuiltinExchangeType.TOPIC, true);
        channel.queueDeclare(ALERTS_QUEUE, true, false, false, dialect.queueArguments());
        channel.queueBind(ALERTS_QUEUE, ALERTS_EXCHANGE, "#");
    }
}
