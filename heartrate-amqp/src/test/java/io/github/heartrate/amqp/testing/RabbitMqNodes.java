package io.github.heartrate.amqp.testing;

import com.rabbitmq.client.AMQP;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** Nodes that know each other: one, or a cluster, with a port mapper (epmd) and a folder of their own. */
final class RabbitMqNodes implements AutoCloseable {

    /** Leaves what a new node has: the default virtual host and its guest. Connections end with their virtual hosts. */
    private static final String EMPTY = """
            [ok = rabbit_vhost:delete(V, <<"test">>) || V <- rabbit_vhost:list_names()],
            [ok = rabbit_auth_backend_internal:delete_user(U, <<"test">>)
             || L <- rabbit_auth_backend_internal:list_users(), U <- [proplists:get_value(user, L)], U =/= <<"guest">>],
            ok.""";

    private final Path folder;
    private final ChildProcess epmd;
    private final List<RabbitMqNode> nodes = new ArrayList<>();
    private Optional<ReservedPort> reserved = Optional.empty();

    private RabbitMqNodes(Path folder, ChildProcess epmd) {
        this.folder = folder;
        this.epmd = epmd;
    }

    /**
     * Starts one node on RabbitMQ's default port, once no other test run has one there.
     *
     * @throws PortTakenException if anything else listens there
     */
    static RabbitMqNodes startAtDefaultPort() {
        ReservedPort port = ReservedPort.await(AMQP.PROTOCOL.PORT);
        try {
            RabbitMqNodes nodes = start(List.of(port.number()), Optional.empty(), false);
            nodes.reserved = Optional.of(port);
            return nodes;
        } catch (RuntimeException e) {
            port.close();
            throw e;
        }
    }

    /** Starts as many on free ports. */
    static RabbitMqNodes start(int count, Optional<Certificates> certificates) {
        return start(
                IntStream.generate(Ports::free).distinct().limit(count).boxed().toList(), certificates, false);
    }

    /** Starts one on a free port, with the MQTT plug-in. */
    static RabbitMqNodes startWithMqtt() {
        return start(List.of(Ports.free()), Optional.empty(), true);
    }

    /**
     * Starts one on each port. Before RabbitMQ 4 the first one is up before the others start, so that these find a cluster to join;
     * a later one waits for the others itself, and alone would wait in vain.
     */
    private static RabbitMqNodes start(List<Integer> ports, Optional<Certificates> certificates, boolean mqtt) {
        try {
            Path folder = Files.createTempDirectory("heartrate-rabbitmq");
            int epmdPort = Ports.free();
            Map<String, String> epmdEnvironment = Map.of(
                    "HOME", folder.toString(),
                    "ERL_EPMD_PORT", Integer.toString(epmdPort),
                    "ERL_EPMD_ADDRESS", "127.0.0.1");
            ChildProcess epmd = ChildProcess.start(
                    epmdEnvironment,
                    folder.resolve("epmd.log"),
                    RabbitMqInstallation.get().command("epmd"));
            RabbitMqNodes nodes = new RabbitMqNodes(folder, epmd);
            try {
                nodes.startNodes(ports, epmdEnvironment, certificates, mqtt);
            } catch (IOException | RuntimeException e) {
                nodes.close();
                throw e;
            }
            return nodes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startNodes(
            List<Integer> ports, Map<String, String> environment, Optional<Certificates> certificates, boolean mqtt)
            throws IOException {
        String cookie = UUID.randomUUID().toString();
        List<String> names = ports.stream().map(RabbitMqNode::nameOf).toList();
        for (int port : ports) {
            nodes.add(new RabbitMqNode(
                    folder.resolve("node" + port), port, names, cookie, environment, certificates, mqtt));
        }
        int alone = RabbitMqInstallation.get().majorVersion() < 4 ? 1 : 0;
        nodes.subList(0, alone).forEach(RabbitMqNode::start);
        List<RabbitMqNode> together = nodes.subList(alone, nodes.size());
        together.forEach(RabbitMqNode::launch);
        together.forEach(RabbitMqNode::awaitReady);
    }

    List<RabbitMqNode> nodes() {
        return List.copyOf(nodes);
    }

    /** Makes a lone node, also one that a test left stopped, as good as new; false if that can't be. */
    boolean empty() {
        RabbitMqNode node = nodes.get(0);
        try {
            if (!node.isRunning()) {
                node.start();
            }
            node.liftMemoryAlarm();
            node.eval(EMPTY);
            node.addVirtualHost("/");
            return true;
        } catch (IllegalStateException | ConditionTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        nodes.forEach(RabbitMqNode::close);
        epmd.close();
        reserved.ifPresent(ReservedPort::close);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
