package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.PublishResult;
import io.github.heartrate.amqp.broker.RefusedException;
import io.github.heartrate.amqp.internal.link.LogCapture;
import io.github.heartrate.amqp.observe.Health;
import io.github.heartrate.amqp.observe.PartitionHealth;
import io.github.heartrate.amqp.observe.PartitionHealth.Cause;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.topology.BrokerDialect;
import io.github.heartrate.amqp.topology.OnStart;
import io.github.heartrate.amqp.topology.Topology;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The least rights, as the operator's page lists them: each row is enough, and without one of its rights the reason names
 * that one.
 */
@Tag(RabbitMq.OLDEST)
class RightsIT {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final String NONE = "^$";
    private static final AtomicInteger USERS = new AtomicInteger();

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicated();

    private String user;
    private String host;
    private Topology topology = Topology.partitioned(1);

    @BeforeEach
    void addUser() {
        user = "user-" + USERS.incrementAndGet();
        host = "host-of-" + user;
        rabbit.node().addVirtualHost(host);
        rabbit.node().addUser(user, "pw");
    }

    private void grant(String configure, String write, String read) {
        rabbit.node().setPermissions(user, host, configure, write, read);
    }

    private String uri() {
        return rabbit.node().uri().replace("guest:guest", user + ":pw") + "/" + host;
    }

    private String guestUri() {
        return rabbit.node().uri() + "/" + host;
    }

    private HeartRateAmqp instance(OnStart onStart) {
        return HeartRateAmqp.builder()
                .uri(uri())
                .topology(topology)
                .onStart(onStart)
                .build();
    }

    private static PartitionHealth health(HeartRateAmqp instance) {
        return instance.health().partitions().get(0);
    }

    /** What somebody with every right does. */
    private interface Work {
        void on(Channel channel) throws Exception;
    }

    private void asGuest(Work work) throws Exception {
        try (Connection connection = rabbit.node().connectionFactory(guestUri()).newConnection();
                Channel channel = connection.createChannel()) {
            work.on(channel);
        }
    }

    private void declareAsGuest() throws Exception {
        asGuest(channel -> topology.declare(channel.getConnection()));
    }

    /** Makes the active instance park it. */
    private void publishGarbage() throws Exception {
        asGuest(channel -> channel.basicPublish(
                topology.readingsExchange(), "0", MessageProperties.PERSISTENT_BASIC, new byte[] {1}));
    }

    private static void awaitReason(HeartRateAmqp instance, String reason) {
        await().atMost(BOUND)
                .untilAsserted(() ->
                        assertThat(health(instance).reason().orElse("none")).contains(reason));
        assertThat(health(instance).cause()).contains(Cause.RIGHT_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"heartrate", "icu-3"})
    void instanceThatDeclaresNeedsItsOwnNamesAlone(String name) throws Exception {
        topology = topology.named(name);
        String own = "^" + name + "\\.";
        grant(own, own, own);
        try (HeartRateAmqp instance = instance(OnStart.DECLARE)) {
            instance.start();

            assertThat(instance.awaitActive(BOUND)).isTrue();
            publishGarbage();
            asGuest(channel -> await().atMost(BOUND).until(() -> channel.messageCount(topology.parkedQueue()) == 1));
            assertThat(instance.health().overall()).isEqualTo(Health.Overall.ACTIVE);
        }
    }

