package io.github.heartrate.amqp.internal.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import io.github.heartrate.amqp.broker.Backpressure;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.codec.BatchCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PackingPropertiesTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final int STEPS = 400;
    private static final int PATIENTS = 7;

    /** jqwik keeps one instance of the test for all tries. */
    @Property(tries = 300)
    void everyReadingIsJudgedOnceInItsPatientsOrderHoweverTheConnectionBreaks(@ForAll Random random) {
        World world = new World(random);
        world.run();
        world.assertEachJudgedOnceInOrder();
    }

    /** A queue, a broker that keeps what reaches it, and a connection that breaks at random. */
    private static final class World {

        private final Random random;
        private final BatchCodec codec = new BatchCodec();
        private final Map<Integer, Integer> results = new HashMap<>();
        private final Set<Integer> refused = new HashSet<>();
        private final List<Reading> published = new ArrayList<>();

        /** What reached the broker, reading by reading. */
        private final List<Reading> arrived = new ArrayList<>();

        private final List<Message> underWay = new ArrayList<>();
        private final PublishQueue queue = new PublishQueue(10_000, Backpressure.FAIL, this::write);
        private long ids;

        World(Random random) {
            this.random = random;
        }

        private Outbound write(List<SingleReading> readings) {
            byte[] body =
                    codec.encode(readings.stream().map(SingleReading::reading).toList());
            return new Outbound("", "0", "t", "id-" + ids++, TIME, Optional.empty(), Map.of(), body);
        }

        private Reading nextReading() {
            int number = published.size();
            Reading reading = new Reading("p" + random.nextInt(PATIENTS), TIME.plusSeconds(number), 60 + number % 90);
            published.add(reading);
            return reading;
        }

        private void publish() {
            int number = published.size();
            Reading reading = nextReading();
            boolean isWhole = random.nextInt(8) == 0;
            SingleReading single = new SingleReading(reading, "0", TIME);
            (isWhole ? queue.add(List.of(reading.patientId()), write(List.of(single))) : queue.add(single))
                    .whenComplete((result, failure) -> {
                        results.merge(number, 1, Integer::sum);
                        if (result == PublishResult.NACKED) {
                            refused.add(number);
                        }
                    })
                    .isDone();
        }

        private void arrive(Message message) {
            arrived.addAll(codec.decode(message.content().body()).readings());
        }

        private void send() {
            List<Message> taken = queue.takeNow();
            taken.forEach(Message::content);
            underWay.addAll(taken);
        }

        private void decide() {
            Message decided = underWay.remove(random.nextInt(underWay.size()));
            boolean isRefused = random.nextInt(10) == 0;
            if (!isRefused) {
                arrive(decided);
            }
            queue.settle(List.of(decided), isRefused ? PublishResult.NACKED : PublishResult.CONFIRMED);
        }

        /** The broker has some of what was under way, and nobody knows which. */
        private void breakOff() {
            underWay.stream().filter(message -> random.nextBoolean()).forEach(this::arrive);
            queue.repeat(List.copyOf(underWay));
            underWay.clear();
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(10)) {
                    case 0, 1, 2, 3, 4, 5 -> publish();
                    case 6, 7 -> send();
                    case 8 -> {
                        if (!underWay.isEmpty()) {
                            decide();
                        }
                    }
                    default -> {
                        if (random.nextInt(4) == 0) {
                            breakOff();
                        }
                    }
                }
            }
            while (queue.unsettled() > 0) {
                send();
                while (!underWay.isEmpty()) {
                    decide();
                }
            }
        }

        void assertEachJudgedOnceInOrder() {
            assertThat(results.values()).hasSize(published.size()).containsOnly(1);
            HeartRateMonitor monitor = HeartRateMonitor.builder().build();
            Set<Reading> judged = new HashSet<>();
            for (Reading reading : arrived) {
                boolean isFirst = judged.add(reading);
                Verdict verdict = monitor.accept(reading).verdict();
                assertThat(verdict == Verdict.ACCEPTED)
                        .as("%s of %s", verdict, reading)
                        .isEqualTo(isFirst);
            }
            for (int number = 0; number < published.size(); number++) {
                if (!refused.contains(number)) {
                    assertThat(judged.contains(published.get(number))).isTrue();
                }
            }
        }
    }
}
