package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.Packing;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.codec.JsonReadingCodec;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Readings a second through one quorum queue, publisher and consumer in one JVM, in turns with RabbitMQ PerfTest on the
 * same node with messages of the size of a single reading. Run by the profile {@code throughput}; what it measured is
 * printed.
 */
class ThroughputBenchmark {

    private static final int SECONDS = Integer.getInteger("heartrate.throughput.seconds", 20);
    private static final int ROUNDS = Integer.getInteger("heartrate.throughput.rounds", 3);
    private static final int WARM_UP_SECONDS = 8;
    private static final int MANY = 2_000;
    private static final int FEW = 5;
    private static final int PATIENTS = 3_000;
    private static final int BATCH = 100;
    private static final int IN_FLIGHT = 1_000;
    private static final Pattern RATE = Pattern.compile("receiving rate avg: (\\d+) msg/s");

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicated();

    private final Topology topology = Topology.partitioned(1);
    private final LongAdder processed = new LongAdder();

    @Test
    void rates() throws Exception {
        List<Double> perfTests = new ArrayList<>();
        List<Double> many = new ArrayList<>();
        List<Double> few = new ArrayList<>();
        List<Double> singles = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            perfTests.add(perfTest());
            many.add(measure(enough -> publishOneByOne(MANY, enough)));
            few.add(measure(enough -> publishOneByOne(FEW, enough)));
            singles.add(measure(this::publishSingles));
        }
        double batches = measure(this::publishBatches);
        System.out.printf(Locale.ROOT, "%-40s %12s %12s  rounds%n", "", "mean/s", "/ PerfTest");
        report("PerfTest, 64 bytes", perfTests, perfTests);
        report("publish, " + MANY + " patients", many, perfTests);
        report("publish, " + FEW + " patients", few, perfTests);
        report("publish, never packed, 64 bytes", singles, perfTests);
        report("publishBatch of " + BATCH, List.of(batches), perfTests);
        assertThat(many).allMatch(rate -> rate > 0);
    }

    private static void report(String what, List<Double> rates, List<Double> perfTests) {
        System.out.printf(
                Locale.ROOT,
                "%-40s %,12.0f %12.2f  %s%n",
                what,
                average(rates),
                average(rates) / average(perfTests),
                rates.stream().map(Math::round).toList());
    }

    private static double average(List<Double> rates) {
        return rates.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private double measure(Consumer<AtomicBoolean> load) throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        try (HeartRateAmqp instance = HeartRateAmqp.builder()
                .uri(rabbit.uri())
                .topology(topology)
                .observer((input, outcome) -> processed.increment())
                .build()) {
            instance.start();
            CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> load.accept(enough));
            pause(WARM_UP_SECONDS);
            long before = processed.sum();
            long started = System.nanoTime();
            pause(SECONDS);
            double rate = (processed.sum() - before) / ((System.nanoTime() - started) / 1e9);
            enough.set(true);
            publishing.join();
            return rate;
        }
    }

    private static void pause(int seconds) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private ReadingPublisher publisher() {
        return ReadingPublisher.builder(Broker.of(rabbit.connectionFactory()), topology)
                .maxInFlight(IN_FLIGHT)
                .packing(Packing.NEVER)
                .build();
    }

    /** With a publisher as it is by default. */
    private void publishOneByOne(int patients, AtomicBoolean enough) {
        Instant start = Instant.now().minus(Duration.ofHours(2));
        String[] ids = new String[patients];
        for (int p = 0; p < patients; p++) {
            ids[p] = "p" + p;
        }
        try (ReadingPublisher publisher = ReadingPublisher.builder(Broker.of(rabbit.connectionFactory()), topology)
                .build()) {
            publisher.start();
            for (long n = 0; !enough.get(); n++) {
                Instant time = start.plusMillis(n / patients);
                CompletableFuture<PublishResult> unused =
                        publisher.publish(new Reading(ids[(int) (n % patients)], time, 60 + n % 30));
            }
        }
    }

    private void publishSingles(AtomicBoolean enough) {
        Instant second = Instant.now().minus(Duration.ofHours(1));
        try (ReadingPublisher publisher = publisher()) {
            publisher.start();
            assertThat(new JsonReadingCodec()
                            .encode(new Reading("p1234", Instant.ofEpochSecond(second.getEpochSecond()), 72)))
                    .hasSizeBetween(60, 68);
            for (long n = 0; !enough.get(); n++) {
                Instant time = Instant.ofEpochSecond(second.getEpochSecond() + n / PATIENTS);
                CompletableFuture<PublishResult> unused = publisher.publish(new Reading("p" + n % PATIENTS, time, 72));
            }
        }
    }

    private void publishBatches(AtomicBoolean enough) {
        Instant second = Instant.now().minus(Duration.ofMinutes(30));
        String[] patients = new String[PATIENTS];
        for (int p = 0; p < PATIENTS; p++) {
            patients[p] = "p" + p;
        }
        try (ReadingPublisher publisher = publisher()) {
            publisher.start();
            for (long n = 0; !enough.get(); n += BATCH) {
                Instant time = second.plusMillis(n / PATIENTS * 10);
                List<Reading> batch = new ArrayList<>(BATCH);
                for (int i = 0; i < BATCH; i++) {
                    batch.add(new Reading(patients[(int) ((n + i) % PATIENTS)], time, 60 + i % 30));
                }
                CompletableFuture<PublishResult> unused = publisher.publishBatch(batch);
            }
        }
    }

    private static double perfTest() throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.rabbitmq.perf.PerfTest",
                "--uri",
                rabbit.uri(),
                "--producers",
                "1",
                "--consumers",
                "1",
                "--size",
                "64",
                "--flag",
                "persistent",
                "--confirm",
                Integer.toString(IN_FLIGHT),
                "--qos",
                "2000",
                "--multi-ack-every",
                "500",
                "--quorum-queue",
                "--queue",
                "perf-test",
                "--time",
                Integer.toString(SECONDS + WARM_UP_SECONDS));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher rate = RATE.matcher(output);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(rate.find()).as(output).isTrue();
        return Double.parseDouble(rate.group(1));
    }
}
