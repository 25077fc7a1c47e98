package io.github.heartrate.demo.cli;

import io.github.heartrate.demo.options.OptionalValue;
import io.github.heartrate.demo.text.Nearest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/**
 * Looks at the words of a command before any of them is taken for something: an unknown command or option is named
 * first, whatever follows it, so that its value is never taken for a file; an option is never taken for a value.
 */
final class ArgumentCheck implements IParameterPreprocessor {

    private static final String END_OF_OPTIONS = "--";

    /** What the platform puts for a byte that its encoding does not have. */
    private static final String REPLACEMENT = "\uFFFD";

    static CommandLine setAt(CommandLine command) {
        command.getCommandSpec().preprocessor(new ArgumentCheck());
        command.getSubcommands().values().forEach(ArgumentCheck::setAt);
        return command;
    }

    @Override
    public boolean preprocess(Stack<String> rest, CommandSpec command, ArgSpec none, Map<String, Object> info) {
        List<String> words = new ArrayList<>(rest);
        Collections.reverse(words);
        check(words, command);
        return false;
    }

    private static void check(List<String> words, CommandSpec command) {
        int arguments = 0;
        OptionSpec before = null;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals(END_OF_OPTIONS)) {
                return;
            }
            requireReadable(word, command);
            if (looksLikeOption(word)) {
                OptionSpec option = option(word, command);
                if (option.usageHelp() || option.versionHelp()) {
                    return;
                }
                before = before == null && option.scopeType() != ScopeType.INHERIT ? option : before;
                i += valuesOf(option, word, words.subList(i + 1, words.size()), command);
            } else if (command.subcommands().containsKey(word)) {
                requireNone(before, word, command);
                return; // which is checked when its turn comes
            } else {
                arguments++;
                requireArgument(word, arguments, command);
            }
        }
    }

    private static void requireReadable(String word, CommandSpec command) {
        if (word.contains(REPLACEMENT)) {
            throw wrong(
                    command,
                    "'" + word + "' is not in the encoding of this shell's locale; set LC_ALL=C.UTF-8, for example");
        }
    }

    private static boolean looksLikeOption(String word) {
        return word.length() > 1 && word.startsWith("-") && !Character.isDigit(word.charAt(1)) && word.charAt(1) != '.';
    }

    private static OptionSpec option(String word, CommandSpec command) {
        String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        OptionSpec option = command.findOption(name);
        if (option != null) {
            return option;
        }
        OptionSpec first =
                name.startsWith("--") ? null : command.posixOptionsMap().get(name.charAt(1));
        if (first != null
                && name.chars().skip(1).allMatch(c -> command.posixOptionsMap().containsKey((char) c))) {
            return first;
        }
        if (name.equals("--sort") && command.findOption("--order") != null) {
            throw wrong(
                    command,
                    "there is no --sort any more: readings that stand late are put in order, and --order time always does");
        }
        throw wrong(command, "unknown option '" + name + "'" + Nearest.suggestion(name, optionNames(command)));
    }

    /** The long ones. */
    private static Collection<String> optionNames(CommandSpec command) {
        return command.options().stream().map(OptionSpec::longestName).toList();
    }

    /** How many of the words that follow are the option's. */
    private static int valuesOf(OptionSpec option, String word, List<String> following, CommandSpec command) {
        boolean attached = word.contains("=");
        if (option.arity().max() == 0) {
            if (attached) {
                throw wrong(command, option.longestName() + " takes no value: " + word);
            }
            return 0;
        }
        if (attached) {
            return 0;
        }
        if (option.preprocessor() instanceof OptionalValue optional) {
            return !following.isEmpty() && optional.takes(following.get(0)) ? 1 : 0;
        }
        String wanted = option.longestName() + " needs a value (" + option.paramLabel() + ")";
        if (following.isEmpty()) {
            throw wrong(command, wanted);
        }
        if (looksLikeOption(following.get(0))) {
            throw wrong(command, wanted + ", but '" + following.get(0) + "' looks like an option");
        }
        requireReadable(following.get(0), command);
        return 1;
    }

    /** What stands before a command would have no effect on it. */
    private static void requireNone(@Nullable OptionSpec option, String subcommand, CommandSpec command) {
        if (option != null) {
            String name = option.longestName();
            throw wrong(command, name + " must stand behind the command: " + subcommand + " " + name);
        }
    }

    private static void requireArgument(String word, int ordinal, CommandSpec command) {
        if (command.helpCommand() && !command.positionalParameters().isEmpty()) {
            requireCommand(word, command.parent());
        } else if (!command.subcommands().isEmpty()) {
            requireCommand(word, command);
        }
        int most = command.positionalParameters().stream()
                .mapToInt(parameter -> parameter.arity().max())
                .sum();
        if (ordinal > most) {
            String takes = most == 0
                    ? "takes no FILE"
                    : "takes one " + command.positionalParameters().get(0).paramLabel();
            throw wrong(command, "unexpected argument '" + word + "': " + command.name() + " " + takes);
        }
    }

    private static void requireCommand(String word, CommandSpec command) {
        if (!command.subcommands().containsKey(word)) {
            String meant = isFile(word)
                    ? ", did you mean 'replay " + word + "'?"
                    : Nearest.suggestion(word, command.subcommands().keySet());
            throw wrong(command, "unknown command '" + word + "'" + meant);
        }
    }

    private static boolean isFile(String word) {
        try {
            return Files.exists(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static ParameterException wrong(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
