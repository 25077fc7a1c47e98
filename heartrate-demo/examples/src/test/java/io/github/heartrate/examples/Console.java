package io.github.heartrate.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** The console of the examples: what they print is kept, and lines can be typed. */
final class Console implements AutoCloseable {

    private final PrintStream before = System.out;
    private final InputStream keyboardBefore = System.in;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PipedOutputStream keyboard = new PipedOutputStream();

    Console() throws IOException {
        System.setIn(new PipedInputStream(keyboard));
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    /** A main method. */
    interface Program {
        void runMain(String[] arguments) throws Exception;
    }

    /** Runs a program to its end; all lines that were printed so far. */
    List<String> run(Program program, String... arguments) throws Exception {
        program.runMain(arguments);
        return lines();
    }

    /** Runs a program that ends later, on a thread of its own: on few cores the common pool of JDK 25 has only one. */
    CompletableFuture<Void> start(Program program, String... arguments) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        program.runMain(arguments);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task, "program").start());
    }

    String await(String beginning) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> lines().stream()
                                .filter(line -> line.startsWith(beginning))
                                .findFirst()
                                .orElse(""),
                        line -> !line.isEmpty());
    }

    void typeEnter() throws IOException {
        keyboard.write('\n');
        keyboard.flush();
    }

    List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Override
    public void close() {
        System.setOut(before);
        System.setIn(keyboardBefore);
    }
}
