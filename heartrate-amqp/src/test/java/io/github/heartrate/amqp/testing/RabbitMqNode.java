package io.github.heartrate.amqp.testing;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A RabbitMQ node of Debian's package {@code rabbitmq-server}, run as a child process on loopback ports of its own, with
 * its own name, data, log and plug-in files, and RabbitMQ's default settings else. Works as root and as any user. Not safe for use by several threads.
 */
public final class RabbitMqNode {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(3);
    private static final String LOOPBACK = "-kernel inet_dist_use_interface {127,0,0,1}";

    /** A queue declared just before a kill would else be unusable after it. RabbitMQ 4 may run without Mnesia. */
    private static final String SYNC_METADATA = "(catch mnesia:sync_log()), [dets:sync(T) || T <- dets:all()], ok.";

    /** What {@code erl_call} prints last if all went well: the value of {@code io:format}. */
    private static final String EVALUATED = "{ok, ok}";

    private static final String NOT_CONNECTED = "failed to connect";

    private final Path folder;
    private final int port;
    private final String cookie;
    private final int tlsPort = Ports.free();
    private final int mqttPort = Ports.free();

    /** Beside {@link #port}, which it opens first. */
    private final List<Integer> otherListeners = new ArrayList<>();

    /** Beside the broker itself. */
    private final List<String> plugins;

    private final Map<String, String> environment;
    private RabbitMqInstallation installation = RabbitMqInstallation.get();
    private ChildProcess process;

    RabbitMqNode(
            Path folder,
            int port,
            List<String> cluster,
            String cookie,
            Map<String, String> epmd,
            Optional<Certificates> certificates,
            boolean mqtt)
            throws IOException {
        this.folder = Files.createDirectory(folder);
        this.port = port;
        this.cookie = cookie;
        Path cookieFile = Files.writeString(folder.resolve(".erlang.cookie"), cookie);
        Files.setPosixFilePermissions(cookieFile, PosixFilePermissions.fromString("r--------"));
        Files.createFile(folder.resolve("empty"));
        if (certificates.isPresent()) {
            otherListeners.add(tlsPort);
        }
        if (mqtt) {
            otherListeners.add(mqttPort);
        }
        plugins = mqtt ? List.of("rabbitmq_mqtt") : List.of();
        Files.writeString(folder.resolve("enabled_plugins"), plugins + ".");
        Files.writeString(
                folder.resolve("rabbitmq.conf"),
                configuration(cluster)
                        + certificates.map(this::tls).orElse("")
                        + (mqtt ? "mqtt.listeners.tcp.1 = 127.0.0.1:" + mqttPort + "\n" : ""));
        environment = new HashMap<>(epmd);
        environment.putAll(Map.of(
                "HOME", folder.toString(),
                "RABBITMQ_NODENAME", name(),
                "RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1",
                "RABBITMQ_NODE_PORT", Integer.toString(port),
                "RABBITMQ_DIST_PORT", Integer.toString(Ports.free()),
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", LOOPBACK,
                "RABBITMQ_CTL_ERL_ARGS", LOOPBACK));
        Map<String, String> files = Map.of(
                "RABBITMQ_MNESIA_BASE", "data",
                "RABBITMQ_LOG_BASE", "log",
                "RABBITMQ_PID_FILE", "pid",
                "RABBITMQ_ENABLED_PLUGINS_FILE", "enabled_plugins",
                "RABBITMQ_CONFIG_FILE", "rabbitmq.conf",
                "RABBITMQ_ADVANCED_CONFIG_FILE", "none.config",
                "RABBITMQ_CONF_ENV_FILE", "empty",
                "ERL_CRASH_DUMP", "erl_crash.dump");
        files.forEach((variable, file) ->
                environment.put(variable, folder.resolve(file).toString()));
        linkPlugins();
    }

    private void linkPlugins() throws IOException {
        Path links = Files.createTempDirectory(folder, "plugins");
        installation.linkPlugins(
                links, Stream.concat(Stream.of("rabbit"), plugins.stream()).toList());
        environment.put("RABBITMQ_PLUGINS_DIR", links.toString());
    }

    private static String configuration(List<String> cluster) {
        StringBuilder text = new StringBuilder();
        if (cluster.size() > 1) {
            text.append("cluster_formation.peer_discovery_backend = rabbit_peer_discovery_classic_config\n");
            for (int i = 0; i < cluster.size(); i++) {
                text.append("cluster_formation.classic_config.nodes." + (i + 1) + " = " + cluster.get(i) + "\n");
            }
        }
        return text.toString();
    }

