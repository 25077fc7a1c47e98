package io.github.heartrate.demo.bench;

import io.github.heartrate.Alert;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.ReadingPublisher;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.topology.Topology;
import io.github.heartrate.demo.broker.RunBroker;
import io.github.heartrate.demo.broker.TemporaryInstance;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.demo.text.Plural;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Publishes readings at a rate and times their alerts. A reading's timestamp is when it was due, so the alert tells what
 * to measure from, and a reading that waits behind a stall counts with its waiting.
 */
public final class Bench {

    private static final int DIGITS = 3;
    private static final long MAX_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final double HIGH = 120;
    private static final double CALM = 72;
    private static final int CYCLE = 4;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long POLL_MILLIS = 20;

    private final BenchLoad load;
    private final PrintWriter lines;
    private final Recorder latency = new Recorder(MAX_MICROS, DIGITS);
    private final Histogram measured = new Histogram(MAX_MICROS, DIGITS);
    private final LongAdder sent = new LongAdder();
    private final LongAdder published = new LongAdder();
    private final LongAdder judged = new LongAdder();
    private final LongAdder caused = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final long startNanos = System.nanoTime();

    public Bench(BenchLoad load, PrintWriter lines) {
        this.load = load;
        this.lines = lines;
    }

    public BenchResult run(RunBroker broker) throws InterruptedException {
        try (TemporaryInstance instance =
                TemporaryInstance.open(broker, this::received, settings -> settings.observer(this::judged))) {
            instance.heartRate().start();
            ReadingPublisher publisher = instance.heartRate().publisher();
            Sender sender = new Sender(publisher, instance.topology());
            Thread sending = new Thread(sender, "bench publisher");
            sending.start();
            BenchResult result;
            try {
                report(load.warmUp(), true);
                long judgedBefore = judged.sum();
                long before = System.nanoTime();
                report(load.length(), false);
                double seconds = (System.nanoTime() - before) / (double) TimeUnit.SECONDS.toNanos(1);
                result = new BenchResult(load, judged.sum() - judgedBefore, seconds, measured);
            } finally {
                sender.stop();
                sending.join();
            }
            publisher.flush();
            if (broker.isShared()) {
                awaitDrained();
            }
            if (failed.sum() > 0) {
                throw new UserErrorException("not confirmed: " + Plural.of(failed.sum(), "message"));
            }
            return result;
        }
    }

    /** One line per second. */
    private void report(Duration length, boolean isWarmUp) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        long next = System.nanoTime();
        while (System.nanoTime() < end) {
            long publishedBefore = published.sum();
            long judgedBefore = judged.sum();
            long from = System.nanoTime();
            next = Math.min(end, next + TimeUnit.SECONDS.toNanos(1));
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            double seconds = (System.nanoTime() - from) / (double) TimeUnit.SECONDS.toNanos(1);
            Histogram interval = latency.getIntervalHistogram();
            if (!isWarmUp) {
                measured.add(interval);
            }
            lines.printf(
                    Locale.ROOT,
                    "%s%.3f s, published %,.0f readings/s, judged %,.0f readings/s, %s%n",
                    isWarmUp ? "warm-up " : "",
                    (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1),
                    (published.sum() - publishedBefore) / seconds,
                    (judged.sum() - judgedBefore) / seconds,
                    alarms(interval));
            lines.flush();
        }
    }

    private static String alarms(Histogram interval) {
        String alarms = Plural.of(interval.getTotalCount(), "alarm");
        return interval.getTotalCount() == 0
                ? alarms
                : String.format(
                        Locale.ROOT,
                        "%s: median %.1f ms, p99 %.1f ms",
                        alarms,
                        interval.getValueAtPercentile(50) / 1_000.0,
                        interval.getValueAtPercentile(99) / 1_000.0);
    }

    /** Others' queues are left as they were found: empty. Waits as long as anything comes. */
    private void awaitDrained() throws InterruptedException {
        long before = -1;
        long deadline = System.nanoTime();
        while (judged.sum() < sent.sum() || received.sum() < caused.sum()) {
            long now = judged.sum() + received.sum();
            if (now > before) {
                before = now;
                deadline = System.nanoTime() + STALL_NANOS;
            } else if (System.nanoTime() > deadline) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private void judged(Input input, Outcome outcome) {
        caused.add(outcome.alerts().size());
        if (input instanceof Reading) {
            judged.increment();
        }
    }

    private void received(Alert alert) {
        received.increment();
        if (alert.phase() == Phase.RAISED) {
            long micros = ChronoUnit.MICROS.between(alert.time(), now());
            latency.recordValue(Math.max(0, Math.min(MAX_MICROS, micros)));
        }
    }

    /** Never steps, as the system's clock may. */
    private Instant now() {
        return start.plus((System.nanoTime() - startNanos) / 1_000, ChronoUnit.MICROS);
    }

    private final class Sender implements Runnable {

        private final ReadingPublisher publisher;
        private final List<List<String>> patients = new ArrayList<>();
        private volatile boolean stopped;

        Sender(ReadingPublisher publisher, Topology topology) {
            this.publisher = publisher;
            for (int i = 0; i < topology.partitions(); i++) {
                patients.add(new ArrayList<>());
            }
            for (int i = 0; i < load.patients(); i++) {
                String id = "DEMO-" + i;
                patients.get(topology.partitionOf(id)).add(id);
            }
            patients.removeIf(List::isEmpty);
        }

        void stop() {
            stopped = true;
        }

        @Override
        public void run() {
            long ordinal = 0;
            long[] turns = new long[patients.size()];
            Instant begun = now();
            Instant last = begun;
            for (int message = 0; !stopped; message = (message + 1) % patients.size()) {
                List<Reading> readings = new ArrayList<>(load.batch());
                for (int i = 0; i < load.batch(); i++) {
                    Instant due = load.rate() == 0
                            ? later(now(), last)
                            : begun.plusNanos((long) (ordinal * (NANOS_PER_SECOND / load.rate())));
                    last = due;
                    readings.add(next(patients.get(message), turns[message]++, due));
                    ordinal++;
                }
                if (!await(readings.get(readings.size() - 1).timestamp())) {
                    return;
                }
                sent.add(readings.size());
                CompletableFuture<PublishResult> unused = publish(readings).whenComplete((result, failure) -> {
                    if (result == PublishResult.CONFIRMED) {
                        published.add(readings.size());
                    } else if (!stopped) {
                        failed.increment();
                    }
                });
            }
        }

        private static Instant later(Instant now, Instant last) {
            return now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        }

        private CompletableFuture<PublishResult> publish(List<Reading> readings) {
            return load.codec() == BenchLoad.Codec.JSON
                    ? publisher.publish(readings.get(0))
                    : publisher.publishBatch(readings);
        }

        private Reading next(List<String> ofPartition, long turn, Instant due) {
            String patient = ofPartition.get((int) (turn % ofPartition.size()));
            long round = turn / ofPartition.size();
            return new Reading(patient, due, round % CYCLE == CYCLE - 1 ? CALM : HIGH);
        }

        private boolean await(Instant due) {
            try {
                long micros = ChronoUnit.MICROS.between(now(), due);
                if (micros > 0) {
                    TimeUnit.MICROSECONDS.sleep(micros);
                }
                return true;
            } catch (InterruptedException e) {
                return false;
            }
        }
    }
}
