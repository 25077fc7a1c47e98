package io.github.heartrate.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with the policies to compare is said in the words that were typed. */
class PolicySweepErrorsTest {

    static Stream<Arguments> rows() {
        return Stream.of(
                row(
                        "analyze x.csv --onset 6..1",
                        "--onset ",
                        "must not have a range that ends below its beginning: 6..1"),
                row(
                        "analyze x.csv --onset 1..x",
                        "--onset ",
                        "must be whole numbers such as 3, 2,4 or 1..6: x in 1..x"),
                row("analyze x.csv --onset 1.5", "must be whole numbers such as 3, 2,4 or 1..6: 1.5"),
                row("analyze x.csv --onset 0..3", "must be at least 1: 0 in 0..3"),
                row("analyze x.csv --clear 99999999999", "--clear ", "must be at most 2147483647: 99999999999"),
                row("analyze x.csv --low 40..50/0", "must have a step above 0: 0 in 40..50/0"),
                row("analyze x.csv --low 1e400", "must be numbers such as 50, 40,45,50 or 100..130/10: 1e400"),
                row("analyze x.csv --low 0..1e-999999999", "1e-999999999 in 0..1e-999999999"),
                row("analyze x.csv --low NaN", "--low ", "NaN"),
                row("analyze x.csv --high 100,", "must be numbers such as", "an empty part in 100,"),
                row("analyze x.csv --high 1..1e9", "must be at most 10000 values"),
                row("analyze x.csv --low 1..200 --high 201..400", "policies must be at most 10000 combinations: 40000"),
                row("analyze x.csv --delay 0s..1m", "must be durations such as 15s, 0s,15s or 0s..60s/15s: 0s..1m"),
                row("analyze x.csv --delay 0s,5", "--delay ", "5 in 0s,5"),
                row("analyze x.csv --delay=-PT5S", "must not be negative: -PT5S"),
                row("analyze x.csv --low 120", "--low must be below --high: 120, 100"),
                row("analyze x.csv --extreme-low 60", "--extreme-low must be below --low: 60, 50"),
                row("analyze x.csv --clear-margin 60", "--clear-margin must be from 0 to --high minus --low (50): 60"),
                row("analyze x.csv --stale-after PT0S", "--stale-after must be positive: 0s"),
                row("analyze x.csv --reference high", "--reference ", "must be like low=50,high=100,onset=3"),
                row("analyze x.csv --reference height=3", "height=3"),
                row("analyze x.csv --reference onset=few", "--reference ", "onset must be a whole number: few"),
                row("analyze x.csv --reference high=NaN", "high must be a number: NaN"),
                row("analyze x.csv --reference low=1,low=2", "must not have a field twice: low in low=1,low=2"),
                row("analyze x.csv --reference low=120", "--reference: low must be below high: 120, 100"),
                row(
                        "analyze x.csv --reference clear-margin=60",
                        "--reference: clear-margin must be from 0 to high minus low (50): 60"),
                row(
                        "analyze x.csv --monitored-gap 0s",
                        "--monitored-gap ",
                        "must be more than 0s and at most 366d: 0s"),
                row(
                        "analyze x.csv --monitored-gap 400d",
                        "--monitored-gap must be more than 0s and at most 366d: 400d"),
                row("analyze x.csv --monitored-gap 300000000d", "--monitored-gap must be at most "),
                row("report x.csv --monitored-gap 0s", "must be more than 0s and at most 366d: 0s"),
                row("report x.csv --what-if onset=1..x", "--what-if ", "onset must be whole numbers", "x in 1..x"),
                row("report x.csv --what-if low=40,low=45", "must not have a field twice: low in low=40,low=45"),
                row(
                        "report x.csv --what-if=few",
                        "--what-if ",
                        "must be like low=40..50/5,high=100..130/10,onset=1..6: few"),
                row("report x.csv --what-if delay=1s", "must be like low=40..50/5", ": delay=1s"));
    }

    private static Arguments row(String arguments, String... complaints) {
        return Arguments.of(arguments, List.of(complaints));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void complaintNamesTheOptionAndTheOffendingPart(String arguments, List<String> complaints) {
        CommandResult result = CommandResult.of(arguments.split(" ", -1));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("error: ")
                .hasLineCount(1)
                .contains(complaints)
                .doesNotContain("double", "int,", "Exception", "2562047788015215", "Infinity");
    }
}
