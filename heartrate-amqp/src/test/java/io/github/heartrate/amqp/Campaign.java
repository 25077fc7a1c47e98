package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.codec.ControlCodec;
import io.github.heartrate.amqp.testing.RabbitMqNode;
import io.github.heartrate.amqp.testing.TcpProxy;
import io.github.heartrate.amqp.topology.Topology;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * One fault, under load, and the oracle: a virtual host of its own, a bad network before it, a publisher and a receiver
 * with a good one. At the end the alerts are those of the core on the same readings, none missing, none invented, repeats
 * equal to the first; nothing but ticks is left in the queues, and no thread or connection.
 */
final class Campaign implements AutoCloseable {

    /** Of everything that is drawn by chance. */
    static final long SEED = Long.getLong("heartrate.campaign.seed", System.nanoTime() & 0xffffff);

    /** The property that is {@code full} for the faults that take long. */
    static final String EXTENT = "heartrate.campaign";

    /** For a test that has a short form and a long one. */
    static final boolean IS_FULL = "full".equals(System.getProperty(EXTENT));

    static final AlarmPolicy POLICY = AlarmPolicy.DEFAULT;

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

    /** Three heartbeats of 10 s, as often as the broker looks for them, and a slow rabbitmqctl. */
    private static final Duration REAP_LIMIT = Duration.ofMinutes(2);

    /** Each with its state and channels, to find out why a test failed. */
    private static final String CONNECTIONS =
            "[(catch rabbit_networking:connection_info(C, [name, client_properties, state, timeout, channels]))"
                    + " || C <- rabbit_networking:connections()].";

    static {
        System.out.println("fault campaign: seed " + SEED + ", again with -Dheartrate.campaign.seed=" + SEED);
    }

    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    private final Random random;
    private final String fault;
    private final List<RabbitMqNode> nodes;
    private final String uri;
    private final TcpProxy proxy;
    private final Topology topology;
    private final CampaignSink sink;
    private final CampaignLoad load;
    private final List<HeartRateAmqp> instances = new ArrayList<>();
    private final List<CampaignChild> children = new ArrayList<>();
    private Duration recovery = Duration.ZERO;
    private Duration bound = Duration.ZERO;
    private Instant faultEnd = Instant.MIN;
    private int times;
    private List<RabbitMqNode> asked;

    /**
     * Begins to publish.
     *
     * @param fault for the report
     * @param node where to
     * @param topology declared here
     * @param patients with one reading each every {@code pauseMs}
     */
    Campaign(String fault, RabbitMqNode node, Topology topology, int patients, long pauseMs) throws Exception {
        this(fault, List.of(node), topology, patients, pauseMs);
    }

    /**
     * The same on a cluster.
     *
     * @param nodes publisher and receiver are at the first one that takes them
     */
    Campaign(String fault, List<RabbitMqNode> nodes, Topology topology, int patients, long pauseMs) throws Exception {
        RabbitMqNode node = nodes.get(0);
        int number = NUMBERS.incrementAndGet();
        this.random = new Random(SEED + number);
        this.fault = fault;
        this.nodes = List.copyOf(nodes);
        this.asked = this.nodes;
        this.topology = topology;
        this.uri = node.addVirtualHost("campaign-" + number);
        this.proxy = TcpProxy.to(node.port());
        try (Connection connection = broker().connect("campaign topology")) {
            topology.declare(connection);
        }
        this.sink = new CampaignSink(broker(), topology);
        ReadingPublisher publisher =
                ReadingPublisher.builder(broker(), topology).name("campaign").build();
        publisher.start();
        this.load = new CampaignLoad(new Ward(SEED + number, patients), publisher, pauseMs);
    }

    /** Two partitions of quorum queues, 20 patients, 1,000 readings a second. */
    static Campaign usual(String fault, RabbitMqNode node) throws Exception {
        return new Campaign(fault, node, Topology.partitioned(2), 20, 20);
    }

    Broker broker() {
        return broker(nodes);
    }

    /** In this order. */
    private Broker broker(List<RabbitMqNode> order) {
        return Broker.firstOf(order.stream()
                .map(node -> Broker.of(URI.create(node.uri() + "/" + virtualHost())))
                .toList());
    }

    String uri() {
        return uri;
    }

