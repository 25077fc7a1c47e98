package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.Alert;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.Packing;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * From a reading to its alert at a receiver, at a fixed rate through one quorum queue: packed and never packed in turns.
 * The time counts from when a reading was due, so one that waits behind a stall counts with its waiting. Run by the
 * profile {@code throughput}; what it measured is printed.
 */
class LatencyBenchmark {

    private static final int SECONDS = Integer.getInteger("heartrate.throughput.seconds", 20);
    private static final int ROUNDS = Integer.getInteger("heartrate.throughput.rounds", 3);
    private static final int RATE = 1_000;
    private static final int PATIENTS = 1_000;
    private static final int WARM_UP_SECONDS = 8;
    private static final long READINGS = (long) (SECONDS + WARM_UP_SECONDS) * RATE;
    private static final int CYCLE = 4;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicated();

    private final Topology topology = Topology.partitioned(1);

    /** Never steps, as the system's clock may. */
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MICROS);

    private final long startNanos = System.nanoTime();

    private volatile Instant measuredFrom = Instant.MAX;

    private Instant now() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Test
    void fromReadingToAlert() throws Exception {
        List<long[]> packed = new ArrayList<>();
        List<long[]> single = new ArrayList<>();
        measure(Packing.NEVER); // warms the JVM and the broker up
        for (int round = 0; round < ROUNDS; round++) {
            boolean isSingleFirst = round % 2 == 0; // the broker gets slower as its log grows
            if (isSingleFirst) {
                single.add(measure(Packing.NEVER));
            }
            packed.add(measure(Packing.WHAT_WAITS));
            if (!isSingleFirst) {
                single.add(measure(Packing.NEVER));
            }
        }
        report("never packed", single);
        report("packed if it waits", packed);
        System.out.printf(
                Locale.ROOT,
                "medians, packed / never packed: %.2f%n",
                percentile(all(packed), 50) / percentile(all(single), 50));
        assertThat(all(packed)).isNotEmpty();
    }

    private static void report(String what, List<long[]> rounds) {
        long[] all = all(rounds);
        System.out.printf(
                Locale.ROOT,
                "%d readings/s, %-20s median %.2f ms, p99 %.2f ms, %d alerts; medians of the rounds %s%n",
                RATE,
                what,
                percentile(all, 50),
                percentile(all, 99),
                all.length,
                rounds.stream()
                        .map(round -> String.format(Locale.ROOT, "%.2f", percentile(sorted(round), 50)))
                        .toList());
    }

    private static long[] all(List<long[]> rounds) {
        return rounds.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    }

    private static long[] sorted(long[] micros) {
        return Arrays.stream(micros).sorted().toArray();
    }

    private static double percentile(long[] sortedMicros, int percent) {
        return sortedMicros[(sortedMicros.length - 1) * percent / 100] / 1_000.0;
    }

    private long[] measure(Packing packing) throws Exception {
        Queue<Long> micros = new ConcurrentLinkedQueue<>();
        LongAdder judged = new LongAdder();
        LongAdder caused = new LongAdder();
        LongAdder received = new LongAdder();
        Broker broker = Broker.of(rabbit.connectionFactory());
        try (HeartRateAmqp instance = HeartRateAmqp.builder()
                        .uri(rabbit.uri())
                        .topology(topology)
                        .observer((input, outcome) -> {
                            judged.add(input instanceof Reading ? 1 : 0);
                            caused.add(outcome.alerts().size());
                        })
                        .build();
                AlertConsumer receiver = AlertConsumer.builder(broker, alert -> {
                            received.increment();
                            heard(alert, micros);
                        })
                        .build();
                ReadingPublisher publisher = ReadingPublisher.builder(broker, topology)
                        .packing(packing)
                        .build()) {
            instance.start();
            receiver.start();
            assertThat(receiver.awaitConsuming(LIMIT)).isTrue();
            assertThat(instance.awaitActive(LIMIT)).isTrue();
            publisher.start();
            measuredFrom = now().plusSeconds(WARM_UP_SECONDS);
            publish(publisher);
            await().atMost(LIMIT).until(() -> judged.sum() == READINGS && received.sum() == caused.sum());
        }
        return micros.stream().mapToLong(Long::longValue).toArray();
    }

    private void heard(Alert alert, Queue<Long> micros) {
        if (alert.phase() == Phase.RAISED && alert.time().isAfter(measuredFrom)) {
            micros.add(ChronoUnit.MICROS.between(alert.time(), now()));
        }
    }

    private void publish(ReadingPublisher publisher) {
        Instant begun = now().truncatedTo(ChronoUnit.MICROS);
        for (long n = 0; n < READINGS; n++) {
            Instant due = begun.plusNanos(n * TimeUnit.SECONDS.toNanos(1) / RATE);
            for (long left = nanosTo(due); left > 0; left = nanosTo(due)) {
                LockSupport.parkNanos(left);
            }
            double bpm = n / PATIENTS % CYCLE == CYCLE - 1 ? 72 : 120;
            CompletableFuture<PublishResult> unused = publisher.publish(new Reading("p" + n % PATIENTS, due, bpm));
        }
    }

    private long nanosTo(Instant due) {
        return Duration.between(now(), due).toNanos();
    }
}
