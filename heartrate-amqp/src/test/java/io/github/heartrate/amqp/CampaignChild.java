package io.github.heartrate.amqp;

import io.github.heartrate.amqp.testing.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** An instance in a JVM of its own, to be killed or stopped as a process. */
final class CampaignChild implements AutoCloseable {

    /** What an instance gets along with in all these tests; one that does not ends, and the test fails. */
    static final int HEAP_MB = 64;

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path output;
    private final ChildProcess process;

    private CampaignChild(Path output, ChildProcess process) {
        this.output = output;
        this.process = process;
    }

    /**
     * Starts one and does not wait.
     *
     * @param options of {@link CampaignChildMain}
     */
    static CampaignChild launch(String uri, int partitions, Map<String, String> options) {
        try {
            Path output = Files.createTempFile("heartrate-child", ".log");
            Map<String, String> environment = new HashMap<>(options);
            environment.put(CampaignChildMain.URI, uri);
            environment.put(CampaignChildMain.PARTITIONS, Integer.toString(partitions));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx" + HEAP_MB + "m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-cp",
                    classPath(),
                    CampaignChildMain.class.getName()));
            return new CampaignChild(output, ChildProcess.start(environment, output, command));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one and waits until it runs. */
    static CampaignChild start(String uri, int partitions, Map<String, String> options) {
        CampaignChild child = launch(uri, partitions, options);
        Awaitility.await("child JVM")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> child.output().contains(CampaignChildMain.RUNNING) || !child.isAlive());
        return child;
    }

    /** Tests may run with a module path; a child runs with a class path. */
    static String classPath() {
        return String.join(
                java.io.File.pathSeparator,
                System.getProperty("java.class.path"),
                System.getProperty("jdk.module.path", ""),
                Path.of("target", "test-classes").toAbsolutePath().toString(),
                Path.of("target", "classes").toAbsolutePath().toString());
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What everybody on the machine can see of it. */
    String commandLine() {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has halted by itself. */
    void awaitEnd() {
        process.awaitEnd();
    }

    void kill() {
        process.signal("KILL");
        process.awaitEnd();
    }

    void pause() {
        process.signal("STOP");
    }

    void resume() {
        process.signal("CONT");
    }

    /** Closes the instance in order, as a service manager does. */
    void terminate() {
        process.signal("TERM");
        process.awaitEnd();
    }

    @Override
    public void close() {
        process.close();
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