    /** A client certificate is checked if there is one, and not asked for else. */
    private String tls(Certificates certificates) {
        return "listeners.ssl.1 = 127.0.0.1:" + tlsPort + "\n"
                + "ssl_options.cacertfile = " + certificates.caPem() + "\n"
                + "ssl_options.certfile = " + certificates.servedPem() + "\n"
                + "ssl_options.keyfile = " + certificates.servedKeyPem() + "\n"
                + "ssl_options.verify = verify_peer\n"
                + "ssl_options.fail_if_no_peer_cert = false\n";
    }

    static String nameOf(int port) {
        return "heartrate" + port + "@localhost";
    }

    /** The node's Erlang name. */
    public String name() {
        return nameOf(port);
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** With user and password, in the default virtual host. */
    public String uri() {
        return "amqp://guest:guest@127.0.0.1:" + port;
    }

    /** With user and password, in the default virtual host, over TLS; only of a node with certificates. */
    public String tlsUri(String host) {
        return "amqps://guest:guest@" + host + ":" + tlsPort;
    }

    /** For MQTT clients, with user guest; only of a node with MQTT. */
    public String mqttUri() {
        return "tcp://127.0.0.1:" + mqttPort;
    }

    /** Forgets the certificates it has read, so that new connections are shown what is in the files now. */
    public void readCertificatesAgain() {
        eval("ssl:clear_pem_cache().");
    }

    /** Connects to {@link #uri}. Automatic recovery is off. */
    public ConnectionFactory connectionFactory() {
        return RabbitMq.factory(uri());
    }

    /** Connects to a URI of this node, such as of another virtual host. Automatic recovery is off. */
    public ConnectionFactory connectionFactory(String uriOfThisNode) {
        return RabbitMq.factory(uriOfThisNode);
    }

    /** Starts the node, on the data it had before if it ran before, and waits as {@link #awaitReady} does. */
    public void start() {
        launch();
        awaitReady();
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Starts the node without waiting: of a stopped cluster the last to stop must be started first, or all at once. */
    public void launch() {
        if (isRunning()) {
            throw new IllegalStateException(name() + " is running");
        }
        closeProcess();
        process = ChildProcess.start(environment, folder.resolve("output.log"), installation.script("rabbitmq-server"));
    }

    /** Waits until the node takes connections wherever it is to listen. */
    public void awaitReady() {
        Awaitility.await("RabbitMQ on port " + port)
                .atMost(START_LIMIT)
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("RabbitMQ ended:\n" + outputOf(folder.resolve("output.log")));
                    }
                })
                .until(() -> canConnect() && otherListeners.stream().allMatch(Ports::isListening));
    }

    private boolean canConnect() {
        try (Connection connection = connectionFactory().newConnection("readiness")) {
            return connection.isOpen();
        } catch (IOException | TimeoutException e) {
            return false;
        }
    }

    /** Stops the node in an orderly way; {@link #start} starts it on the same data. */
    public void stop() {
        eval("rpc:cast(node(), rabbit, stop_and_halt, []).");
        process.awaitEnd();
    }

    /** Stops the node in an orderly way, and starts it on the same data with the programs of the other installation. */
    public void upgrade() throws IOException {
        stop();
        installation = RabbitMqInstallation.ofUpgrade();
        linkPlugins();
        start();
    }

    /** {@code kill -9}, after the queues' metadata were written to the disk. */
    public void kill() {
        eval(SYNC_METADATA);
        erlang().destroyForcibly();
        process.awaitEnd();
    }

    /** Stops or kills the node at once and for good. */
    void close() {
        closeProcess();
    }

    private void closeProcess() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    /** The Erlang VM, which is not the process that was started: that is a script. */
    private ProcessHandle erlang() {
        try {
            long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
            return ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException(name() + " is not running"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes every connection, as an operator does. */
    public void closeConnections() {
        eval("rabbit_networking:close_connections(rabbit_networking:connections(), <<\"closed by the test\">>).");
    }

    /** Makes the broker believe that memory is short: from the next publish on it stops reading from publishers. */
    public void raiseMemoryAlarm() {
        eval("vm_memory_monitor:set_vm_memory_high_watermark(0.00001).");
    }

    /** Ends what {@link #raiseMemoryAlarm} began. */
    public void liftMemoryAlarm() {
        eval("vm_memory_monitor:set_vm_memory_high_watermark(0.4).");
    }

    /** The names of the queues of a virtual host, in alphabetical order. */
    public List<String> queues(String virtualHost) {
        return ctl("list_queues", "--silent", "-p", virtualHost, "name")
                .lines()
                .filter(line -> !line.isBlank())
                .sorted()
                .toList();
    }

    /** Imports a definitions file. */
    public void importDefinitions(String json) {
        try {
            Path file = Files.writeString(Files.createTempFile(folder, "definitions", ".json"), json);
            eval("{ok, Json} = file:read_file(\"" + file + "\"), ok = rabbit_definitions:import_raw(Json).");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Evaluates Erlang in the node; the expression ends with a full stop. This asks the node without {@code rabbitmqctl},
     * whose start costs more than half a second of processor time.
     *
     * @return the value, as Erlang writes it
     * @throws IllegalStateException if the expression fails, with the reason
     */
    public String eval(String erlang) {
        String expression = erlang.strip().replaceFirst("\\.$", "");
        List<String> command =
                installation.command("erl_call", "-r", "-n", name(), "-c", cookie, "-fetch_stdout", "-e");
        String answer;
        try {
            answer = run("eval " + erlang, command, "io:format(\"~tp\", [begin " + expression + " end]).\n");
        } catch (IllegalStateException e) {
            if (!String.valueOf(e.getMessage()).contains(NOT_CONNECTED)) {
                throw e;
            }
            return ctl("eval", expression + "."); // slow, but it waits for a node that has much to do
        }
        if (!answer.endsWith(EVALUATED)) {
            throw new IllegalStateException("eval " + erlang + " failed: " + answer);
        }
        return answer.substring(0, answer.length() - EVALUATED.length());
    }

    /** Adds a virtual host that the guest may use, and says how to connect to it. */
    public String addVirtualHost(String name) {
        eval("rabbit_vhost:add(<<\"" + name + "\">>, <<\"test\">>).");
        return letGuestUse(name);
    }

    /** The same, where queues have this type if nothing else is asked for. */
    public String addVirtualHost(String name, String defaultQueueType) {
        eval("ok = rabbit_vhost:put_vhost(<<\"" + name + "\">>, <<>>, <<>>, <<\"" + defaultQueueType
                + "\">>, false, <<\"test\">>).");
        return letGuestUse(name);
    }

    private String letGuestUse(String name) {
        setPermissions("guest", name, ".*", ".*", ".*");
        return uri() + "/" + name;
    }

    /** Adds a user without any right. */
    public void addUser(String name, String password) {
        eval("rabbit_auth_backend_internal:add_user(<<\"" + name + "\">>, <<\"" + password + "\">>, <<\"test\">>).");
    }

    /** Gives a user rights on a virtual host: the regular expressions of the names that each right is for. */
    public void setPermissions(String user, String virtualHost, String configure, String write, String read) {
        String arguments = Stream.of(user, virtualHost, configure, write, read, "test")
                .map(text -> "<<\"" + text.replace("\\", "\\\\") + "\">>")
                .collect(Collectors.joining(", "));
        eval("rabbit_auth_backend_internal:set_permissions(" + arguments + ").");
    }

    /**
     * Runs {@code rabbitmqctl} on this node.
     *
     * @return what it printed
     * @throws IllegalStateException if it failed, with what it printed
     */
    public String ctl(String... arguments) {
        List<String> command = new ArrayList<>(installation.script("rabbitmqctl", "-n", name()));
        command.addAll(List.of(arguments));
        return run(String.join(" ", arguments), command, "");
    }

    private String run(String what, List<String> command, String input) {
        try {
            Path output = Files.createTempFile(folder, "command", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            ChildProcess.use(environment, builder);
            Process running = builder.start();
            try (OutputStream stdin = running.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            boolean ended = running.waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                running.destroyForcibly();
            }
            if (!ended || running.exitValue() != 0) {
                throw new IllegalStateException(
                        what + (ended ? " failed: " : " took more than " + COMMAND_LIMIT + ": ") + outputOf(output));
            }
            return outputOf(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + what + " ran", e);
        }
    }

    private static String outputOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