    String virtualHost() {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    TcpProxy proxy() {
        return proxy;
    }

    Random random() {
        return random;
    }

    CampaignLoad load() {
        return load;
    }

    /** Waits until every alert of what was published so far has come. */
    void awaitCaughtUp() {
        Set<String> expected = load.expected(POLICY);
        await(fault).atMost(DRAIN_LIMIT).until(() -> sink.missing(expected).isEmpty());
    }

    CampaignSink sink() {
        return sink;
    }

    Topology topology() {
        return topology;
    }

    /** Starts an instance in this JVM, behind the proxy. */
    HeartRateAmqp instance(UnaryOperator<HeartRateAmqp.Builder> options) {
        return start(options.apply(HeartRateAmqp.builder().uri(proxy.through(uri))));
    }

    private HeartRateAmqp start(HeartRateAmqp.Builder builder) {
        HeartRateAmqp instance = builder.topology(topology)
                .policy(POLICY)
                .instanceName("campaign-" + instances.size())
                .build();
        instances.add(instance);
        instance.start();
        return instance;
    }

    HeartRateAmqp instance() {
        return instance(UnaryOperator.identity());
    }

    /** Starts an instance in this JVM, without the proxy, at the first of these nodes that takes it. */
    HeartRateAmqp instanceAt(List<RabbitMqNode> order) {
        return start(HeartRateAmqp.builder().broker(broker(order)));
    }

    /** Starts an instance in a JVM of its own, without the proxy. */
    CampaignChild child(Map<String, String> options) {
        CampaignChild child = CampaignChild.start(uri, topology.partitions(), options);
        children.add(child);
        return child;
    }

    /** Waits until alerts of every partition arrive. */
    void awaitRunning() {
        Instant now = load.reached();
        await(fault)
                .atMost(DRAIN_LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(sink.hasPassed(now))
                        .as(() -> "running; children: "
                                + children.stream().map(CampaignChild::output).toList())
                        .isTrue());
    }

    /** Lets so many milliseconds of load pass. */
    void loadFor(long millis) {
        await().pollDelay(Duration.ofMillis(millis))
                .atMost(Duration.ofMillis(millis + 60_000))
                .until(() -> true);
    }

    /**
     * Does something bad, and measures how long it takes from its end until every partition has given an alert of a reading
     * that was published after it.
     */
    Duration recoverFrom(Duration limit, Fault what) throws Exception {
        return recoverFrom(
                limit,
                () -> {
                    what.inject();
                    faultEnd = load.reached();
                },
                () -> sink.hasPassed(faultEnd));
    }

    /** The same, where something else tells the recovery. */
    Duration recoverFrom(Duration limit, Fault what, Callable<Boolean> recovered) throws Exception {
        what.inject();
        times++;
        bound = limit;
        long start = System.nanoTime();
        await(fault).atMost(limit).pollInterval(Duration.ofMillis(5)).until(recovered);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        recovery = taken.compareTo(recovery) > 0 ? taken : recovery;
        return taken;
    }

    /** Has {@link #finish} ask the first of these nodes that answers what is left in the queues, not the publisher's node. */
    void askAt(List<RabbitMqNode> order) {
        asked = List.copyOf(order);
    }

    /** Something bad. */
    interface Fault {
        void inject() throws Exception;
    }

    /** Ends the load, waits for the last alert, closes everything, and asks the oracle. */
    void finish() throws Exception {
        finish(0);
    }

    /** The same, where so many messages are expected to be parked. */
    void finish(int parked) throws Exception {
        List<Reading> readings = load.stop();
        Set<String> expected = load.expected(POLICY);
        await(fault)
                .atMost(DRAIN_LIMIT)
                .untilAsserted(
                        () -> assertThat(sink.missing(expected)).as("lost").isEmpty());
        instances.forEach(HeartRateAmqp::close);
        children.stream().filter(CampaignChild::isAlive).forEach(CampaignChild::terminate);
        assertThat(sink.invented(expected)).as("invented").isEmpty();
        assertThat(sink.conflicts()).as("repeats that differ").isEmpty();
        CampaignReport.add(new CampaignReport.Row(
                fault, times, readings.size(), expected.size(), 0, 0, sink.repeats(), recovery, bound));
        assertNothingLeft(parked);
        close();
        assertNoConnectionLeft(); // it names what it finds, unlike the threads
        assertNoThreadLeft();
    }

    /** The broker may still have to miss the heartbeats of a client that has gone without a word. */
    private void assertNoConnectionLeft() {
        await("connections")
                .atMost(REAP_LIMIT)
                .untilAsserted(() -> assertThat(nodes.get(0).eval(CONNECTIONS).strip())
                        .as("connections left on the node")
                        .isEqualTo("[]"));
    }

    private void assertNothingLeft(int parked) throws Exception {
        try (Connection connection = broker(asked).connect("campaign leftovers");
                Channel channel = connection.createChannel()) {
            for (String queue : topology.readingQueues()) {
                assertThat(AlertSink.leftIn(channel, queue)).as(queue).allMatch(ControlCodec.CONTENT_TYPE::equals);
            }
            int found = 0;
            while (channel.basicGet("heartrate.parked", true) != null) {
                found++;
            }
            assertThat(found).as("parked").isEqualTo(parked);
        }
    }

    private void assertNoThreadLeft() {
        await("threads").atMost(CLOSE_LIMIT).untilAsserted(() -> {
            Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
            left.removeAll(threadsBefore);
            assertThat(left)
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("heartrate")
                            || name.startsWith("AMQP")
                            || name.startsWith("pool-")
                            || name.startsWith("proxy-")
                            || name.startsWith("campaign"));
        });
    }

    @Override
    public void close() {
        instances.forEach(HeartRateAmqp::close);
        children.forEach(CampaignChild::close);
        children.clear();
        load.close();
        sink.close();
        proxy.close();
    }
}
