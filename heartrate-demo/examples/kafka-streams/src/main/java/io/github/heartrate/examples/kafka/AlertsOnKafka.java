package io.github.heartrate.examples.kafka;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.codec.AlertCodec;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;

/**
 * Readings of one topic into alerts of another, keyed by patient, as the JSON that goes over RabbitMQ. A record that is no
 * reading is logged and left out.
 */
public final class AlertsOnKafka {

    static final String READINGS = "readings";
    static final String ALERTS = "alerts";

    private AlertsOnKafka() {}

    /**
     * Runs until the process is ended.
     *
     * @param arguments the brokers, such as localhost:9092
     */
    public static void main(String[] arguments) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        try (KafkaStreams streams = new KafkaStreams(topology(AlarmPolicy.BEDSIDE), properties(arguments[0]))) {
            Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown));
            streams.start();
            ended.await();
        }
    }

    static Properties properties(String brokers) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "heartrate");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndContinueExceptionHandler.class);
        return properties;
    }

    static Topology topology(AlarmPolicy policy) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(HeartRateAlerts.STORE), Serdes.String(), Serdes.ByteArray()));
        builder.stream(READINGS, Consumed.with(Serdes.String(), readings()))
                .process(() -> new HeartRateAlerts(policy), HeartRateAlerts.STORE)
                .to(ALERTS, Produced.with(Serdes.String(), alerts()));
        return builder.build();
    }

    static Serde<Reading> readings() {
        JsonReadingCodec codec = new JsonReadingCodec();
        return Serdes.serdeFrom((topic, reading) -> codec.encode(reading), (topic, body) -> {
            try {
                return codec.decode(body, topic);
            } catch (UndecodableMessageException e) {
                throw new SerializationException(e.getMessage(), e);
            }
        });
    }

    static Serde<Alert> alerts() {
        AlertCodec codec = new AlertCodec();
        return Serdes.serdeFrom((topic, alert) -> codec.encode(alert), (topic, body) -> codec.decode(body));
    }
}
