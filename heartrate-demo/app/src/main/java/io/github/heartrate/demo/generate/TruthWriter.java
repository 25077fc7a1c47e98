package io.github.heartrate.demo.generate;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** Writes as CSV what was scripted: {@code patient,kind,start,end,target_bpm}. */
public final class TruthWriter {

    private final CsvWriter csv;

    /**
     * Writes the header.
     *
     * @param out where to; closing it is the caller's
     * @throws UncheckedIOException if it can't be written
     */
    public TruthWriter(Writer out) {
        csv = TelemetryWriter.csv(out);
        csv.writeRecord("patient", "kind", "start", "end", "target_bpm");
    }

    /**
     * Writes one event.
     *
     * @param event what was scripted
     * @throws UncheckedIOException if it can't be written
     */
    public void write(ScriptedEvent event) {
        csv.writeRecord(
                event.patientId(),
                event.kind().toString(),
                event.start().toString(),
                event.end().toString(),
                Long.toString(Math.round(event.targetBpm())));
    }

    /**
     * Writes the people: {@code patient,name,bed,resting_bpm}.
     *
     * @param out where to
     * @param people in their order
     * @throws UncheckedIOException if it can't be written
     */
    public static void people(Writer out, List<Person> people) {
        CsvWriter csv = TelemetryWriter.csv(out);
        csv.writeRecord("patient", "name", "bed", "resting_bpm");
        for (Person person : people) {
            csv.writeRecord(person.patientId(), person.name(), person.bed(), Integer.toString(person.restingBpm()));
        }
    }
}
