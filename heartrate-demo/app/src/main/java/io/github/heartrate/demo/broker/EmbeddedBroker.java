package io.github.heartrate.demo.broker;

import io.github.heartrate.amqp.broker.Broker;
import io.github.heartrate.demo.terminal.UserErrorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.SystemConfig;

/** Apache Qpid Broker-J in this process: memory store, a free port on the loopback address, a random password. */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String USER = "demo";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final SystemLauncher launcher;
    private final Startup startup;
    private final Path workFolder;
    private final String password;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private EmbeddedBroker(SystemLauncher launcher, Startup startup, Path workFolder, String password) {
        this.launcher = launcher;
        this.startup = startup;
        this.workFolder = workFolder;
        this.password = password;
    }

    /** Begins to start one, on a thread of its own, and does not wait for it. */
    public static EmbeddedBroker start() {
        LeftOutTypes.leaveOut();
        Path workFolder = temporaryFolder();
        String password = UUID.randomUUID().toString();
        Startup startup = new Startup();
        SystemLauncher launcher = new SystemLauncher(startup);
        Thread starter = new Thread(() -> startup.run(launcher, attributes(workFolder, password)), "embedded-broker");
        starter.setDaemon(true);
        starter.start();
        return new EmbeddedBroker(launcher, startup, workFolder, password);
    }

    /**
     * Where it is; waits until it is there.
     *
     * @throws UserErrorException if it did not start; if the thread is interrupted, which it stays
     */
    public String uri() {
        return "amqp://" + USER + ":" + password + "@127.0.0.1:" + port();
    }

    private int port() {
        try {
            return startup.port.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new UserErrorException("the embedded broker did not start: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new UserErrorException(
                    "the embedded broker did not start within " + START_LIMIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserErrorException("interrupted while the embedded broker started", e);
        }
    }

    /** The same, as the library names it. */
    public Broker broker() {
        return BrokerUri.broker(uri());
    }

    /** Where the broker keeps what it has on disk. */
    Path workFolder() {
        return workFolder;
    }

    private static Map<String, Object> attributes(Path workFolder, String password) {
        URL configuration = Objects.requireNonNull(
                EmbeddedBroker.class.getResource("/embedded-broker.json"), "embedded-broker.json");
        Map<String, String> context = Map.ofEntries(
                Map.entry("qpid.work_dir", workFolder.toString()),
                Map.entry("qpid.amqp_port", "0"),
                // Of a hook of Qpid's own, in seconds. At Ctrl-C it may ask a broker that is closed already, and wait
                // in vain.
                Map.entry("broker.shutdownTimeout", "1"),
                // Milliseconds between two looks at its memory. A broker that stops waits for the next one.
                Map.entry("qpid.compact_memory_interval", "50"),
                Map.entry("heartrate.user", USER),
                Map.entry("heartrate.password", password),
                Map.entry("queue.maximumDeliveryAttempts", "1"),
                Map.entry("qpid.port.amqp.threadPool.size", "4"),
                Map.entry("qpid.port.amqp.threadPool.numberOfSelectors", "1"),
                Map.entry("virtualhost.connectionThreadPool.size", "4"),
                Map.entry("virtualhost.connectionThreadPool.numberOfSelectors", "1"));
        Map<String, Object> attributes = new HashMap<>();
        attributes.put(SystemConfig.TYPE, "Memory");
        attributes.put(SystemConfig.INITIAL_CONFIGURATION_LOCATION, configuration.toExternalForm());
        attributes.put(SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, false);
        attributes.put(SystemConfig.CONTEXT, context);
        return attributes;
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("heartrate-broker");
        } catch (IOException e) {
            throw new UserErrorException("no temporary folder for the embedded broker: " + e.getMessage(), e);
        }
    }

    /**
     * Stops the broker, once it has started, and deletes its temporary folder. What its queues held is gone. Doing it twice
     * is no error.
     */
    @Override
    public void close() {
        if (isClosed.getAndSet(true)) {
            return;
        }
        startup.awaitEnd();
        launcher.shutdown();
        try (Stream<Path> files = Files.walk(workFolder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Startup extends SystemLauncherListener.DefaultSystemLauncherListener {

        private final CompletableFuture<Integer> port = new CompletableFuture<>();
        private final CompletableFuture<SystemConfig<?>> system = new CompletableFuture<>();

        void run(SystemLauncher launcher, Map<String, Object> attributes) {
            try {
                launcher.startup(attributes);
                org.apache.qpid.server.model.Broker<?> broker =
                        (org.apache.qpid.server.model.Broker<?>) system.join().getContainer();
                port.complete(broker.getPorts().stream()
                        .mapToInt(Port::getBoundPort)
                        .findFirst()
                        .orElseThrow());
            } catch (Exception e) {
                port.completeExceptionally(e);
            }
        }

        /** Waits until it has started or failed, though interrupted: a half-started broker can't be stopped. */
        void awaitEnd() {
            CompletableFuture<Integer> ended = port.completeOnTimeout(0, START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            ended.handle((bound, failure) -> bound).join();
        }

        @Override
        public void onContainerResolve(SystemConfig<?> config) {
            system.complete(config);
        }

        @Override
        public void errorOnStartup(RuntimeException e) {
            port.completeExceptionally(e);
        }
    }
}
