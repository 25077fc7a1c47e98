package io.github.heartrate.demo.cli;

import io.github.heartrate.amqp.broker.AmqpException;
import io.github.heartrate.demo.terminal.ClosedOutputException;
import io.github.heartrate.demo.terminal.ExitCodes;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.demo.terminal.WrongUsageException;
import io.github.heartrate.demo.text.Choices;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** What went wrong, as one line on standard error and an exit code. An option from the environment is said to be. */
public final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    private final EnvironmentDefaults defaults;
    private final BooleanSupplier verbose;

    Complaints(EnvironmentDefaults defaults, BooleanSupplier verbose) {
        this.defaults = defaults;
        this.verbose = verbose;
    }

    /** A request for help is answered, whatever a variable of the environment holds. */
    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        Integer helped = CommandLine.executeHelpRequest(command.getParseResult());
        return helped == null ? wrongUsage(failure, Arrays.asList(arguments)) : helped;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
        if (failure instanceof ParameterException usage) {
            return wrongUsage(usage, result.originalArgs());
        }
        if (failure instanceof ClosedOutputException) {
            return ExitCodes.NOBODY_READS;
        }
        command.getErr().println("error: " + describe(failure) + origins(describe(failure), result.originalArgs()));
        if (verbose.getAsBoolean()) {
            failure.printStackTrace(command.getErr());
        }
        return failure instanceof WrongUsageException ? ExitCodes.WRONG_USAGE : ExitCodes.FAILED;
    }

    private int wrongUsage(ParameterException failure, List<String> arguments) {
        CommandLine command = failure.getCommandLine();
        String message = message(failure).replaceAll("\\s+", " ");
        String help =
                message.endsWith("?") ? "" : " (see " + command.getCommandSpec().qualifiedName() + " --help)";
        command.getErr().println("error: " + message + origins(message, arguments) + help);
        return ExitCodes.WRONG_USAGE;
    }

    private static String message(ParameterException failure) {
        if (failure instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing.getMissing().stream().map(Complaints::name).collect(Collectors.joining(" and "))
                    + " must be given";
        }
        if (failure instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " is given twice";
        }
        ArgSpec argument = failure.getArgSpec();
        if (argument != null && argument.type().isEnum()) {
            return name(argument) + " must be " + Choices.oneOf(argument.completionCandidates()) + ": "
                    + failure.getValue();
        }
        if (argument != null && failure.getCause() instanceof TypeConversionException wrong) {
            return name(argument) + " " + wrong.getMessage();
        }
        return String.valueOf(failure.getMessage());
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** Which variables gave the options that a message names and nobody typed. */
    private String origins(String message, List<String> arguments) {
        List<String> variables = new ArrayList<>();
        Matcher option = OPTION.matcher(message);
        while (option.find()) {
            String name = option.group();
            boolean typed = arguments.stream().anyMatch(word -> word.equals(name) || word.startsWith(name + "="));
            Optional<String> variable = typed ? Optional.empty() : defaults.variableOf(name);
            variable.filter(each -> !variables.contains(each)).ifPresent(variables::add);
        }
        return variables.isEmpty() ? "" : " (from " + String.join(", ", variables) + ")";
    }

    private static String describe(Throwable failure) {
        if (failure instanceof UserErrorException
                || failure instanceof TelemetryException
                || failure instanceof AmqpException) {
            return String.valueOf(failure.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        }
        return failure.toString();
    }
}
