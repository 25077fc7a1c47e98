package io.github.heartrate.examples.spring;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.AlertListener;
import io.github.heartrate.amqp.HeartRateAmqp;
import io.github.heartrate.amqp.observe.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An instance of heartrate, which tells each bean that is an {@link AlertListener}, with its health and its meters. */
@Configuration
@EnableConfigurationProperties(HeartRateConfiguration.Settings.class)
public class HeartRateConfiguration {

    /** What stands under {@code heartrate.} in {@code application.properties}. */
    @ConfigurationProperties("heartrate")
    record Settings(
            String uri,
            @DefaultValue("ward") String name,
            @DefaultValue("4") int partitions,
            @DefaultValue("50") double lowBpm,
            @DefaultValue("100") double highBpm,
            @DefaultValue("40") double extremeLowBpm,
            @DefaultValue("140") double extremeHighBpm,
            @DefaultValue("1m") Duration staleAfter) {}

    @Bean
    AlarmPolicy alarmPolicy(Settings settings) {
        return AlarmPolicy.BEDSIDE.toBuilder()
                .limits(AlarmLimits.of(settings.lowBpm(), settings.highBpm())
                        .withExtremes(settings.extremeLowBpm(), settings.extremeHighBpm()))
                .staleAfter(settings.staleAfter())
                .build();
    }

    /** Spring calls close by itself: after it has stopped the web server, and before it destroys the listeners. */
    @Bean(initMethod = "start")
    HeartRateAmqp heartRate(
            Settings settings, AlarmPolicy policy, ObjectProvider<AlertListener> listeners, MeterRegistry registry) {
        HeartRateAmqp.Builder builder = HeartRateAmqp.builder()
                .uri(settings.uri())
                .instanceName(settings.name())
                .partitions(settings.partitions())
                .policy(policy)
                .metrics(new MicrometerMetrics(registry));
        listeners.orderedStream().forEach(builder::listener);
        return builder.build();
    }

    @Bean
    HealthIndicator heartRateHealthIndicator(HeartRateAmqp heartRate) {
        return () -> {
            var now = heartRate.health();
            Health.Builder health = switch (now.overall()) {
                case ACTIVE, STANDBY, LOADING -> Health.up();
                case DEGRADED, DOWN -> Health.down();
            };
            now.partitions()
                    .forEach(partition -> health.withDetail(
                            "partition " + partition.partition(),
                            partition.status()
                                    + partition.reason().map(": "::concat).orElse("")));
            return health.build();
        };
    }
}
