package io.github.heartrate.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.analysis.AnalysisCsv;
import io.github.heartrate.toolkit.analysis.MonitoredTime;
import io.github.heartrate.toolkit.analysis.PolicyAnalysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policies dealt to tasks, and all of them in one analysis. */
class WhatIfOnFlinkTest {

    private static final int READINGS = 6_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20})
    void figuresAreThoseOfOneAnalysis(int shares) throws Exception {
        String one = csv("one.csv", 0);
        String two = csv("two.csv", 1);

        assertThat(Printed.by(() -> WhatIfOnFlink.main(new String[] {String.valueOf(shares), one, two})))
                .containsExactlyElementsOf(analysis());
    }

    private static List<String> analysis() {
        PolicyAnalysis analysis =
                new PolicyAnalysis(WhatIfOnFlink.grid().policies(), AlarmPolicy.DEFAULT, MonitoredTime.DEFAULT_GAP);
        IntStream.range(0, READINGS).mapToObj(Readings::at).forEach(analysis::accept);
        return AnalysisCsv.of(analysis.result())
                .lines()
                .skip(1)
                .map(WhatIfOnFlink::withoutPareto)
                .toList();
    }

    /** The even or the odd patients. */
    private String csv(String name, int parity) throws IOException {
        StringBuilder rows = new StringBuilder("patient_id,timestamp,heart_rate\n");
        for (int index = parity; index < READINGS; index += 2) {
            Reading reading = Readings.at(index);
            rows.append("%s,%s,%s%n".formatted(reading.patientId(), reading.timestamp(), reading.bpm()));
        }
        return Files.writeString(folder.resolve(name), rows).toString();
    }
}
