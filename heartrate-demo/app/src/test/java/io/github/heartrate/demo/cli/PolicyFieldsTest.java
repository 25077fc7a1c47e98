package io.github.heartrate.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.AlarmPolicyBuilder;
import io.github.heartrate.Latch;
import io.github.heartrate.Priority;
import io.github.heartrate.demo.options.PolicyOptions;
import io.github.heartrate.demo.policy.Policies;
import io.github.heartrate.demo.policy.PolicyFields;
import io.github.heartrate.demo.policy.PolicyFile;
import io.github.heartrate.demo.terminal.UserErrorException;
import io.github.heartrate.toolkit.analysis.PolicyField;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** The parts of a policy, as options and as fields of a file. */
class PolicyFieldsTest {

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    @Command
    private static final class Taking {
        @Mixin
        private final PolicyOptions policy = new PolicyOptions();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                row(PolicyField.LOW, "45", AlarmPolicy.builder().limits(AlarmLimits.of(45, 100))),
                row(PolicyField.HIGH, "120.5", AlarmPolicy.builder().limits(AlarmLimits.of(50, 120.5))),
                row(PolicyField.EXTREME_LOW, "40", extremes(40, Double.POSITIVE_INFINITY)),
                row(PolicyField.EXTREME_HIGH, "140", extremes(Double.NEGATIVE_INFINITY, 140)),
                row(PolicyField.ONSET, "4", AlarmPolicy.builder().onsetCount(4)),
                row(PolicyField.CLEAR, "2", AlarmPolicy.builder().clearCount(2)),
                row(PolicyField.CLEAR_MARGIN, "5", AlarmPolicy.builder().clearMarginBpm(5)),
                row(PolicyField.DELAY, "15s", AlarmPolicy.builder().conditionDelay(Duration.ofSeconds(15))),
                row(PolicyField.CLEAR_DELAY, "10s", AlarmPolicy.builder().clearDelay(Duration.ofSeconds(10))),
                row(PolicyField.MAX_GAP, "2m", AlarmPolicy.builder().maxGap(Duration.ofMinutes(2))),
                row(PolicyField.STALE_AFTER, "1m", AlarmPolicy.builder().staleAfter(Duration.ofMinutes(1))),
                row(PolicyField.REMINDER, "2m", AlarmPolicy.builder().reminderInterval(Duration.ofMinutes(2))),
                row(
                        PolicyField.ACKNOWLEDGEMENT_LIMIT,
                        "3m",
                        AlarmPolicy.builder().acknowledgementLimit(Duration.ofMinutes(3))),
                row(PolicyField.WORSENING, "20", AlarmPolicy.builder().worseningBpm(20)),
                row(PolicyField.LATCH, "all", AlarmPolicy.builder().latch(Latch.ALL)),
                row(PolicyField.PLAUSIBLE, "0..300", AlarmPolicy.builder().plausibleBpm(0, 300)));
    }

    private static AlarmPolicyBuilder extremes(double low, double high) {
        return AlarmPolicy.builder().limits(AlarmLimits.ADULT.withExtremes(low, high));
    }

    private static Arguments row(PolicyField field, String value, AlarmPolicyBuilder policy) {
        return Arguments.of(field, value, policy.build());
    }

    @ParameterizedTest
    @MethodSource("values")
    void fieldIsAnOptionAndAFieldOfAFile(PolicyField field, String value, AlarmPolicy policy) throws IOException {
        String json = value.matches("[0-9.]+") && !value.contains("..") ? value : "\"" + value + "\"";

        assertThat(byOptions("--" + field.word(), value)).isEqualTo(policy);
        assertThat(byFile("{\"default\": {\"" + field.key() + "\": " + json + "}}"))
                .isEqualTo(policy);
    }

    @Test
    void fieldsThatNeedAnotherAreTakenWithIt() throws IOException {
        AlarmPolicy loss = AlarmPolicy.builder()
                .staleAfter(Duration.ofSeconds(30))
                .signalLossPriority(Priority.HIGH)
                .latch(Latch.HIGH)
                .build();
        AlarmPolicy extreme = AlarmPolicy.builder()
                .limits(AlarmLimits.ADULT.withExtremes(40, Double.POSITIVE_INFINITY))
                .extremeOnsetCount(1)
                .latch(Latch.HIGH)
                .build();

        assertThat(byOptions("--stale-after", "30s", "--signal-loss-priority", "High", "--latch", "HIGH"))
                .isEqualTo(loss);
        assertThat(byOptions("--extreme-low", "40", "--extreme-onset", "1", "--latch", "high"))
                .isEqualTo(extreme);
        assertThat(byFile("{\"default\": {\"extreme_low_bpm\": 40, \"extreme_onset_count\": 1, \"latch\": \"high\"}}"))
                .isEqualTo(extreme);
    }

    @Test
    void everyFieldIsOfferedByEveryCommandThatJudges() {
        CommandLine root = DemoProgram.commandLine();
        for (CommandLine command : Stream.of("replay", "monitor", "report")
                .map(root.getSubcommands()::get)
                .toList()) {
            assertThat(Arrays.stream(PolicyField.values()).map(field -> "--" + field.word()))
                    .allSatisfy(option -> assertThat(command.getCommandSpec().findOption(option))
                            .as("%s of %s", option, command.getCommandName())
                            .isNotNull());
        }
        assertThat(root.getCommandSpec().findOption("--preset")).isNotNull();
        assertThat(PolicyField.axes())
                .allSatisfy(field -> assertThat(root.getSubcommands()
                                .get("analyze")
                                .getCommandSpec()
                                .findOption("--" + field.word()))
                        .isNotNull());
    }

    @Test
    void presetIsWhatTheOtherOptionsChange() throws IOException {
        AlarmPolicy changed = AlarmPolicy.BEDSIDE.toBuilder()
                .staleAfter(Duration.ofMinutes(3))
                .build();

        assertThat(byOptions("--preset", "bedside")).isEqualTo(AlarmPolicy.BEDSIDE);
        assertThat(byOptions("--preset", "default")).isEqualTo(AlarmPolicy.DEFAULT);
        assertThat(byOptions("--preset", "bedside", "--stale-after", "3m")).isEqualTo(changed);
        assertThat(byFile("{\"default\": {\"preset\": \"bedside\", \"stale_after\": \"3m\"}}"))
                .isEqualTo(changed);
        assertThat(byFile("{\"default\": {\"stale_after\": \"3m\"}}", "--preset", "bedside"))
                .isEqualTo(changed);
        assertThat(byFile("{\"default\": {\"preset\": \"bedside\"}}", "--preset", "default"))
                .isEqualTo(AlarmPolicy.DEFAULT);
    }

    @Test
    void presetOfAPatientTakesThePlaceOfTheDefault() throws IOException {
        Path file = Files.writeString(
                folder.resolve("policy.json"),
                "{\"default\": {\"low_bpm\": 45}, \"patients\": {\"a\": {\"preset\": \"bedside\", \"high_bpm\": 120},"
                        + " \"b\": {\"high_bpm\": 120}}}");

        Policies policies = new PolicyFile(file).read(PolicyFields.NONE);

        assertThat(policies.of("a").limits()).isEqualTo(new AlarmLimits(50, 120, 40, 140));
        assertThat(policies.of("a").latch()).isEqualTo(Latch.HIGH);
        assertThat(policies.of("b").limits()).isEqualTo(AlarmLimits.of(45, 120));
    }

    static Stream<PolicyField> fieldsThatNoneSwitchesOff() {
        return Arrays.stream(PolicyField.values()).filter(field -> field.none().isPresent());
    }

    @ParameterizedTest
    @MethodSource("fieldsThatNoneSwitchesOff")
    void noneSwitchesAFieldOff(PolicyField field) throws IOException {
        Object off = field.of(AlarmPolicy.DEFAULT);

        assertThat(field.of(byOptions("--preset", "bedside", "--" + field.word(), "none")))
                .isEqualTo(off);
        assertThat(field.of(byFile("{\"default\": {\"preset\": \"bedside\", \"" + field.key() + "\": \"none\"}}")))
                .isEqualTo(off);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--extreme-onset 1 | --extreme-onset is of no use without --extreme-low or --extreme-high",
                "--signal-loss-priority high | --signal-loss-priority is of no use without --stale-after",
                "--latch high | --latch HIGH is of no use without --extreme-low or --extreme-high",
                "--extreme-low 40 --extreme-onset 0 | --extreme-onset must be at least 1: 0",
                "--clear-delay=-PT1S | --clear-delay must not be negative: -1s",
                "--acknowledgement-limit 0s | --acknowledgement-limit must be positive: 0s",
                "--worsening 0 | --worsening must be more than 0 bpm: 0",
                "--preset bedside --high 150 | --extreme-high must be above --high: 140, 150"
            })
    void whatMakesNoSenseTogetherIsRefusedInTheWordsThatWereTyped(String options, String complaint) {
        assertThatThrownBy(() -> byOptions(options.split(" ")))
                .isInstanceOf(ParameterException.class)
                .hasMessage(complaint);
    }

    @Test
    void whatMakesNoSenseInAFileIsRefusedWithItsPlace() throws IOException {
        assertThatThrownBy(() -> byFile("{\"patients\": {\"p\": {\"extreme_onset_count\": 1}}}"))
                .isInstanceOf(UserErrorException.class)
                .hasMessageEndingWith(
                        ": patients.p: extreme_onset_count is of no use without extreme_low_bpm or extreme_high_bpm");
        assertThatThrownBy(() -> byFile("{\"default\": {\"preset\": \"ward\"}}"))
                .hasMessageEndingWith(": default.preset must be \"default\" or \"bedside\": \"ward\"");
        assertThatThrownBy(() -> byFile("{\"default\": {\"latch\": 3}}"))
                .hasMessageEndingWith(": default.latch must be none, high or all: 3");
        assertThat(byFile("{\"default\": {\"extreme_onset_count\": 1}}", "--extreme-low", "40")
                        .extremeOnsetCount())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(PolicyField.class)
    void wordOfAnOptionInAFileIsAnsweredWithTheNameOfTheField(PolicyField field) {
        for (String word : List.of(field.word(), field.word().replace('-', '_'))) {
            if (!word.equals(field.key())) {
                assertThatThrownBy(() -> byFile("{\"patients\": {\"p\": {\"" + word + "\": 1}}}"))
                        .isInstanceOf(UserErrorException.class)
                        .hasMessageEndingWith(": patients.p: \"" + word + "\" is called \"" + field.key() + "\"");
            }
        }
    }

    @Test
    void plausibleRangeWithoutZeroIsWarnedOfOnce() throws IOException {
        assertThat(byOptions("--plausible", "20..300").plausibleMinBpm()).isEqualTo(20);
        assertThat(said.toString())
                .isEqualTo("warning: --plausible 20..300 leaves out 0 bpm, which may be asystole: nobody is told\n");
        said.getBuffer().setLength(0);
        byFile("{\"patients\": {\"a\": {\"plausible_bpm\": \"1..300\"}, \"b\": {\"plausible_bpm\": \"1..300\"}}}");
        assertThat(said.toString())
                .isEqualTo("warning: " + folder.resolve("policy.json")
                        + ": plausible_bpm 1..300 leaves out 0 bpm, which may be asystole: nobody is told\n");
        said.getBuffer().setLength(0);
        byOptions("--plausible", "0..300");
        byOptions("--plausible", "none");
        assertThat(said.toString()).isEmpty();
    }

    @Test
    void analyzeWarnsOfARangeWithoutZeroToo() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "time,a\n1700000000,0\n1700000001,72\n");

        CommandResult result = CommandResult.of("analyze", csv.toString(), "--plausible", "20..");
        CommandResult ranged = CommandResult.of("analyze", csv.toString(), "--plausible", "20..300");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(ranged.err()).startsWith("warning: --plausible 20..300 leaves out 0 bpm");
        assertThat(ranged.out()).contains("without effect: 1 IMPLAUSIBLE");
    }

    @Test
    void analyzeCombinesExtremeOnsetsAndClearDelays() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("a.csv"),
                "time,a\n1700000000,72\n1700000001,0\n1700000002,72\n1700000003,0\n1700000004,72\n1700000009,72\n");
        String[] arguments = {
            "analyze",
            csv.toString(),
            "--extreme-low",
            "40",
            "--extreme-onset",
            "1..2",
            "--clear-delay",
            "0s,5s",
            "--format",
            "csv"
        };

        CommandResult result = CommandResult.of(arguments);

        assertThat(result.out().lines().map(PolicyFieldsTest::firstEleven))
                .containsExactly(
                        "low_bpm,high_bpm,extreme_low_bpm,extreme_high_bpm,onset_count,extreme_onset_count,"
                                + "clear_count,clear_margin_bpm,condition_delay_s,clear_delay_s,alarms",
                        "50,100,40,,3,1,1,0,0,0,2",
                        "50,100,40,,3,1,1,0,0,5,1",
                        "50,100,40,,3,2,1,0,0,0,0",
                        "50,100,40,,3,2,1,0,0,5,0");
    }

    private static String firstEleven(String line) {
        return String.join(",", Arrays.asList(line.split(",", -1)).subList(0, 11));
    }

    @Test
    void analyzeRefusesExtremeOnsetsWithoutExtremeLimits() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "time,a\n1700000000,72\n1700000001,72\n");

        CommandResult none = CommandResult.of("analyze", csv.toString(), "--extreme-onset", "1,2");
        CommandResult some =
                CommandResult.of("analyze", csv.toString(), "--extreme-onset", "1", "--extreme-low", "none,40");

        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err())
                .startsWith("error: --extreme-onset is of no use without --extreme-low or --extreme-high")
                .hasLineCount(1);
        assertThat(some.err()).startsWith("""
                        no policy: --extreme-onset is of no use without --extreme-low or --extreme-high
                        1 combination contradicts itself and is left out
                        """);
    }

    @Test
    void analyzeStartsFromAPresetAndComparesWithThePlainRule() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "time,a\n1700000000,72\n1700000001,72\n");

        CommandResult result = CommandResult.of("analyze", csv.toString(), "--preset", "bedside");

        assertThat(result.out())
                .contains("reference: limits 50..100, onset 3, clear 1, margin 0, delay 0s: 0 alarms")
                .contains("policy: limits (40) 50..100 (140), onset 3, extreme onset 1, clear 1, margin 3,");
    }

    @Test
    void noHelpAndNoExampleOffersARangeWithoutZero() throws IOException {
        assertThat(Files.readString(Path.of("../README.md"))).doesNotContain("20..300");
        assertThat(Files.readString(Path.of("../../README.md"))).doesNotContain("20..300");
        CommandLine root = DemoProgram.commandLine();
        assertThat(Stream.concat(Stream.of(root), root.getSubcommands().values().stream()))
                .allSatisfy(command -> assertThat(command.getUsageMessage()).doesNotContain("20..300"));
    }

    @Test
    void firstLinesSayThatTheDefaultIsSilentAndNameThePreset() throws IOException {
        for (String file : List.of("../README.md", "../../README.md")) {
            assertThat(Files.readString(Path.of(file)).lines().limit(20))
                    .anySatisfy(line -> assertThat(line).contains("The default policy tells nobody about silence"))
                    .anySatisfy(line -> assertThat(line).contains("--preset bedside"));
        }
        assertThat(DemoProgram.commandLine().getSubcommands().get("monitor").getUsageMessage())
                .contains("tells nobody about silence", "--preset bedside");
    }

    private AlarmPolicy byOptions(String... options) {
        Taking taking = new Taking();
        new CommandLine(taking)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(said, true))
                .parseArgs(options);
        return taking.policy.policies().common();
    }

    private AlarmPolicy byFile(String json, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.json"), json);
        return byOptions(Stream.concat(Stream.of("--policy", file.toString()), Stream.of(options))
                .toArray(String[]::new));
    }
}
