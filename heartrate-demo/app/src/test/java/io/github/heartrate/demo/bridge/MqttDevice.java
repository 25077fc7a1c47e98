package io.github.heartrate.demo.bridge;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A device: Eclipse Paho, MQTT 3.1.1, QoS 1, one message under way. */
final class MqttDevice implements AutoCloseable {

    private final MqttClient client;

    MqttDevice(String uri) throws MqttException {
        client = new MqttClient(uri, "device-" + UUID.randomUUID(), new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName("guest");
        options.setPassword("guest".toCharArray());
        client.connect(options);
    }

    /** Returns once the broker has acknowledged it. */
    void publish(String topic, String body) throws MqttException {
        publish(topic, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The patient is in the topic alone. */
    void publish(Reading reading) throws MqttException {
        publish(
                "vitals/" + reading.patientId() + "/hr",
                "{\"timestamp\":\"" + reading.timestamp() + "\",\"bpm\":" + reading.bpm() + "}");
    }

    /** The patient is in the topic and in the body. */
    void publishWithPatient(Reading reading) throws MqttException {
        publish("vitals/" + reading.patientId() + "/hr", new JsonReadingCodec().encode(reading));
    }

    private void publish(String topic, byte[] body) throws MqttException {
        MqttMessage message = new MqttMessage(body);
        message.setQos(1);
        client.publish(topic, message);
    }

    @Override
    public void close() throws MqttException {
        client.disconnect();
        client.close();
    }
}
