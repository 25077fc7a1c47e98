package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.demo.cli.DemoProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * A document and the commands that it prints, in order: those of the {@code sh} blocks of a Markdown file, or the examples
 * of the help of some commands.
 *
 * @param name for the report
 * @param commands what stands in one line; a line that ends in a backslash goes on in the next
 */
record PrintedCommands(String name, List<PrintedCommands.Command> commands) {

    /** The folder of the whole project. */
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static final Pattern BLOCK =
            Pattern.compile("(?<=^|\n)```sh\n(.*?)```|[Ii]n another terminal", Pattern.DOTALL);
    private static final String ALIAS = "alias heartrate-demo='java -jar heartrate-demo/target/heartrate-demo.jar'";

    /**
     * One line for the shell.
     *
     * @param text as printed
     * @param inNewTerminal whether the text says that it is typed in another terminal than those before
     */
    record Command(String text, boolean inNewTerminal) {

        boolean needsABroker() {
            return text.matches("(heartrate-demo|java -jar \\S+) (produce|monitor|mllp|mqtt|reset)\\b.*")
                    || text.contains("--broker");
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static List<PrintedCommands> ofMarkdown() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 3)) {
            List<Path> documents = files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file ->
                            ROOT.relativize(file).toString().matches("README.md|\\.github/.*|heartrate-[^/]*/.*"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
            List<PrintedCommands> printed = new ArrayList<>();
            for (Path document : documents) {
                printed.add(new PrintedCommands(
                        ROOT.relativize(document).toString(), commands(Files.readString(document))));
            }
            assertThat(printed).extracting(PrintedCommands::name).contains("README.md", "heartrate-demo/README.md");
            return printed;
        }
    }

    private static List<Command> commands(String markdown) {
        List<Command> commands = new ArrayList<>();
        boolean newTerminal = false;
        Matcher block = BLOCK.matcher(markdown);
        while (block.find()) {
            if (block.group(1) == null) {
                newTerminal = true;
                continue;
            }
            for (String line : lines(block.group(1))) {
                commands.add(new Command(line, newTerminal));
                newTerminal = false;
            }
        }
        return commands;
    }

    /**
     * The examples of every help that has some, in one document. The alias is that of the README, which the name of the
     * program in a help stands for.
     *
     * @param withBroker whether those with an example that needs a broker, or the others
     */
    static PrintedCommands ofHelp(boolean withBroker) {
        CommandLine root = DemoProgram.commandLine();
        List<Command> commands = new ArrayList<>(List.of(new Command(ALIAS, false)));
        if (withBroker) {
            commands.add(new Command("heartrate-demo monitor", false)); // which produce's help says to start first
        }
        Stream.concat(Stream.of(root), root.getSubcommands().values().stream())
                .map(PrintedCommands::examples)
                .filter(examples -> examples.stream().anyMatch(Command::needsABroker) == withBroker)
                .forEach(commands::addAll);
        assertThat(commands).hasSizeGreaterThan(8);
        return new PrintedCommands("the help", commands);
    }

    private static List<Command> examples(CommandLine command) {
        String footer =
                String.join("\n", command.getCommandSpec().usageMessage().footer());
        int start = footer.indexOf("Examples:");
        return start < 0
                ? List.of()
                : lines(footer.substring(start + "Examples:".length())).stream()
                        .map(line -> new Command(line, false))
                        .toList();
    }

    private static List<String> lines(String block) {
        return Arrays.stream(block.replaceAll("\\\\\n\\s*", "").split("\n"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    boolean needsABroker() {
        return commands.stream().anyMatch(Command::needsABroker);
    }

    @Override
    public String toString() {
        return name;
    }
}
