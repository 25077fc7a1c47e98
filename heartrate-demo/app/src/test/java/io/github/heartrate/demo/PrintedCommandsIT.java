package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.amqp.testing.PortTakenException;
import io.github.heartrate.amqp.testing.ReservedPort;
import io.github.heartrate.demo.cli.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command that a document or a help prints works as printed, in order, in a fresh folder with the files that the
 * commands before it made. Those that need a broker are in {@link PrintedCommandsOnRabbitMqIT}.
 *
 * <p>{@code mvn} is not run: CI runs what matters of it, and a build inside of a build would take minutes. Its lines are
 * held to a list of phases, goals, options, profiles and modules instead.
 */
class PrintedCommandsIT {

    /** Commands that are not run, with the reason. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "heartrate-demo generate --shape long --patients 100 --length 100000s --drop-outs 0 --out rows.csv",
            "a file of ten million rows, for the benchmark below",
            "java -Xmx256m -cp heartrate-demo/toolkit/target/test-classes:heartrate-demo/target/heartrate-demo.jar "
                    + "io.github.heartrate.toolkit.analysis.AnalysisBenchmark rows.csv",
            "a benchmark of minutes",
            "java -cp $TESTS $ANALYSIS.ProcessBenchmark 9 "
                    + "\"duckdb=java -cp $TESTS:$DRIVER $ANALYSIS.DuckDbPeer rows.csv 2\" "
                    + "\"analyze=java -jar heartrate-demo/target/heartrate-demo.jar analyze rows.csv\"",
            "a benchmark of minutes",
            "java -cp heartrate-demo/toolkit/target/test-classes "
                    + "io.github.heartrate.toolkit.analysis.ProcessBenchmark 9 \"before=java -jar before.jar\" "
                    + "\"now=java -jar heartrate-demo/target/heartrate-demo.jar\"",
            "a benchmark against another build",
            "java -XX:ArchiveClassesAtExit=heartrate.jsa -jar heartrate-demo/target/heartrate-demo.jar",
            "JDK 17 crashes, as the document says",
            "java -XX:SharedArchiveFile=heartrate.jsa -jar heartrate-demo/target/heartrate-demo.jar",
            "needs the archive",
            "java -XX:DumpLoadedClassList=all.txt -jar heartrate-demo/target/heartrate-demo.jar",
            "runs below the root, which the test's folder is not",
            "grep -v ^@lambda all.txt > classes.txt",
            "needs that list",
            "java -Xshare:dump -XX:SharedClassListFile=classes.txt -XX:SharedArchiveFile=heartrate.jsa "
                    + "-jar heartrate-demo/target/heartrate-demo.jar",
            "needs these classes");

    /** The ward page, and the port if it is not the usual one. */
    private static final Pattern WEB = Pattern.compile("--web\\b(?: (\\d+))?");

    private static final String USUAL_PORT = "8080";

    private static final Set<String> PHASES = Set.of("clean", "test-compile", "test", "package", "verify", "install");
    private static final Set<String> GOALS =
            Set.of("dependency:get", "exec:exec", "pitest:mutationCoverage", "spotless:apply");
    private static final Pattern OPTION = Pattern.compile(
            "\\.\\.\\.|-q|-o|-B|-ntp|-am|-Dquick|-DskipTests|-DskipITs(=false)?|-D((it\\.)?test|artifact|transitive|(jmh|heartrate|failsafe|surefire|maven)\\.[\\w.]+)=.*");
    private static final Pattern MAVEN = Pattern.compile("(?:^|[`\n])\\s*(mvn [^`\n]*)");

    @TempDir
    private Path folder;

