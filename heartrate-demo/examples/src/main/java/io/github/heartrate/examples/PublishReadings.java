package io.github.heartrate.examples;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.ReadingPublisher;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.topology.Topology;
import java.net.URI;
import java.time.Instant;

/** Publishes readings for {@link JudgeFromABroker}, and looks at what became of each. */
public final class PublishReadings {

    private PublishReadings() {}

    /**
     * Runs it.
     *
     * @param arguments the broker's URI, and the patient's id
     */
    public static void main(String[] arguments) {
        Broker broker = Broker.of(URI.create(arguments[0]));
        try (ReadingPublisher publisher =
                ReadingPublisher.builder(broker, Topology.partitioned(4)).build()) {
            publisher.start();
            Instant time = Instant.now().minusSeconds(5);
            for (double bpm : new double[] {72, 104, 108, 111, 98}) {
                PublishResult result =
                        publisher.publish(new Reading(arguments[1], time, bpm)).join();
                System.out.println(bpm + " bpm: " + result);
                time = time.plusSeconds(1);
            }
        }
    }
}
