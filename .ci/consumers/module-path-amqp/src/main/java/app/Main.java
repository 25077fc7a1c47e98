package app;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.HeartRateAmqp;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An instance that is told three readings, and ends at its first alert. */
public final class Main {

    private Main() {}

    /** Takes the broker's URI and the name of a patient whom nobody has watched before. */
    public static void main(String[] args) throws Exception {
        String patient = args[1];
        CountDownLatch told = new CountDownLatch(1);
        try (HeartRateAmqp heartRate = HeartRateAmqp.builder()
                .uri(args[0])
                .listener(alert -> {
                    System.out.println(alert.phase() + " " + alert.condition() + " of " + alert.patientId());
                    told.countDown();
                })
                .build()) {
            heartRate.start();
            Instant time = Instant.now();
            for (double bpm : new double[] {104, 108, 111}) {
                System.out.println(
                        heartRate.publisher().publish(new Reading(patient, time, bpm)).get(60, TimeUnit.SECONDS));
                time = time.plusMillis(1);
            }
            if (!told.await(60, TimeUnit.SECONDS)) {
                System.out.println("no alert: " + heartRate.health());
            }
        }
    }
}
