package io.github.heartrate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.demo.cli.CommandResult;
import io.github.heartrate.demo.policy.Policies;
import io.github.heartrate.demo.policy.PolicyFields;
import io.github.heartrate.demo.policy.PolicyFile;
import io.github.heartrate.demo.policy.PolicyValues;
import io.github.heartrate.toolkit.analysis.PolicyField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoReadmeTest {

    private static final Pattern COMMAND = Pattern.compile(
            "```sh\n(?:alias [^\n]*\n)?heartrate-demo ([^\n]*)\n```\n(?:\n```text\n(.*?)```\n)?", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"README.md, 0", "docs/telemetry.md, 1", "docs/analysis.md, 1"})
    void commandsOfTheDocumentWriteWhatStandsUnderThem(String document, int outputs) throws IOException {
        Matcher block =
                COMMAND.matcher(withoutTutorial(Files.readString(Path.of("..").resolve(document))));
        int compared = 0;
        while (block.find()) {
            String[] arguments = Arrays.stream(block.group(1).split(" "))
                    .map(word -> word.endsWith(".csv") ? folder.resolve(word).toString() : word)
                    .toArray(String[]::new);

            CommandResult result = CommandResult.of(arguments);

            assertThat(result.exitCode()).as(result.err()).isZero();
            if (block.group(2) != null) {
                assertThat(result.out()).isEqualTo(block.group(2));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(outputs);
    }

    /** The tutorial needs a broker: see TutorialIT. */
    private static String withoutTutorial(String document) {
        int start = document.indexOf("## Tutorial");
        return start < 0
                ? document
                : document.substring(0, start) + document.substring(document.indexOf("\n## ", start + 1));
    }

    @Test
    void policyOfTheReadmeIsOne() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        int start = readme.indexOf("```json\n") + "```json\n".length();
        Path policy =
                Files.writeString(folder.resolve("policy.json"), readme.substring(start, readme.indexOf("```", start)));

        Policies policies = new PolicyFile(policy).read(PolicyFields.NONE);

        assertThat(policies.common().onsetCount()).isEqualTo(5);
        assertThat(policies.byPatient()).containsOnlyKeys("Patient_1");
        assertThat(policies.byPatient().get("Patient_1").limits().highBpm()).isEqualTo(130);
        assertThat(policies.common())
                .isEqualTo(AlarmPolicy.BEDSIDE.toBuilder()
                        .limits(new AlarmLimits(50, 120, 40, 140))
                        .onsetCount(5)
                        .clearMarginBpm(5)
                        .build());
    }

    @Test
    void tableOfTheReadmeHasEveryFieldWithItsDefaultAndThatOfThePreset() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        for (PolicyField field : PolicyField.values()) {
            String row = readme.lines()
                    .filter(line -> line.startsWith("| ") && line.contains("`--" + field.word() + "`"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no row of " + field));
            assertThat(row).contains("`" + field.key() + "`");
            String[] cells = row.split(" *\\| *", -1);
            int place = row.contains("`--" + field.word() + "`, ") || !row.contains(", `--" + field.word()) ? 0 : 1;
            for (Map.Entry<AlarmPolicy, String> column : Map.of(
                            AlarmPolicy.DEFAULT, cells[3], AlarmPolicy.BEDSIDE, cells[4])
                    .entrySet()) {
                String[] values = column.getValue().split(", ", -1);
                String shown = values[Math.min(place, values.length - 1)];
                Object value =
                        shown.equals("as `--onset`") ? column.getKey().onsetCount() : PolicyValues.parse(field, shown);
                assertThat(value).as(row).isEqualTo(field.of(column.getKey()));
            }
        }
    }
}
