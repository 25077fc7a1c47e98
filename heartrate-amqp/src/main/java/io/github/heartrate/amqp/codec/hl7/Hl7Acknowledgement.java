package io.github.heartrate.amqp.codec.hl7;

import io.github.heartrate.amqp.broker.UndecodableMessageException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What a receiver of HL7 v2 answers: MSH and MSA, with the separators, the version and the MSH-10 of the message. */
public enum Hl7Acknowledgement {
    /** The receiver has the message safely, and the sender may forget it. */
    ACCEPT("AA"),
    /** The receiver could not keep the message; the sender sends it again. */
    ERROR("AE"),
    /** The receiver cannot read the message; to send it again as it is does not help. */
    REJECT("AR");

    /** Its bytes are read and written without change, whatever the message's character set is. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private static final int LONGEST_TEXT = 80; // MSA-3 of all versions that have a limit

    private final String code;

    Hl7Acknowledgement(String code) {
        this.code = code;
    }

    /**
     * The code.
     *
     * @return AA, AE or AR
     */
    public String code() {
        return code;
    }

    /**
     * Writes the answer to a message. If its MSH can't be read, the answer has the usual separators and an empty MSA-2.
     *
     * @param message what arrived
     * @param text for the sender's operator, cut to 80 characters; empty for none
     * @param now the time of the answer
     * @return the message, each segment ended by CR
     */
    public byte[] answer(byte[] message, String text, Instant now) {
        String line = msh(message);
        Optional<Hl7Text> own = separators(line);
        String msh = own.isPresent() ? line : "MSH|^~\\&";
        Hl7Text used = own.orElseGet(() -> Hl7Text.of(msh, BYTES));
        char bar = used.field();
        String version = used.field(msh, 12);
        String sender = used.field(msh, 3) + bar + used.field(msh, 4);
        String head = "MSH" + bar + used.field(msh, 2) + bar + "heartrate" + bar + bar + sender + bar
                + Hl7Writer.time(Instant.ofEpochMilli(now.toEpochMilli())) + bar + bar + "ACK" + bar
                + UUID.randomUUID().toString().replace("-", "").substring(0, 20) + bar + "P" + bar
                + (version.isEmpty() ? "2.6" : version);
        String answer = head + "\rMSA" + bar + code + bar + used.field(msh, 10) + bar + plain(text, used) + "\r";
        return answer.getBytes(BYTES);
    }

    private static String msh(byte[] message) {
        int end = 0;
        while (end < message.length && message[end] != '\r' && message[end] != '\n') {
            end++;
        }
        return new String(message, 0, end, BYTES);
    }

    private static Optional<Hl7Text> separators(String msh) {
        if (!msh.startsWith("MSH")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Hl7Text.of(msh, BYTES));
        } catch (UndecodableMessageException e) {
            return Optional.empty();
        }
    }

    /** In ASCII, without anything that a reader could take for a separator. */
    private static String plain(String text, Hl7Text separators) {
        String special = "" + separators.field() + separators.component() + separators.repetition()
                + separators.escape() + separators.subcomponent();
        StringBuilder plain = new StringBuilder(LONGEST_TEXT);
        for (int i = 0; i < text.length() && i < LONGEST_TEXT; i++) {
            char c = text.charAt(i);
            plain.append(c < ' ' || c > '~' || special.indexOf(c) >= 0 ? ' ' : c);
        }
        return plain.toString();
    }
}
