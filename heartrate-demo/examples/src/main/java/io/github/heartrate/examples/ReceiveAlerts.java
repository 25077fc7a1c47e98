package io.github.heartrate.examples;

import io.github.heartrate.amqp.AlertConsumer;
import io.github.heartrate.amqp.broker.Broker;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Receives alerts, each once; what the listener refuses by an exception stays on the broker. */
public final class ReceiveAlerts {

    private ReceiveAlerts() {}

    /**
     * Runs it.
     *
     * @param arguments the broker's URI, and after how many alerts to end
     */
    public static void main(String[] arguments) throws InterruptedException {
        CountDownLatch wanted = new CountDownLatch(Integer.parseInt(arguments[1]));
        try (AlertConsumer consumer = AlertConsumer.builder(Broker.of(URI.create(arguments[0])), alert -> {
                    System.out.println(alert.patientId() + " " + alert.phase() + " " + alert.condition());
                    wanted.countDown();
                })
                .build()) {
            consumer.start();
            if (!consumer.awaitConsuming(Duration.ofSeconds(30))) {
                throw new IllegalStateException("not consuming: " + consumer.failure());
            }
            System.out.println("receiving");
            wanted.await();
        }
    }
}
