package io.github.heartrate.amqp.testing;

import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.opentest4j.TestAbortedException;

/**
 * A real RabbitMQ for the tests of a class.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final RabbitMq rabbit = RabbitMq.shared();      // or dedicated(), or cluster()
 *
 * @Test
 * void readingsComeBack() {
 *     ConnectionFactory factory = rabbit.connectionFactory();
 *     rabbit.node().kill();                               // dedicated() and cluster() only
 *     rabbit.node().start();
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@link #shared} is the broker named by {@code HEARTRATE_AMQP_URI}, else the node of this JVM. Each test gets a
 *       clean virtual host; on a broker named by the variable that is the URI's own, and what this library has there is
 *       deleted before each test.
 *   <li>{@link #dedicated} is the node of this JVM, to stop, kill and restart, {@link #cluster} is three nodes. In a static
 *       field a class finds them empty, in an instance field each test does. They need the local installation whatever the
 *       variable says.
 *   <li>{@link #atDefaultPort} is a dedicated node with RabbitMQ's own defaults, where a program that was told nothing
 *       looks for one: {@code amqp://guest:guest@localhost:5672}. There is one such node on a machine at a time: a class
 *       that asks for it waits until that of another test run, such as of a second fork, is gone. If anything else has
 *       the port the tests are aborted.
 * </ul>
 *
 * <p>The start of a node costs a second of processor time and more. So a JVM has one node for the classes that it runs, one
 * after the other, and empties it before it hands it on. TLS, MQTT, the default port and clusters need nodes of their own,
 * which end with the class, or the test.
 *
 * <p>Where that can't be had the tests are disabled, and the report says why; with {@code -Dheartrate.it.required=true}
 * they fail.
 */
public final class RabbitMq implements ExecutionCondition, BeforeAllCallback, BeforeEachCallback {

    /**
     * The tag of the few tests that every build runs on the oldest RabbitMQ too, and the others on the newest alone: what
     * is declared, rights, older layouts, one takeover. {@code -Dheartrate.it.tag=oldest-broker} chooses them.
     */
    public static final String OLDEST = "oldest-broker";

    private static final String URI_VARIABLE = "HEARTRATE_AMQP_URI";
    private static final Namespace NAMESPACE = Namespace.create(RabbitMq.class);
    private static final int CLUSTER_SIZE = 3;
    private static final String REQUIRED = "heartrate.it.required";
    private static final AtomicInteger VIRTUAL_HOSTS = new AtomicInteger();

    /** To start nodes for this class, or this test, alone; empty if it has the node of this JVM. */
    private final Optional<Supplier<RabbitMqNodes>> own;

    private final boolean isShared;
    private List<RabbitMqNode> nodes = List.of();
    private String uri = "";

    private RabbitMq(Optional<Supplier<RabbitMqNodes>> own, boolean isShared) {
        this.own = own;
        this.isShared = isShared;
    }

    private static RabbitMq own(Supplier<RabbitMqNodes> nodes) {
        return new RabbitMq(Optional.of(nodes), false);
    }

    /** A broker that is only used; each test has a clean virtual host. */
    public static RabbitMq shared() {
        return new RabbitMq(Optional.empty(), true);
    }

    /** A node that this class, or this test, has alone as long as it runs. */
    public static RabbitMq dedicated() {
        return new RabbitMq(Optional.empty(), false);
    }

    /** A node for this class, or this test, alone, that also listens at {@link RabbitMqNode#tlsUri}. */
    public static RabbitMq dedicatedWithTls(Certificates certificates) {
        return own(() -> RabbitMqNodes.start(1, Optional.of(certificates)));
    }

    /** A node for this class, or this test, alone, that also listens for MQTT at {@link RabbitMqNode#mqttUri}. */
    public static RabbitMq dedicatedWithMqtt() {
        return own(RabbitMqNodes::startWithMqtt);
    }

    /** A cluster of three nodes for this class, or this test, alone. */
    public static RabbitMq cluster() {
        return own(() -> RabbitMqNodes.start(CLUSTER_SIZE, Optional.empty()));
    }

