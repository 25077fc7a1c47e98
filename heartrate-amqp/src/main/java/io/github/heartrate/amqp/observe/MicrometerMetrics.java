package io.github.heartrate.amqp.observe;

import io.github.heartrate.Condition;
import io.github.heartrate.Phase;
import io.github.heartrate.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts and measures with Micrometer; {@code docs/operating.md} lists the meters. Needs {@code micrometer-core}, which is an
 * optional dependency. What has no partition or connection is registered at once, with the value 0. Safe for use by
 * several threads.
 */
public final class MicrometerMetrics implements AmqpMetrics {

    private static final String PARTITION = "partition";

    private final MeterRegistry registry;
    private final Map<Verdict, Counter> readings = new EnumMap<>(Verdict.class);
    private final Map<Condition, Map<Phase, Counter>> alerts = new EnumMap<>(Condition.class);
    private final Timer alertConfirm;
    private final Timer commit;
    private final Timer detached;
    private final Counter parked;
    private final Counter noValue;
    private final Counter threadsDied;
    private final AtomicLong clockDifferenceNanos = new AtomicLong();
    private final Map<Integer, AtomicLong> inFlight = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicLong> lagNanos = new ConcurrentHashMap<>();

    /**
     * Registers the meters.
     *
     * @param registry where to
     */
    @SuppressWarnings("exports") // a module that names a registry requires its module anyway
    public MicrometerMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Verdict verdict : Verdict.values()) {
            readings.put(
                    verdict,
                    Counter.builder("heartrate.readings")
                            .description("Readings by what the monitor said of them")
                            .tag("verdict", lower(verdict))
                            .register(registry));
        }
        for (Condition condition : Condition.values()) {
            Map<Phase, Counter> ofCondition = new EnumMap<>(Phase.class);
            for (Phase phase : Phase.values()) {
                ofCondition.put(
                        phase,
                        Counter.builder("heartrate.alerts")
                                .description("Alerts published, repeats included")
                                .tag("condition", lower(condition))
                                .tag("phase", lower(phase))
                                .register(registry));
            }
            alerts.put(condition, ofCondition);
        }
        alertConfirm = timer("heartrate.alert.confirm", "From publishing an alert to its confirm");
        commit = timer("heartrate.commit", "From the decision to commit to the acknowledgement");
        detached =
                timer("heartrate.detached", "How long a partition was detached, since alerts could not be published");
        threadsDied = Counter.builder("heartrate.threads.died")
                .description("Threads that died, and the instance with them")
                .register(registry);
        TimeGauge.builder(
                        "heartrate.clock.difference",
                        clockDifferenceNanos,
                        TimeUnit.NANOSECONDS,
                        AtomicLong::doubleValue)
                .description("How far this instance's clock is ahead of what is believed; 0 if it is believed")
                .register(registry);
        parked = Counter.builder("heartrate.parked")
                .description("Inputs that could not be processed")
                .register(registry);
        noValue = Counter.builder("heartrate.no.value")
                .description("Messages, or parts of them, that say that there is no heart rate")
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentileHistogram()
                .register(registry);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void reading(Verdict verdict) {
        count(readings.get(verdict));
    }

    @Override
    public void alert(Condition condition, Phase phase) {
        count(alerts.getOrDefault(condition, Map.of()).get(phase));
    }

    private static void count(@org.jspecify.annotations.Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void alertConfirmed(Duration latency) {
        alertConfirm.record(latency);
    }

    @Override
    public void committed(int partition, int deliveries, Duration latency) {
        commit.record(latency);
        Counter.builder("heartrate.committed")
                .description("Deliveries acknowledged after their snapshot was confirmed")
                .tag(PARTITION, Integer.toString(partition))
                .register(registry)
                .increment(deliveries);
    }

    @Override
    public void inFlight(int partition, int deliveries) {
        inFlight.computeIfAbsent(partition, this::inFlightGauge).set(deliveries);
    }

    private AtomicLong inFlightGauge(int partition) {
        AtomicLong value = new AtomicLong();
        Gauge.builder("heartrate.in.flight", value, AtomicLong::doubleValue)
                .description("Deliveries that wait to be processed")
                .tag(PARTITION, Integer.toString(partition))
                .register(registry);
        return value;
    }

    @Override
    public void lag(int partition, Duration lag) {
        lagNanos.computeIfAbsent(partition, this::lagGauge).set(saturatedNanos(lag));
    }

    private AtomicLong lagGauge(int partition) {
        AtomicLong value = new AtomicLong();
        TimeGauge.builder("heartrate.lag", value, TimeUnit.NANOSECONDS, AtomicLong::doubleValue)
                .description("Since the last processed tick was sent")
                .tag(PARTITION, Integer.toString(partition))
                .register(registry);
        return value;
    }

    @Override
    public void tickRefused(String instance, Duration ahead) {
        Counter.builder("heartrate.ticks.refused")
                .description("Ticks refused, since their sender's clock is wrong")
                .tag("instance", instance)
                .register(registry)
                .increment();
    }

    @Override
    public void clockDifference(Duration ahead) {
        clockDifferenceNanos.set(saturatedNanos(ahead));
    }

    /** Beyond 292 years a long has no room. */
    private static long saturatedNanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    @Override
    public void parked() {
        parked.increment();
    }

    @Override
    public void noValue() {
        noValue.increment();
    }

    @Override
    public void sessionFailed(int partition) {
        Counter.builder("heartrate.sessions.failed")
                .description("Sessions that ended and were not told to")
                .tag(PARTITION, Integer.toString(partition))
                .register(registry)
                .increment();
    }

    @Override
    public void threadDied(String thread) {
        threadsDied.increment();
    }

    @Override
    public void detached(int partition, Duration duration) {
        detached.record(duration);
    }

    @Override
    public void reconnected(String connection) {
        Counter.builder("heartrate.reconnects")
                .description("Connections opened again")
                .tag("connection", connection)
                .register(registry)
                .increment();
    }
}
