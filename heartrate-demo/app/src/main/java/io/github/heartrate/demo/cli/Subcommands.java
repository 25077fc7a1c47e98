package io.github.heartrate.demo.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands below the program's own. A command's options are found by reflection, which is half of what a short run
 * costs: so a command that no word names has its name and its description only, and has not even these if the first word
 * says which command runs.
 */
final class Subcommands {

    private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();

    /** These show the options of others. */
    private static final List<String> SHOWING_OTHERS = List.of("help", "generate-completion");

    static {
        ALL.put("replay", ReplayCommand.class);
        ALL.put("produce", ProduceCommand.class);
        ALL.put("monitor", MonitorCommand.class);
        ALL.put("mllp", MllpCommand.class);
        ALL.put("mqtt", MqttCommand.class);
        ALL.put("reset", ResetCommand.class);
        ALL.put("bench", BenchCommand.class);
        ALL.put("analyze", AnalyzeCommand.class);
        ALL.put("report", ReportCommand.class);
        ALL.put("generate", GenerateCommand.class);
        ALL.put("help", HelpCommand.class);
        ALL.put("generate-completion", GenerateCompletion.class);
    }

    private Subcommands() {}

    /** Whether a word can be nothing but the name of a command that needs no other one. */
    static boolean standsAlone(String firstWord) {
        return ALL.containsKey(firstWord) && !SHOWING_OTHERS.contains(firstWord);
    }

    /** The program with one command. */
    static CommandLine addOne(CommandLine program, String name) {
        return program.addSubcommand(name, new CommandLine(Objects.requireNonNull(ALL.get(name))));
    }

    /**
     * The program with all its commands.
     *
     * @param words of the command line
     */
    static CommandLine addAll(CommandLine program, Collection<String> words) {
        boolean areShown = words.stream().anyMatch(SHOWING_OTHERS::contains);
        ALL.forEach((name, command) -> program.addSubcommand(
                name, areShown || words.contains(name) ? new CommandLine(command) : nameOnly(name, command)));
        return program;
    }

    /** The program with all its commands and their options. */
    static CommandLine addAll(CommandLine program) {
        return addAll(program, ALL.keySet());
    }

    private static CommandLine nameOnly(String name, Class<?> command) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage()
                .description(Objects.requireNonNull(command.getAnnotation(Command.class))
                        .description());
        return new CommandLine(spec);
    }
}
