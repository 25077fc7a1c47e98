package ward;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.HeartRateAmqp;
import io.github.heartrate.amqp.observe.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A ward with an instance of heartrate as a bean; runs under Spring Boot 3.5 and 4.0. */
@SpringBootApplication
public class WardApplication {

    public static void main(String[] args) {
        SpringApplication.run(WardApplication.class, args);
    }

    @Bean(initMethod = "start")
    HeartRateAmqp heartRate(MeterRegistry registry, @Value("${ward.broker}") String broker) {
        return HeartRateAmqp.builder()
                .uri(broker)
                .metrics(new MicrometerMetrics(registry))
                .listener(alert -> System.out.println(
                        "ALERT " + alert.phase() + " " + alert.condition() + " of " + alert.patientId()))
                .build();
    }

    @RestController
    record Readings(HeartRateAmqp heartRate) {

        @PostMapping("/readings")
        String publish(@RequestParam("patient") String patient, @RequestParam("bpm") double bpm) throws Exception {
            return heartRate
                    .publisher()
                    .publish(new Reading(patient, Instant.now(), bpm))
                    .get(60, TimeUnit.SECONDS)
                    .name();
        }

        @GetMapping("/partitions")
        List<String> partitions() {
            return heartRate.health().partitions().stream()
                    .map(each -> each.status().name())
                    .toList();
        }
    }
}
