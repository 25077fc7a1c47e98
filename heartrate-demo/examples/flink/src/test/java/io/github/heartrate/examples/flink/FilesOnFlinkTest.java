package io.github.heartrate.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batch mode over files, and what Flink makes of the values that go between its tasks. */
class FilesOnFlinkTest {

    @TempDir
    private Path folder;

    @Test
    void filesBecomeAlerts() throws Exception {
        Path one = csv("one.csv", "Patient_1", 72, 104, 108, 111, 98);
        Path two = csv("two.csv", "Patient_2", 72, 49, 48, 47, 46);

        assertThat(Printed.by(() -> FilesOnFlink.main(new String[] {one.toString(), two.toString()})))
                .containsExactlyInAnyOrder(
                        "2026-01-01T00:00:03Z Patient_1 RAISED TACHYCARDIA",
                        "2026-01-01T00:00:04Z Patient_1 CLEARED TACHYCARDIA",
                        "2026-01-01T00:00:03Z Patient_2 RAISED BRADYCARDIA");
    }

    @Test
    void valuesGoBetweenTasksFieldByField() {
        assertThat(TypeInformation.of(Reading.class)).isInstanceOf(PojoTypeInfo.class);
        assertThat(TypeInformation.of(PatientAlert.class)).isInstanceOf(PojoTypeInfo.class);
    }

    private Path csv(String name, String patientId, int... rates) throws IOException {
        StringBuilder rows = new StringBuilder("patient_id,timestamp,heart_rate\n");
        for (int second = 0; second < rates.length; second++) {
            rows.append(patientId)
                    .append(",2026-01-01T00:00:0")
                    .append(second)
                    .append("Z,")
                    .append(rates[second]);
            rows.append('\n');
        }
        return Files.writeString(folder.resolve(name), rows);
    }
}
