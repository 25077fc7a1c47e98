package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.amqp.broker.UnusableStateException;
import io.github.heartrate.amqp.internal.checkpoint.PartitionState;
import io.github.heartrate.amqp.internal.link.LogCapture;
import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import io.github.heartrate.amqp.testing.Network;
import io.github.heartrate.amqp.testing.RabbitMq;
import io.github.heartrate.amqp.testing.TcpProxy;
import io.github.heartrate.amqp.topology.Topology;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong settings, a state that is lost or damaged: what health and exceptions say. */
class StartFaultsIT {

    private static final String SECRET = "hunter2-s3cr3t";
    private static final Duration BOUND = Duration.ofSeconds(45);

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.dedicated();

    private static String uri(String userInfo, String virtualHost) {
        return "amqp://" + userInfo + "@127.0.0.1:" + rabbit.node().port() + "/" + virtualHost;
    }

    @Test
    void wrongPasswordIsToldAtStartInOneLine() {
        try (HeartRateAmqp instance =
                HeartRateAmqp.builder().uri(uri("guest:" + SECRET, "%2F")).build()) {
            assertThatThrownBy(instance::start)
                    .isInstanceOf(AmqpException.class)
                    .hasMessage("no connection to 127.0.0.1:" + rabbit.node().port()
                            + ": the broker refuses the user or the password");
        }
    }

