package io.github.heartrate.examples;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.amqp.HeartRateAmqp;
import java.io.IOException;

/**
 * An instance that judges what {@link PublishReadings} sends. Start as many as you like: they share the work, and where one
 * ends another goes on.
 */
public final class JudgeFromABroker {

    private JudgeFromABroker() {}

    /**
     * Judges until a line is typed.
     *
     * @param arguments the broker's URI, such as {@code amqp://guest:guest@localhost:5672}
     */
    public static void main(String[] arguments) throws IOException {
        try (HeartRateAmqp heartRate = HeartRateAmqp.builder()
                .uri(arguments[0])
                .policy(AlarmPolicy.DEFAULT)
                .build()) {
            heartRate.start();
            System.out.println("judging; Enter ends it");
            int unused = System.in.read();
        }
    }
}
