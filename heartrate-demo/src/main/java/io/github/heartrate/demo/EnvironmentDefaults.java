package io.github.heartrate.demo;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes options that are not given from the environment: {@code --max-gap} from {@code HEARTRATE_MAX_GAP}. */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private static final String PREFIX = "HEARTRATE_";

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The variable that gives an option, if it is set. */
    Optional<String> variableOf(@Nullable ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return Optional.empty();
        }
        String bare = option.longestName().replaceFirst("^-+", "");
        String name = PREFIX + bare.toUpperCase(Locale.ROOT).replace('-', '_');
        return Optional.of(name)
                .filter(variable -> !environment.getOrDefault(variable, "").isBlank());
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return variableOf(argument).map(environment::get).orElse(null);
    }
}
