package io.github.heartrate.demo.cli;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands below the program's own. A command's options are found by reflection, which is half of what a short run
 * costs: so a command that no word names has its name and its description only.
 */
final class Subcommands {

    private static final List<Class<?>> ALL = List.of(
            ReplayCommand.class,
            ProduceCommand.class,
            MonitorCommand.class,
            MllpCommand.class,
            MqttCommand.class,
            ResetCommand.class,
            BenchCommand.class,
            AnalyzeCommand.class,
            ReportCommand.class,
            GenerateCommand.class,
            HelpCommand.class,
            GenerateCompletion.class);

    static final List<String> NAMES_OF_ALL =
            ALL.stream().map(command -> about(command).name()).toList();

    /** These show the options of others. */
    private static final List<String> SHOWING_OTHERS = List.of(
            about(HelpCommand.class).name(), about(GenerateCompletion.class).name());

    private Subcommands() {}

    /**
     * Adds them.
     *
     * @param words of the command line
     */
    static CommandLine addTo(CommandLine program, Collection<String> words) {
        boolean areShown = words.stream().anyMatch(SHOWING_OTHERS::contains);
        for (Class<?> command : ALL) {
            String name = about(command).name();
            program.addSubcommand(areShown || words.contains(name) ? new CommandLine(command) : nameOnly(command));
        }
        return program;
    }

    private static CommandLine nameOnly(Class<?> command) {
        Command about = about(command);
        CommandSpec spec = CommandSpec.create().name(about.name());
        spec.usageMessage().description(about.description());
        return new CommandLine(spec);
    }

    private static Command about(Class<?> command) {
        return Objects.requireNonNull(command.getAnnotation(Command.class));
    }
}
