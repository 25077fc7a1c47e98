package io.github.heartrate.demo.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** What one run of the command line came to. */
public record CommandResult(int exitCode, String out, String err) {

    public static CommandResult of(String... arguments) {
        return in(Map.of(), arguments);
    }

    static CommandResult in(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = DemoProgram.commandLine(environment, List.of(arguments))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int exitCode = command.execute(arguments);
        return new CommandResult(exitCode, out.toString(), err.toString());
    }
}
