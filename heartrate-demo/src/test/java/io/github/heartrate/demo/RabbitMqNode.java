package io.github.heartrate.demo;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A real RabbitMQ for a test class: the broker named by {@code HEARTRATE_AMQP_URI}, else a node of the installed
 * package, run as a child process with its own ports, name and folders. Where neither can be had the tests are skipped,
 * or fail if {@code heartrate.it.required} is true.
 */
final class RabbitMqNode implements AutoCloseable {

    private static final Path SCRIPTS = Path.of("/usr/lib/rabbitmq/bin");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final String uri;
    private final List<Process> processes;

    private RabbitMqNode(String uri, List<Process> processes) {
        this.uri = uri;
        this.processes = processes;
    }

    static RabbitMqNode start(Path folder) throws IOException {
        Optional<String> given = Optional.ofNullable(System.getenv("HEARTRATE_AMQP_URI"));
        if (given.isPresent()) {
            return new RabbitMqNode(given.get(), List.of());
        }
        if (!Files.exists(SCRIPTS)) {
            String reason = "no RabbitMQ: HEARTRATE_AMQP_URI is not set and rabbitmq-server is not installed";
            Assertions.assertFalse(Boolean.getBoolean("heartrate.it.required"), reason);
            Assumptions.abort(reason);
        }
        return startChild(folder);
    }

    String uri() {
        return uri;
    }

    private static RabbitMqNode startChild(Path folder) throws IOException {
        Path cookie = Files.writeString(
                folder.resolve(".erlang.cookie"), UUID.randomUUID().toString());
        Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
        Path empty = Files.createFile(folder.resolve("empty"));
        Files.writeString(folder.resolve("plugins"), "[].");
        Files.writeString(folder.resolve("rabbitmq.conf"), "loopback_users = none\n");
        int epmdPort = freePort();
        int port = freePort();
        String loopback = "-kernel inet_dist_use_interface {127,0,0,1}";
        Map<String, String> environment = Map.ofEntries(
                Map.entry("HOME", folder.toString()),
                Map.entry("RABBITMQ_NODENAME", "heartrate" + port + "@localhost"),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(freePort())),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
                Map.entry("RABBITMQ_PID_FILE", folder.resolve("pid").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        folder.resolve("plugins").toString()),
                Map.entry(
                        "RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", empty.toString()),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", loopback),
                Map.entry("ERL_EPMD_PORT", Integer.toString(epmdPort)),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"));
        Process epmd = child(folder, environment, "epmd");
        Process node =
                child(folder, environment, SCRIPTS.resolve("rabbitmq-server").toString());
        RabbitMqNode started = new RabbitMqNode("amqp://guest:guest@127.0.0.1:" + port, List.of(node, epmd));
        try {
            Awaitility.await("RabbitMQ on port " + port)
                    .atMost(START_LIMIT)
                    .failFast("the node's process ended", () -> !node.isAlive())
                    .until(() -> canConnect(port));
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
        return started;
    }

    /** Starts a command that dies with this JVM: its standard input is a pipe, and its end kills the whole session. */
    private static Process child(Path folder, Map<String, String> environment, String command) throws IOException {
        String script = "setsid \"$0\" </dev/null & pid=$!; read -r _; kill -9 -$pid; wait $pid";
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script, command)
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolve(Path.of(command).getFileName() + ".log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("RABBITMQ_") || name.startsWith("ERL_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static boolean canConnect(int port) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        try (Connection connection = factory.newConnection()) {
            return connection.isOpen();
        } catch (IOException | TimeoutException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        for (Process process : processes) {
            try {
                process.getOutputStream().close();
                process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
