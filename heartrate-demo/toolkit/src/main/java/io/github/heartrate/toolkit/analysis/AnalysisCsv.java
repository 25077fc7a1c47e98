package io.github.heartrate.toolkit.analysis;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** A result as CSV: a header and a row a policy; a figure that does not exist is blank, durations are in seconds. */
public final class AnalysisCsv {

    private AnalysisCsv() {}

    /**
     * Writes it.
     *
     * @param result what to write
     * @return lines, each ended
     */
    public static String of(AnalysisResult result) {
        StringWriter out = new StringWriter();
        CsvWriter csv = CsvWriter.builder()
                .bufferSize(0)
                .lineDelimiter(LineDelimiter.LF)
                .build(out);
        csv.writeRecord(Stream.concat(
                        Stream.concat(
                                PolicyField.axes().stream().map(PolicyField::column),
                                Arrays.stream(Figure.values()).map(Figure::column)),
                        Stream.of("pareto_best"))
                .toList());
        for (PolicyFigures figures : result.policies()) {
            csv.writeRecord(Stream.concat(
                            Stream.concat(
                                    PolicyField.axes().stream()
                                            .map(field -> PolicyText.number(field.figure(figures.policy()))),
                                    Arrays.stream(Figure.values()).map(figure -> text(figure, figures))),
                            Stream.of(Boolean.toString(result.isParetoBest(figures))))
                    .toList());
        }
        return out.toString();
    }

    private static String text(Figure figure, PolicyFigures figures) {
        OptionalDouble number = figure.number(figures);
        return number.isPresent() ? PolicyText.number(number.getAsDouble()) : "";
    }
}
