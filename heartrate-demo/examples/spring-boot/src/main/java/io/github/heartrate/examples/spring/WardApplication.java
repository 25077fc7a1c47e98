package io.github.heartrate.examples.spring;

import io.github.heartrate.AlertListener;
import io.github.heartrate.LoggingAlertListener;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.HeartRateAmqp;
import io.github.heartrate.amqp.broker.PublishResult;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes readings over HTTP, has them judged over RabbitMQ, and logs the alerts. */
@SpringBootApplication
public class WardApplication {

    /**
     * Starts it.
     *
     * @param arguments such as {@code --heartrate.uri=amqp://guest:guest@localhost:5672}
     */
    public static void main(String[] arguments) {
        SpringApplication.run(WardApplication.class, arguments);
    }

    @Bean
    AlertListener log() {
        return LoggingAlertListener.to(LoggerFactory.getLogger("alerts"));
    }

    @RestController
    record Readings(HeartRateAmqp heartRate) {

        /** Answers once the broker has the reading. */
        @PostMapping("/readings")
        CompletableFuture<PublishResult> publish(
                @RequestParam("patient") String patient,
                @RequestParam("bpm") double bpm,
                @RequestParam("time") Instant time) {
            return heartRate.publisher().publish(new Reading(patient, time, bpm));
        }
    }
}
