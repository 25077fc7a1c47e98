package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The demo's jar, and how tests start it. Most runs end within seconds and then cost what the start of a JVM costs: a
 * simple compiler and an archive of loaded classes save two thirds of their processor time.
 */
final class DemoJar {

    /** The words that start a JVM for a short run. */
    static final List<String> JVM = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC");

    private static final Path TARGET = Path.of("../target").toAbsolutePath().normalize();

    private DemoJar() {}

    static Path path() {
        Path jar = TARGET.resolve("heartrate-demo.jar");
        assertThat(jar).as("mvn package builds it").exists();
        return jar;
    }

    /** The words that start the jar for a short run. */
    static List<String> command() throws IOException {
        List<String> words = new ArrayList<>(jvm());
        words.addAll(List.of("-jar", path().toString()));
        return words;
    }

    /** Those before the words {@code -jar} and the jar. */
    static List<String> jvm() throws IOException {
        List<String> words = new ArrayList<>(JVM);
        words.add("-XX:SharedArchiveFile=" + archive());
        return words;
    }

    /** It belongs to this jar and this JVM. The first test that needs it makes it, and the other JVMs with tests wait. */
    private static synchronized Path archive() throws IOException {
        Path archive = TARGET.resolve("classes-" + Runtime.version() + ".jsa");
        try (FileChannel channel = FileChannel.open(
                        TARGET.resolve("classes.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isShared()).isFalse();
            if (!Files.exists(archive)
                    || Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(path())) < 0) {
                make(archive);
            }
        }
        return archive;
    }

    private static void make(Path archive) throws IOException {
        Path folder = Files.createTempDirectory(TARGET, "classes");
        Path loaded = folder.resolve("loaded.txt");
        run(folder, "-XX:DumpLoadedClassList=" + loaded);
        Path classes = folder.resolve("classes.txt");
        try (Stream<String> lines = Files.lines(loaded)) {
            // JDK 17 crashes if it archives the classes of lambdas.
            Files.write(
                    classes, lines.filter(line -> !line.startsWith("@lambda")).toList());
        }
        Path made = folder.resolve("made.jsa");
        run(folder, "-Xshare:dump", "-XX:SharedClassListFile=" + classes, "-XX:SharedArchiveFile=" + made);
        Files.move(made, archive, StandardCopyOption.REPLACE_EXISTING);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        }
    }

    private static void run(Path folder, String... options) throws IOException {
        List<String> words = new ArrayList<>(JVM);
        words.addAll(List.of(options));
        words.addAll(List.of("-jar", path().toString()));
        Path output = folder.resolve("output");
        Process java = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(java.onExit().join().exitValue())
                .as(() -> words + " ended; see " + output)
                .isZero();
    }
}
