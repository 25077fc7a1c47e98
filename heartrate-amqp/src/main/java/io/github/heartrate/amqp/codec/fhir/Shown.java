package io.github.heartrate.amqp.codec.fhir;

/** A piece of a message for an error's text: short, on one line. */
final class Shown {

    private static final int CHARACTERS = 40;

    private Shown() {}

    static String of(String text) {
        String cut = text.length() <= CHARACTERS ? text : text.substring(0, CHARACTERS) + "...";
        return "\"" + cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?") + "\"";
    }
}