    @ParameterizedTest
    @CsvSource({"configure", "write", "read"})
    void instanceThatDeclaresIsRefusedAtStartWithoutOneOfTheRights(String without) {
        String own = "^heartrate\\.";
        grant(
                without.equals("configure") ? NONE : own,
                without.equals("write") ? NONE : own,
                without.equals("read") ? NONE : own);
        try (HeartRateAmqp instance = instance(OnStart.DECLARE)) {
            assertThatThrownBy(instance::start)
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Kind.ACCESS))
                    .hasMessageMatching(".*the user lacks the right to [a-z ]*" + without
                            + "[a-z ]* the (queue|exchange) \"heartrate.*")
                    .hasMessageNotContaining(user);
        }
    }

    /** The row of the operator's page for an instance that verifies, less a right such as {@code write alerts}. */
    private void grantToVerify(String left) {
        grant(
                NONE,
                "^heartrate\\.(" + names("write", left, "readings", "state", "alerts", "parked") + ")$",
                "^heartrate\\.(" + names("read", left, "readings", "state") + ")\\.\\d+$");
    }

    private static String names(String right, String left, String... names) {
        return Stream.of(names).filter(name -> !left.equals(right + " " + name)).collect(Collectors.joining("|"));
    }

    @Test
    void instanceThatVerifiesNeedsNoRightToConfigure() throws Exception {
        declareAsGuest();
        grantToVerify("");
        try (HeartRateAmqp instance = instance(OnStart.VERIFY)) {
            instance.start();

            assertThat(instance.awaitActive(BOUND)).isTrue();
            publishGarbage();
            asGuest(channel -> await().atMost(BOUND).until(() -> channel.messageCount("heartrate.parked") == 1));
            assertThat(instance.health().overall()).isEqualTo(Health.Overall.ACTIVE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "write readings, write the exchange \"heartrate.readings\"",
        "write state, write the exchange \"heartrate.state\"",
        "write alerts, write the exchange \"heartrate.alerts\"",
        "write parked, write the exchange \"heartrate.parked\"",
        "read readings, read the queue \"heartrate.readings.0\"",
        "read state, read the queue \"heartrate.state.0\""
    })
    void healthNamesTheRightThatAnInstanceLacks(String left, String right) throws Exception {
        Assumptions.assumeFalse(hidesWhatAUserHasNoRightTo(), "from RabbitMQ 4.3 on the start is refused");
        declareAsGuest();
        grantToVerify(left);
        try (HeartRateAmqp instance = instance(OnStart.VERIFY)) {
            instance.start();
            if (left.equals("write parked")) {
                publishGarbage();
            }

            awaitReason(instance, "the user lacks the right to " + right);
            assertThat(instance.health().overall()).isIn(Health.Overall.DEGRADED, Health.Overall.DOWN);
            assertThat(health(instance).reason().orElseThrow()).doesNotContain(user);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "write readings, exchange \"heartrate.readings\"",
        "write state, exchange \"heartrate.state\"",
        "write alerts, exchange \"heartrate.alerts\"",
        "write parked, exchange \"heartrate.parked\"",
        "read readings, queue \"heartrate.readings.1\"",
        "read state, queue \"heartrate.state.0\""
    })
    void startNamesWhatTheBrokerHidesFromAnInstanceWithoutARightToIt(String left, String hidden) throws Exception {
        Assumptions.assumeTrue(hidesWhatAUserHasNoRightTo(), "needs RabbitMQ 4.3");
        declareAsGuest();
        grantToVerify(left);
        try (HeartRateAmqp instance = instance(OnStart.VERIFY)) {
            assertThatThrownBy(instance::start)
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Kind.ACCESS))
                    .hasMessageStartingWith("looking for the " + hidden + " was refused: ")
                    .hasMessageEndingWith("the user lacks the right to configure the " + hidden)
                    .hasMessageNotContaining(user);
        }
    }

    /** From RabbitMQ 4.3 on a passive declare needs some right, whichever, and names that to configure. */
    private boolean hidesWhatAUserHasNoRightTo() throws Exception {
        try (Connection guest = rabbit.node().connectionFactory(guestUri()).newConnection()) {
            BrokerDialect dialect = BrokerDialect.of(guest);
            return dialect.major() > 4 || (dialect.major() == 4 && dialect.minor() >= 3);
        }
    }

    @Test
    void rightThatIsTakenAwayLaterIsNamedUntilItIsBack() throws Exception {
        declareAsGuest();
        grantToVerify("");
        try (HeartRateAmqp instance = instance(OnStart.VERIFY)) {
            instance.start();
            assertThat(instance.awaitActive(BOUND)).isTrue();

            grantToVerify("write alerts");
            rabbit.node().closeConnections(); // what a channel has used before it may use on
            awaitReason(instance, "the user lacks the right to write the exchange \"heartrate.alerts\"");

            grantToVerify("");
            await().atMost(Duration.ofSeconds(60)).until(() -> health(instance).status() == Status.ACTIVE);
            await().until(() -> instance.health().overall() == Health.Overall.ACTIVE);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void publisherNeedsToWriteTheExchangeOfReadingsAlone(boolean isGranted) throws Exception {
        declareAsGuest();
        grant(NONE, isGranted ? "^heartrate\\.readings$" : NONE, NONE);
        try (LogCapture log = LogCapture.ofEverything();
                ReadingPublisher publisher = ReadingPublisher.builder(Broker.of(URI.create(uri())), topology)
                        .build()) {
            publisher.start();

            CompletableFuture<PublishResult> result = publisher.publish(new Reading("a", Instant.now(), 72));

            if (isGranted) {
                assertThat(result.get(BOUND.toSeconds(), TimeUnit.SECONDS)).isEqualTo(PublishResult.CONFIRMED);
            } else {
                await().atMost(BOUND)
                        .until(() -> log.warnings().stream().anyMatch(line -> line.contains("heartrate.readings")));
                assertThat(result).isNotDone();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void receiverNeedsToReadTheQueueOfAlertsAlone(boolean isGranted) throws Exception {
        declareAsGuest();
        grant(NONE, NONE, isGranted ? "^heartrate\\.alerts$" : NONE);
        try (LogCapture log = LogCapture.ofEverything();
                AlertConsumer receiver = AlertConsumer.builder(Broker.of(URI.create(uri())), alert -> {})
                        .build()) {
            receiver.start();

            if (isGranted) {
                assertThat(receiver.awaitConsuming(BOUND)).isTrue();
            } else {
                await().atMost(BOUND)
                        .until(() -> log.warnings().stream()
                                .anyMatch(line ->
                                        line.contains("lacks the right to read the queue \"heartrate.alerts\"")));
                assertThat(receiver.awaitConsuming(Duration.ZERO)).isFalse();
            }
        }
    }
}
