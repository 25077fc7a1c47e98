package io.github.heartrate.amqp.codec.fhir;

import io.github.heartrate.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The table of hand-made messages. */
final class FhirCases {

    private static final Path FILE = Path.of("src/test/resources/fhir/messages.txt");

    private FhirCases() {}

    record Case(String name, String message, List<Reading> readings, List<String> none, List<String> bad) {

        byte[] body() {
            return message.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(FILE)) {
                if (line.startsWith("== ")) {
                    cases.add(new Case(line.substring(3), "", new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
                } else if (line.startsWith("{")) {
                    Case named = cases.remove(cases.size() - 1);
                    cases.add(new Case(named.name, line, named.readings, named.none, named.bad));
                } else if (line.startsWith("-> ")) {
                    expect(cases.get(cases.size() - 1), line.substring(3));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    private static void expect(Case of, String text) {
        if (text.startsWith("none ")) {
            of.none.add(text.substring(5));
        } else if (text.startsWith("bad ")) {
            of.bad.add(text.substring(4));
        } else {
            int bpm = text.lastIndexOf(' ');
            int time = text.lastIndexOf(' ', bpm - 1);
            of.readings.add(new Reading(
                    text.substring(0, time),
                    Instant.parse(text.substring(time + 1, bpm)),
                    Double.parseDouble(text.substring(bpm + 1))));
        }
    }
}
