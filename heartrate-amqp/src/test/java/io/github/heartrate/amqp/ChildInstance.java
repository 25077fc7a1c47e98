package io.github.heartrate.amqp;

import io.github.heartrate.amqp.internal.session.SessionProtocol;
import io.github.heartrate.amqp.topology.QueueType;
import io.github.heartrate.amqp.topology.Topology;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An instance in a JVM of its own, to be ended by SIGKILL. It ends by itself when its input does. */
final class ChildInstance implements AutoCloseable {

    /** Where the URI is, which holds a password: everybody can see a command line. */
    private static final String URI = "CHILD_URI";

    private final Process process;

    private ChildInstance(Process process) {
        this.process = process;
    }

    static ChildInstance start(String uri, QueueType type) throws IOException {
        String classPath = Stream.of(
                        "target/classes",
                        "target/test-classes",
                        "../heartrate-core/target/classes",
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path"))
                .filter(part -> !part.isEmpty())
                .map(part -> part.contains(File.pathSeparator)
                        ? part
                        : Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        classPath,
                        ChildInstance.class.getName(),
                        type.name())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put(URI, uri);
        return new ChildInstance(builder.start());
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The child's side. */
    public static void main(String[] arguments) throws IOException {
        SessionProtocol quick =
                new SessionProtocol(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofMinutes(5));
        try (HeartRateAmqp instance = HeartRateAmqp.builder()
                .uri(System.getenv(URI))
                .topology(Topology.partitioned(1).withQueueType(QueueType.valueOf(arguments[0])))
                .instanceName("child")
                .protocol(quick)
                .build()) {
            instance.start();
            while (System.in.read() >= 0) {
                // Nothing is ever sent; the end of the input is the parent's end.
            }
        }
    }
}
