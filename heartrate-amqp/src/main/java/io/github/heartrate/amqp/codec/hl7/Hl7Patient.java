package io.github.heartrate.amqp.codec.hl7;

import io.github.heartrate.amqp.broker.UndecodableMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Who a PID is about: the medical record number of PID-3, else its first identifier, followed by its authority. The same
 * number at two hospitals is two people.
 */
final class Hl7Patient {

    /** Between number and authority, as HL7 writes it: they are components 1 and 4. */
    static final String AUTHORITY = "^^^";

    private static final String RECORD_NUMBER = "MR";
    /** Two quotes as they stand; escaped, they are a text. */
    private static final String NULL = "\"\"";

    private Hl7Patient() {}

    /** The patient's id, such as {@code 4711} or {@code 4711^^^HOSPITAL}. */
    static String id(String pid, Hl7Text text, Optional<String> homeAuthority) {
        String identifier = pid.isEmpty() ? "" : chosen(text.field(pid, 3), text);
        String written = text.component(identifier, 1).strip();
        String number = text.unescape(written, "PID-3");
        if (number.isBlank() || written.equals(NULL)) {
            throw new UndecodableMessageException("PID-3 is missing");
        }
        if (number.contains(AUTHORITY)) {
            throw new UndecodableMessageException("PID-3.1 must not contain " + AUTHORITY);
        }
        List<String> authority = authority(text.component(identifier, 4), text);
        if (authority.isEmpty() || (homeAuthority.isPresent() && authority.contains(homeAuthority.get()))) {
            return number;
        }
        StringJoiner id = new StringJoiner("&", number + AUTHORITY, "");
        authority.forEach(id::add);
        return id.toString();
    }

    private static String chosen(String identifiers, Hl7Text text) {
        String first = "";
        int begin = 0;
        while (begin <= identifiers.length()) {
            int end = identifiers.indexOf(text.repetition(), begin);
            String identifier = identifiers.substring(begin, end < 0 ? identifiers.length() : end);
            String number = text.component(identifier, 1);
            if (!number.isBlank() && !number.equals(NULL)) {
                if (text.component(identifier, 5).equals(RECORD_NUMBER)) {
                    return identifier;
                }
                first = first.isEmpty() ? identifier : first;
            }
            begin = end < 0 ? identifiers.length() + 1 : end + 1;
        }
        return first;
    }

    /** Name, universal id and its type, without empty ones at the end. */
    private static List<String> authority(String hd, Hl7Text text) {
        List<String> parts = new ArrayList<>(3);
        for (int i = 3; i >= 1; i--) {
            String written = text.subcomponent(hd, i).strip();
            String part = text.unescape(written, "PID-3");
            boolean isMissing = part.isEmpty() || written.equals(NULL);
            if (!isMissing || !parts.isEmpty()) {
                parts.add(0, part);
            }
        }
        return parts;
    }
}
