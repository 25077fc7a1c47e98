package io.github.heartrate.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.demo.terminal.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EnvironmentAndHelpTest {

    private static final Map<String, String> BROKEN = Map.of("HEARTRATE_LOW", "x", "HEARTRATE_VERBOSE", "loud");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "HEARTRATE_LOW, x, --low must be a number: x (from HEARTRATE_LOW)",
        "HEARTRATE_WEB, here, --web must be a port from 0 to 65535: here (from HEARTRATE_WEB)",
        "HEARTRATE_WEB, 70000, --web must be a port from 0 to 65535: 70000 (from HEARTRATE_WEB)",
        "HEARTRATE_FAIL_ON_ALARM, yes, --fail-on-alarm must be true or false: yes (from HEARTRATE_FAIL_ON_ALARM)",
        "HEARTRATE_DELAY, soon, '--delay must be a duration such as 15s, 2m, 1h30m or PT15S: soon (from HEARTRATE_DELAY)'",
        "HEARTRATE_NAME, two words, '--name must be some letters, digits or . _ : - and not begin with amq.: two words "
                + "(from HEARTRATE_NAME)'",
        "HEARTRATE_BROKER, nowhere, --broker must look like amqp://user:password@host:port/vhost (from HEARTRATE_BROKER)"
    })
    void variableThatIsWrongIsNamedWithItsOption(String variable, String value, String complaint) {
        CommandResult result = CommandResult.in(Map.of(variable, value));

        assertThat(result.err()).startsWith("error: " + complaint).hasLineCount(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(ExitCodes.WRONG_USAGE);
    }

    @Test
    void optionThatWasTypedIsNotSaidToBeFromTheEnvironment() {
        assertThat(CommandResult.in(Map.of("HEARTRATE_LOW", "40"), "--low", "x").err())
                .startsWith("error: --low must be a number: x (see");
    }

    @Test
    void variableOfAnotherCommandsOptionIsNoConcernOfThisOne() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "time,a\n1700000000,72\n1700000001,72\n");

        CommandResult result = CommandResult.in(
                Map.of("HEARTRATE_ONSET", "1..2", "HEARTRATE_SPEED", "fast"), "analyze", csv.toString());

        assertThat(result.err()).startsWith("read as: ").hasLineCount(1);
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void variableOfAnotherCommandIsNoSlipOfTheHand() {
        CommandResult result = CommandResult.in(Map.of("HEARTRATE_SEED", "1"), "reset", "--speed", "1");

        assertThat(result.err()).startsWith("error: unknown option '--speed'").hasLineCount(1);
        assertThat(CommandResult.in(Map.of("HEARTRATE_SEED", "1"), "analyze", "nothing.csv")
                        .err())
                .isEqualTo("error: nothing.csv: no such file\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"replay", "produce", "monitor", "mllp", "mqtt", "reset", "bench", "analyze", "report", "generate"
            })
    void commandThatComesFirstHasTheHelpThatItHasAmongOthers(String name) {
        CommandLine amongOthers = DemoProgram.commandLine().getSubcommands().get(name);

        assertThat(amongOthers.getCommandName()).isEqualTo(name);
        assertThat(CommandResult.of(name, "--help").out()).isEqualTo(amongOthers.getUsageMessage());
    }

    @Test
    void optionBeforeACommandIsRefusedRatherThanIgnored() {
        assertThat(CommandResult.of("--low", "40", "analyze", "nothing.csv").err())
                .isEqualTo("error: --low must stand behind the command: analyze --low (see heartrate-demo --help)\n");
        assertThat(CommandResult.of("--verbose", "analyze", "nothing.csv").err())
                .startsWith("error: nothing.csv: no such file\n");
    }

    @Test
    void variableWithASlipOfTheHandIsSaid() {
        CommandResult result = CommandResult.in(
                Map.of("HEARTRATE_LWO", "1", "HEARTRATE_AMQP_URI", "amqp://other", "LOW", "1"),
                "generate",
                "--length",
                "1s");

        assertThat(result.err())
                .isEqualTo("note: HEARTRATE_LWO is no variable of an option, did you mean 'HEARTRATE_LOW'?\n");
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "help", "-h", "replay --help", "help replay", "help help", "generate -h"})
    void helpIsGivenWhateverTheEnvironmentHolds(String arguments) {
        CommandResult result = CommandResult.in(BROKEN, arguments.split(" "));

        assertThat(result.out()).contains("Usage: heartrate-demo").doesNotContain("=<");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "bench --version"})
    void versionIsGivenWhateverTheEnvironmentHolds(String arguments) {
        assertThat(CommandResult.in(BROKEN, arguments.split(" ")).out()).startsWith("heartrate-demo ");
    }

    @Test
    void helpOfACommandIsThatOfItsOption() {
        assertThat(CommandResult.of("help", "replay").out())
                .isEqualTo(CommandResult.of("replay", "--help").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay --web none.csv", "replay none.csv --web", "report --what-if none.csv"})
    void optionThatCanStandAloneDoesNotSwallowAFile(String arguments) {
        CommandResult result = CommandResult.of(arguments.split(" "));

        assertThat(result.err()).isEqualTo("error: none.csv: no such file\n");
        assertThat(result.exitCode()).isEqualTo(ExitCodes.FAILED);
    }
}
