package io.github.heartrate.amqp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that can't outlive this JVM, however that ends: it runs in a process group of its own, next to a shell that
 * reads from a pipe of ours and kills the group when the pipe closes.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration END_LIMIT = Duration.ofMinutes(1);

    /** A background command reads from /dev/null unless it is given a descriptor of its own. */
    private static final String SCRIPT = "exec 3<&0; (read -r _ <&3; kill -9 -$$) & exec 3<&-; exec \"$@\" </dev/null";

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a command.
     *
     * @param environment beside this JVM's own, less what is RabbitMQ's or Erlang's
     * @param output where both its outputs are appended
     * @param command and its arguments
     */
    public static ChildProcess start(Map<String, String> environment, Path output, List<String> command) {
        List<String> whole = new ArrayList<>(List.of("setsid", "sh", "-c", SCRIPT, "sh"));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        use(environment, builder);
        try {
            return new ChildProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the caller's own RabbitMQ or Erlang is set to must not leak into the tests' brokers. */
    static void use(Map<String, String> environment, ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> name.startsWith("RABBITMQ_") || name.startsWith("ERL_"));
        builder.environment().putAll(environment);
    }

    /** Of the command itself. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal to the command, such as {@code KILL}, {@code STOP}, {@code CONT} or {@code TERM}. */
    public void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -" + name + " failed: process " + process.pid() + " is gone");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signalling process " + process.pid(), e);
        }
    }

    public void awaitEnd() {
        try {
            if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " is still alive after " + END_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while process " + process.pid() + " ended", e);
        }
    }

    /** Kills the whole group at once. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitEnd();
    }
}
