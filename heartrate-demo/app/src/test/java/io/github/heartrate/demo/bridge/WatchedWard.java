package io.github.heartrate.demo.bridge;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.github.heartrate.Alert;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.HeartRateAmqp;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A real instance that judges what bridges publish, and what it has heard. */
final class WatchedWard implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Broker broker;
    private final Topology topology;
    private final List<Reading> readings = new CopyOnWriteArrayList<>();
    private final List<Alert> alerts = new CopyOnWriteArrayList<>();
    private final HeartRateAmqp heartRate;

    WatchedWard(Broker broker, Topology topology) throws InterruptedException {
        this.broker = broker;
        this.topology = topology;
        heartRate = HeartRateAmqp.builder()
                .broker(broker)
                .topology(topology)
                .listener(alerts::add)
                .observer((input, outcome) -> {
                    if (input instanceof Reading reading) {
                        readings.add(reading);
                    }
                })
                .build();
        heartRate.start();
        if (!heartRate.awaitActive(LIMIT)) {
            throw new IllegalStateException("not active: " + heartRate.health());
        }
    }

    List<Reading> readings() {
        return List.copyOf(readings);
    }

    void awaitReadings(int count) {
        Awaitility.await().atMost(LIMIT).until(() -> readings.size() >= count);
    }

    Set<String> alertIds() {
        return ids(alerts);
    }

    /** The oracle: what the core raises for the same readings. */
    static Set<String> idsOfTheCore(List<Reading> readings) {
        HeartRateMonitor monitor = HeartRateMonitor.builder().build();
        List<Alert> alerts = new ArrayList<>();
        readings.forEach(reading -> alerts.addAll(monitor.accept(reading).alerts()));
        return ids(alerts);
    }

    private static Set<String> ids(List<Alert> alerts) {
        return alerts.stream().map(Alert::id).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The reason of the next parked message, and its body after a bar. */
    String nextParked() throws Exception {
        try (Connection connection = broker.connect("test");
                Channel channel = connection.createChannel()) {
            GetResponse message = Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> channel.basicGet(topology.parkedQueue(), true), got -> got != null);
            return message.getProps().getHeaders().get("x-heartrate-reason") + "|"
                    + new String(message.getBody(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        heartRate.close();
    }
}
