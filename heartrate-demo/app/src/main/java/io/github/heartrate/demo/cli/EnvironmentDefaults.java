package io.github.heartrate.demo.cli;

import io.github.heartrate.demo.options.OptionalValue;
import io.github.heartrate.demo.text.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/**
 * Takes options that are not given from the environment: {@code --max-gap} from {@code HEARTRATE_MAX_GAP}. They are those
 * of the command that runs, not of the commands that it belongs to.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private static final String PREFIX = "HEARTRATE_";

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Whether a variable is set that has the name of one. */
    boolean areGiven() {
        return environment.keySet().stream().anyMatch(name -> name.startsWith(PREFIX));
    }

    /** The variable that gives an option, {@code --max-gap} for example, if it is set. */
    Optional<String> variableOf(String option) {
        return Optional.of(variable(option))
                .filter(name -> !environment.getOrDefault(name, "").isBlank());
    }

    private static String variable(String option) {
        return PREFIX + option.replaceFirst("^-+", "").toUpperCase(Locale.ROOT).replace('-', '_');
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        CommandLine command = option.command().commandLine();
        if (option.scopeType() != ScopeType.INHERIT && command.getParseResult().hasSubcommand()) {
            return null;
        }
        String value = variableOf(option.longestName()).map(environment::get).orElse(null);
        if (value != null && option.preprocessor() instanceof OptionalValue optional && !optional.takes(value)) {
            throw new ParameterException(
                    command, option.longestName() + " must be " + optional.wanted() + ": " + value);
        }
        return value;
    }

    /** One line for each variable that is probably meant for an option of these commands and is none. */
    List<String> slips(CommandLine root) {
        if (!areGiven()) {
            return List.of();
        }
        Collection<String> known = new TreeSet<>();
        addVariables(root, known);
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                .sorted()
                .flatMap(name -> Nearest.to(name, known).stream()
                        .map(meant -> "note: " + name + " is no variable of an option, did you mean '" + meant + "'?"))
                .toList();
    }

    private static void addVariables(CommandLine command, Collection<String> variables) {
        command.getCommandSpec().options().forEach(option -> variables.add(variable(option.longestName())));
        command.getSubcommands().values().forEach(subcommand -> addVariables(subcommand, variables));
    }
}