    /**
     * A node for this class, or this test, alone, with RabbitMQ's default settings on the default port 5672 of the
     * loopback address. The tests are aborted, and the report says why, if the port is taken; with {@code
     * -Dheartrate.it.required=true} they fail.
     */
    public static RabbitMq atDefaultPort() {
        return own(RabbitMqNodes::startAtDefaultPort);
    }

    /** Where the broker, or the first node, is: with user, password and virtual host. */
    public String uri() {
        return uri;
    }

    /** Connects to {@link #uri}. Automatic recovery is off. */
    public ConnectionFactory connectionFactory() {
        return factory(uri);
    }

    /** The first node. */
    public RabbitMqNode node() {
        return node(0);
    }

    /** A node by its number, from 0. */
    public RabbitMqNode node(int number) {
        if (nodes.isEmpty()) {
            throw new IllegalStateException("the broker named by " + URI_VARIABLE + " is not ours to control");
        }
        return nodes.get(number);
    }

    /** All nodes; empty if the broker is the one named by the variable. */
    public List<RabbitMqNode> nodes() {
        return nodes;
    }

    static ConnectionFactory factory(String uri) {
        try {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(URI.create(uri));
            factory.setAutomaticRecoveryEnabled(false);
            return factory;
        } catch (Exception e) {
            throw new IllegalArgumentException("not an AMQP URI", e);
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (RabbitMqInstallation.get().isPresent() || isGiven()) {
            return ConditionEvaluationResult.enabled("there is a RabbitMQ");
        }
        String reason = "no RabbitMQ: " + RabbitMqInstallation.get() + " is not installed"
                + (isShared ? " and " + URI_VARIABLE + " is not set" : "");
        if (isRequired()) {
            throw new IllegalStateException(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!isGiven()) {
            begin(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (isGiven()) {
            uri = given().orElseThrow();
            Leftovers.delete(connectionFactory());
            return;
        }
        begin(context);
        if (isShared) {
            uri = node().addVirtualHost("test-" + VIRTUAL_HOSTS.incrementAndGet());
        }
    }

    /** Has an effect once per class if this is in a static field, else once per test. */
    private void begin(ExtensionContext context) {
        Store store = context.getStore(NAMESPACE);
        nodes = own.isPresent()
                ? store.computeIfAbsent(this, key -> startOrAbort(own.get()), RabbitMqNodes.class)
                        .nodes()
                : List.of(store.computeIfAbsent(this, key -> nodeOfThisJvm(context), RabbitMqNode.class));
        uri = node().uri();
        nodes.stream().filter(node -> !node.isRunning()).forEach(RabbitMqNode::start); // a test left it stopped
    }

    /** Empty. JUnit closes it at the end of the JVM: a class is a run of its own if there are several JVMs. */
    private static RabbitMqNode nodeOfThisJvm(ExtensionContext context) {
        Store session = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
        RabbitMqNodes kept = session.get(RabbitMqNodes.class, RabbitMqNodes.class);
        if (kept != null && !kept.empty()) {
            session.remove(RabbitMqNodes.class);
            kept.close();
        }
        return session.computeIfAbsent(
                        RabbitMqNodes.class, key -> RabbitMqNodes.start(1, Optional.empty()), RabbitMqNodes.class)
                .nodes()
                .get(0);
    }

    private static RabbitMqNodes startOrAbort(Supplier<RabbitMqNodes> own) {
        try {
            return own.get();
        } catch (PortTakenException e) {
            if (isRequired()) {
                throw e;
            }
            throw new TestAbortedException("no RabbitMQ: " + e.getMessage(), e);
        }
    }

    private boolean isGiven() {
        return isShared && given().isPresent();
    }

    private static boolean isRequired() {
        return Boolean.getBoolean(REQUIRED);
    }

    private static Optional<String> given() {
        return Optional.ofNullable(System.getenv(URI_VARIABLE)).filter(value -> !value.isBlank());
    }
}
