package io.github.heartrate.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The help of every command, as it looks in a terminal of 80 columns. */
class HelpTest {

    private static final int COLUMNS = 80;

    static Stream<CommandLine> commands() {
        CommandLine root = DemoProgram.commandLine();
        return Stream.concat(Stream.of(root), root.getSubcommands().values().stream());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void noLineIsWiderThanTheTerminal(CommandLine command) {
        assertThat(command.getUsageMessage().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void exampleIsOneLineOrBrokenAtABlankWithABackslash(CommandLine command) {
        List<String> help = command.getUsageMessage().lines().toList();

        List<String> footer = Stream.of(command.getCommandSpec().usageMessage().footer())
                .map(HelpTest::plain)
                .toList();
        footer = footer.subList(Math.max(0, footer.indexOf("Examples:")), footer.size());

        assertThat(help.subList(help.size() - footer.size(), help.size())).isEqualTo(footer);
        for (int i = 0; i + 1 < footer.size(); i++) {
            assertThat(footer.get(i + 1).startsWith("      "))
                    .as(footer.get(i))
                    .isEqualTo(footer.get(i).endsWith(" \\"));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void descriptionsAreBrokenBetweenWordsOnly(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        String help = command.getUsageMessage();
        List<String> shown = Arrays.asList(help.split("\\s+"));

        Stream<String[]> descriptions = Stream.concat(
                Stream.of(spec.usageMessage().description(), spec.usageMessage().footer()),
                spec.args().stream().map(argument -> argument.description()));
        assertThat(descriptions
                        .flatMap(Arrays::stream)
                        .flatMap(text -> Stream.of(plain(text).split("\\s+|%n")))
                        .filter(word -> !word.isEmpty() && !shown.contains(word)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void labelsAreForPeople(CommandLine command) {
        assertThat(command.getCommandSpec().args())
                .filteredOn(argument -> argument.arity().max() > 0)
                .allSatisfy(argument -> assertThat(argument.paramLabel()).doesNotContain("<", ">"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void noSentinelIsShown(CommandLine command) {
        assertThat(command.getUsageMessage())
                .doesNotContain("\uFEFF", "PT2562047788015215H", "Infinity", "NaN", "null", "2147483647");
    }

    /** Without what keeps words together while they are laid out. */
    private static String plain(String text) {
        return text.replace("\uFEFF", "");
    }
}