    @Test
    void pathOfASlashAloneIsTheDefaultVirtualHost() throws Exception {
        for (String path : List.of("", "%2F")) {
            try (Connection connection =
                    Broker.of(URI.create(uri("guest:guest", path))).connect("path")) {
                assertThat(connection.isOpen()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "%2Fward", "ward 7"})
    void wrongVirtualHostIsToldAtStartInOneLine(String name) {
        String path = name.replace(" ", "%20");
        try (HeartRateAmqp instance =
                HeartRateAmqp.builder().uri(uri("guest:guest", path)).build()) {
            assertThatThrownBy(instance::start)
                    .isInstanceOf(AmqpException.class)
                    .hasMessage("no connection to 127.0.0.1:" + rabbit.node().port()
                            + ": the broker refuses the virtual host \"" + name.replace("%2F", "/") + "\"");
        }
    }

    @Test
    void brokerThatDoesNotAnswerIsATimeout() {
        try (TcpProxy proxy = TcpProxy.to(rabbit.node().port())) {
            proxy.become(Network.SILENT);

            assertThatThrownBy(() -> Broker.of(URI.create(proxy.through(uri("guest:guest", "%2F"))))
                            .connect("silent"))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage("no connection to 127.0.0.1:" + proxy.port() + ": no answer in time");
        }
    }

    @Test
    void unknownHostAndClosedPortAreToldApart() {
        assertThatThrownBy(() ->
                        Broker.of(URI.create("amqp://no-such-host.invalid")).connect("x"))
                .hasMessage("no connection to no-such-host.invalid:5672: the host name is unknown");
        try (TcpProxy proxy = TcpProxy.to(rabbit.node().port())) {
            proxy.refuse();
            assertThatThrownBy(() -> Broker.of(URI.create("amqp://127.0.0.1:" + proxy.port()))
                            .connect("x"))
                    .hasMessage("no connection to 127.0.0.1:" + proxy.port() + ": nothing listens there");
        }
    }

    private static boolean isActive(HeartRateAmqp instance) {
        return instance.health().partitions().stream().allMatch(health -> health.status() == Status.ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deleted", "garbage", "other-version"})
    void stateThatIsLostOrDamagedTakesThePartitionDownAndInventsNothing(String what) throws Exception {
        String uri = rabbit.node().addVirtualHost("state-" + what);
        Broker broker = Broker.of(URI.create(uri));
        Topology topology = Topology.partitioned(1);
        List<Reading> readings = new Ward(7, 5).readings(40);
        Set<String> expected = Ward.expected(readings);
        try (HeartRateAmqp first =
                HeartRateAmqp.builder().uri(uri).topology(topology).build()) {
            first.start();
            Ward.publish(first.publisher(), readings);
        }
        try (Connection connection = broker.connect("vandal");
                Channel channel = connection.createChannel()) {
            spoil(channel, what);
        }
        try (CampaignSink sink = new CampaignSink(rabbit.node().connectionFactory(uri), topology);
                HeartRateAmqp second =
                        HeartRateAmqp.builder().uri(uri).topology(topology).build()) {
            if (what.equals("deleted")) {
                assertThatThrownBy(second::start)
                        .isInstanceOf(UnusableStateException.class)
                        .hasMessageContaining("heartrate.state.0");
                return;
            }
            second.start();
            await().atMost(BOUND)
                    .until(() -> second.health()
                            .partitions()
                            .get(0)
                            .reason()
                            .orElse("")
                            .contains("heartrate.state.0"));
            assertThat(second.health().partitions().get(0).status()).isEqualTo(Status.DOWN);
            assertThat(sink.invented(expected)).isEmpty();
        }
    }

    private static void spoil(Channel channel, String what) throws Exception {
        String queue = "heartrate.state.0";
        if (what.equals("deleted")) {
            channel.queueDelete(queue);
            return;
        }
        byte[] body = PartitionState.initial(0, 1).toBytes();
        if (what.equals("garbage")) {
            new java.util.Random(3).nextBytes(body);
        } else {
            body[0] = 99;
        }
        channel.confirmSelect();
        channel.basicPublish("", queue, MessageProperties.PERSISTENT_BASIC, body);
        channel.waitForConfirmsOrDie(10_000);
    }

    private static void addUser() {
        rabbit.node().addUser("ward", SECRET);
        rabbit.node().setPermissions("ward", "/", ".*", ".*", ".*");
    }

    /** A child is told its URI by the environment, and what it does not catch is printed with its stack trace. */
    @Test
    void noCredentialIsPrintedByAProcessOrInItsCommandLine() {
        addUser();
        Map<String, String> options = Map.of(CampaignChildMain.LOG, "everything");
        try (CampaignChild good = CampaignChild.start(uri("ward:" + SECRET, "%2F"), 1, options);
                CampaignChild refused = CampaignChild.start(uri("nobody:" + SECRET, "%2F"), 1, options);
                CampaignChild malformed = CampaignChild.start("amqp://ward:" + SECRET + "%@127.0.0.1", 1, options)) {
            String commandLine = good.commandLine();
            rabbit.node().closeConnections();
            await().atMost(BOUND).until(() -> good.output().contains("connected to 127.0.0.1"));
            good.terminate();
            refused.awaitEnd();
            malformed.awaitEnd();

            assertThat(commandLine).contains(CampaignChildMain.class.getName()).doesNotContain(SECRET);
            assertThat(good.output())
                    .contains("DEBUG com.rabbitmq", CampaignChildMain.RUNNING)
                    .doesNotContain(SECRET);
            assertThat(refused.output())
                    .contains("RefusedException", "the broker refuses the user or the password", "\tat ")
                    .doesNotContain(SECRET);
            assertThat(malformed.output())
                    .contains("IllegalArgumentException", "\tat ")
                    .doesNotContain(SECRET);
        } finally {
            rabbit.node().ctl("delete_user", "ward");
        }
    }

    @Test
    void noCredentialIsLoggedThrownOrShown() throws Exception {
        addUser();
        List<Throwable> thrown = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        String everything;
        try (LogCapture log = LogCapture.ofEverything()) {
            for (String each : List.of(
                    uri("ward:" + SECRET, "nowhere"),
                    uri("nobody:" + SECRET, "%2F"),
                    "amqp://ward:" + SECRET + "@127.0.0.1:1",
                    "amqps://ward:" + SECRET + "@127.0.0.1:" + rabbit.node().port(),
                    "amqp://ward:" + SECRET + "@no-such-host.invalid",
                    "amqp://ward:" + SECRET + ":more@127.0.0.1",
                    "amqp://ward:" + SECRET + "@127.0.0.1:99999999",
                    "http://ward:" + SECRET + "@127.0.0.1",
                    "amqp://ward:" + SECRET + "@127.0.0.1/a/b",
                    "amqp://ward:" + SECRET + "%@127.0.0.1")) {
                try (HeartRateAmqp instance = HeartRateAmqp.builder().uri(each).build()) {
                    instance.start();
                    shown.add(instance.health().partitions().toString());
                } catch (RuntimeException e) {
                    thrown.add(e);
                }
            }
            try (HeartRateAmqp good = HeartRateAmqp.builder()
                    .uri(uri("ward:" + SECRET, "%2F"))
                    .partitions(1)
                    .build()) {
                good.start();
                await().atMost(BOUND).until(() -> isActive(good));
                shown.add(good.health().partitions() + " " + Broker.of(URI.create(uri("ward:" + SECRET, ""))));
                rabbit.node().closeConnections();
                assertThatCode(() -> await().atMost(BOUND).until(() -> isActive(good)))
                        .doesNotThrowAnyException();
                shown.add(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .collect(Collectors.joining("\n")));
                shown.add(rabbit.node().ctl("list_connections", "--silent", "name", "client_properties"));
                shown.add(String.join(
                        " ", ProcessHandle.current().info().arguments().orElse(new String[0])));
            }
            everything = log.everything();
        } finally {
            rabbit.node().ctl("delete_user", "ward");
        }

        assertThat(thrown).hasSizeGreaterThanOrEqualTo(6);
        StringWriter traces = new StringWriter();
        thrown.forEach(each -> each.printStackTrace(new PrintWriter(traces)));
        assertThat(traces.toString()).isNotEmpty().doesNotContain(SECRET);
        assertThat(everything).contains("no connection to").doesNotContain(SECRET);
        assertThat(shown).isNotEmpty().noneMatch(text -> text.contains(SECRET));
    }
}
