package io.github.heartrate.demo.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** Writes as CSV what was scripted: {@code patient,kind,start,end,target_bpm}. */
public final class TruthWriter {

    private final Writer out;

    /**
     * Writes the header.
     *
     * @param out where to; closing it is the caller's
     * @throws UncheckedIOException if it can't be written
     */
    public TruthWriter(Writer out) {
        this.out = out;
        line(out, "patient,kind,start,end,target_bpm");
    }

    /**
     * Writes one event.
     *
     * @param event what was scripted
     * @throws UncheckedIOException if it can't be written
     */
    public void write(ScriptedEvent event) {
        line(
                out,
                TelemetryWriter.quoted(event.patientId())
                        + ','
                        + event.kind()
                        + ','
                        + event.start()
                        + ','
                        + event.end()
                        + ','
                        + Math.round(event.targetBpm()));
    }

    /**
     * Writes the people: {@code patient,name,bed,resting_bpm}.
     *
     * @param out where to
     * @param people in their order
     * @throws UncheckedIOException if it can't be written
     */
    public static void people(Writer out, List<Person> people) {
        line(out, "patient,name,bed,resting_bpm");
        for (Person person : people) {
            line(
                    out,
                    TelemetryWriter.quoted(person.patientId())
                            + ','
                            + TelemetryWriter.quoted(person.name())
                            + ','
                            + TelemetryWriter.quoted(person.bed())
                            + ','
                            + person.restingBpm());
        }
    }

    private static void line(Writer out, String text) {
        try {
            out.write(text);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