    static Stream<PrintedCommands> documents() throws IOException {
        return Stream.concat(
                PrintedCommands.ofMarkdown().stream()
                        .filter(document -> !document.needsABroker())
                        .filter(document -> document.commands().stream()
                                .anyMatch(command -> !command.text().startsWith("mvn "))),
                Stream.of(PrintedCommands.ofHelp(false)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandWorksAsPrinted(PrintedCommands document) throws IOException, InterruptedException {
        run(document, folder);
    }

    static void run(PrintedCommands document, Path folder) throws IOException, InterruptedException {
        List<ReservedPort> reserved = new ArrayList<>();
        try {
            for (int port : ports(document)) {
                reserved.add(reserve(port));
            }
            writeFilesOfTheReader(document, folder);
            runCommands(document, folder);
        } finally {
            reserved.forEach(ReservedPort::close);
        }
    }

    /** Those that its commands listen on. One document, of one test run, has them at a time, and takes them in order. */
    private static SortedSet<Integer> ports(PrintedCommands document) {
        SortedSet<Integer> ports = new TreeSet<>();
        for (PrintedCommands.Command command : document.commands()) {
            WEB.matcher(command.text())
                    .results()
                    .map(web -> Optional.ofNullable(web.group(1)).orElse(USUAL_PORT))
                    .forEach(port -> ports.add(Integer.valueOf(port)));
        }
        return ports;
    }

    private static void runCommands(PrintedCommands document, Path folder) throws IOException, InterruptedException {
        try (PrintedShell shell = new PrintedShell(folder)) {
            for (PrintedCommands.Command command : document.commands()) {
                String text = command.text().replaceFirst("^mvn [^&]*(&& )?", "");
                if (!text.isEmpty() && !text.startsWith("mvn ") && !NOT_RUN.containsKey(text)) {
                    shell.run(new PrintedCommands.Command(text, command.inNewTerminal()));
                }
            }
            shell.endMonitor();
        }
    }

    /** A help's examples name the reader's own files; what a document names, it makes. */
    private static void writeFilesOfTheReader(PrintedCommands document, Path folder) throws IOException {
        if (!document.name().startsWith("the help")) {
            return;
        }
        for (String name : List.of("telemetry.csv", "ward.csv", "ward.csv.gz")) {
            String file = folder.resolve(name).toString();
            assertThat(CommandResult.of("generate", "--patients", "2", "--length", "2m", "--out", file)
                            .exitCode())
                    .isZero();
        }
        StringBuilder records = new StringBuilder();
        for (int second = 10; second < 40; second++) {
            records.append("<Record type='HKQuantityTypeIdentifierHeartRate' unit='count/min' value='72' startDate="
                            + "'2026-01-01 08:00:")
                    .append(second)
                    .append(" +0000'/>\n");
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("export.zip")))) {
            zip.putNextEntry(new ZipEntry("apple_health_export/export.xml"));
            zip.write(("<HealthData>\n" + records + "</HealthData>\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static ReservedPort reserve(int port) {
        try {
            return ReservedPort.await(port);
        } catch (PortTakenException e) {
            Assertions.assertFalse(Boolean.getBoolean("heartrate.it.required"), e.getMessage());
            return Assumptions.abort(e.getMessage());
        }
    }

    @Test
    void everyCommandThatIsNotRunIsPrinted() throws IOException {
        assertThat(PrintedCommands.ofMarkdown().stream()
                        .flatMap(document -> document.commands().stream())
                        .map(PrintedCommands.Command::text))
                .containsAll(NOT_RUN.keySet());
    }

    @Test
    void everyMavenCommandIsMadeOfWhatTheBuildHas() throws IOException {
        int commands = 0;
        for (PrintedCommands document : PrintedCommands.ofMarkdown()) {
            String text = Files.readString(PrintedCommands.ROOT.resolve(document.name()));
            Matcher maven = MAVEN.matcher(text.replaceAll("\\\\\n\\s*", ""));
            while (maven.find()) {
                commands++;
                for (String command : maven.group(1).split("&& ", -1)) {
                    if (command.startsWith("mvn ")) {
                        requireKnown(command.strip());
                    }
                }
            }
        }
        assertThat(commands).isGreaterThan(5);
    }

    private static void requireKnown(String command) throws IOException {
        String[] words = command.split("\\s+", -1);
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            if (word.equals("-pl")) {
                i++;
                for (String module : words[i].split(",", -1)) {
                    assertThat(PrintedCommands.ROOT.resolve(module).resolve("pom.xml"))
                            .as(command)
                            .exists();
                }
            } else if (word.startsWith("-P")) {
                String profile = word.equals("-P") ? words[++i] : word.substring(2);
                assertThat(profiles().contains("<id>" + profile + "</id>"))
                        .as("profile %s of %s", profile, command)
                        .isTrue();
            } else if (!OPTION.matcher(word).matches()) {
                assertThat(PHASES.contains(word) || GOALS.contains(word))
                        .as("%s of %s", word, command)
                        .isTrue();
            }
        }
    }

    private static String profiles() throws IOException {
        StringBuilder poms = new StringBuilder();
        for (String module : List.of(
                ".",
                "heartrate-core",
                "heartrate-amqp",
                "heartrate-demo",
                "heartrate-demo/app",
                "heartrate-demo/examples/flink")) {
            poms.append(Files.readString(PrintedCommands.ROOT.resolve(module).resolve("pom.xml")));
        }
        return poms.toString();
    }
}
