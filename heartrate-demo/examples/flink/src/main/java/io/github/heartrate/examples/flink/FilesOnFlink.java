package io.github.heartrate.examples.flink;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.files.TelemetryFiles;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * A folder of recordings, in batch mode: the toolkit reads the files, and Flink deals the patients to its tasks. In batch
 * mode no time passes between two readings, so a silence is told by the reading that ends it.
 */
public final class FilesOnFlink {

    private FilesOnFlink() {}

    /**
     * Runs it.
     *
     * @param arguments the files, each of them whole patients
     */
    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment();
        flink.setRuntimeMode(RuntimeExecutionMode.BATCH);
        DataStream<PatientAlert> alerts = readings(flink, List.of(arguments))
                .keyBy(Reading::patientId)
                .process(new HeartRateAlerts(() -> AlarmPolicy.DEFAULT));
        try (CloseableIterator<PatientAlert> all = alerts.executeAndCollect()) {
            all.forEachRemaining(alert -> System.out.println(
                    alert.time() + " " + alert.patientId() + " " + alert.phase() + " " + alert.condition()));
        }
    }

    /** Each file is read by one task, which must see its path. */
    static DataStream<Reading> readings(StreamExecutionEnvironment flink, List<String> files) {
        return flink.fromData(files)
                .<Reading>flatMap((file, out) -> {
                    try (TelemetryFiles telemetry = TelemetryFiles.of(Path.of(file))) {
                        telemetry.read(out::collect);
                    }
                })
                .returns(Reading.class)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Reading>forMonotonousTimestamps()
                        .withTimestampAssigner(
                                (reading, before) -> reading.timestamp().toEpochMilli()));
    }
}
