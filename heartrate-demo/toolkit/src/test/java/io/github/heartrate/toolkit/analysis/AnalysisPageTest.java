package io.github.heartrate.toolkit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about the analysis has each figure in one row of its table, and no other. */
class AnalysisPageTest {

    private static final Path PAGE = Path.of("../docs/analysis.md");
    private static final String HEAD = "| column | in CSV and JSON | what it is |";

    @Test
    void tableOfColumnsHasEachFigureInItsOrderAndNoOther() throws IOException {
        assertThat(cells(2))
                .containsExactlyElementsOf(
                        Stream.concat(Arrays.stream(Figure.values()).map(Figure::column), Stream.of("pareto_best"))
                                .map(name -> "`" + name + "`")
                                .toList());
    }

    @Test
    void tableOfColumnsHasTheHeadsOfTheTablesAndSaysWhichOnlyTheWideOneHas() throws IOException {
        assertThat(cells(1))
                .containsExactlyElementsOf(
                        Stream.concat(Arrays.stream(Figure.values()).map(AnalysisPageTest::head), Stream.of("best"))
                                .toList());
    }

    private static String head(Figure figure) {
        if (!Figure.OF_TABLES.contains(figure)) {
            return "";
        }
        return Figure.TO_CHOOSE_BY.contains(figure) ? figure.header() : figure.header() + " (wide)";
    }

    /** A column of the table, without its head and the line under that. */
    private static List<String> cells(int column) throws IOException {
        return Files.readString(PAGE)
                .lines()
                .dropWhile(line -> !line.equals(HEAD))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(row -> row.split("\\|", -1)[column].strip())
                .toList();
    }
}
