package io.github.heartrate.amqp.codec.hl7;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import io.github.heartrate.amqp.codec.MessageCodec;
import io.github.heartrate.amqp.codec.ReadingBatch;
import io.github.heartrate.amqp.codec.ReceivedMessage;
import io.github.heartrate.amqp.internal.text.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Readings as HL7 v2: an ORU^R01 of version 2.3 to 2.8, as IHE's transaction PCD-01 sends it. Segments end with CR, or with
 * LF before the name of the next one. A body is one message.
 *
 * <ul>
 *   <li><b>Message</b>: separators are those of MSH-1 and MSH-2; the character set is that of MSH-18, else UTF-8. MSH-11 must
 *       be empty or P: what is sent for training or debugging raises no alarm.
 *   <li><b>Patient</b>: PID-3, the repetition of type MR, else the first. An authority (PID-3.4) follows the number, as in
 *       {@code 4711^^^HOSPITAL}, since the same number at two hospitals is two people; {@link #withHomeAuthority} names the
 *       one that is left out.
 *   <li><b>What</b>: an OBX whose OBX-3 has one of the {@link #withCodes codes} together with its coding system, in any
 *       of its three triplets. Other OBX are skipped.
 *   <li><b>Value</b>: OBX-2 is NM, ST, SN or NA; OBX-5 may repeat. OBX-6 is a unit of a closed list, among them {@code /min},
 *       {@code bpm}, 264864 and {@code Hz}; without a unit it is beats per minute. A comparator makes a bad reading.
 *   <li><b>No value</b>: OBX-11 is D, I, N, O, W or X; OBX-5 is empty, {@code ""}, -100 or -999.
 *   <li><b>Time</b>: OBX-14, else OBR-7, to the minute at least. Never MSH-7, which is when it was sent. Several numbers are
 *       spread evenly from that time until OBR-8. A time without an offset has that of MSH-7, else the {@link #withZone
 *       zone}, else it is bad. In the hour that occurs twice, the later pass is taken if it is not after the message's
 *       {@code timestamp}; without that property it is bad.
 * </ul>
 *
 * <p>A bad OBX costs only itself. Written is a PCD-01 of version 2.6, times in UTC. Immutable, and safe for use by several
 * threads.
 */
public final class Hl7Codec implements MessageCodec {

    /** What {@code content_type} says of HL7 v2 in its encoding of bars and carets, as over HTTP. */
    public static final String CONTENT_TYPE = "x-application/hl7-v2+er7";

    /** Heart rate in ISO/IEEE 11073-10101 and in LOINC. Pulse rates are not among them. */
    public static final Set<String> HEART_RATES = Set.of("147842^MDC", "8867-4^LN");

    private static final Set<String> VERSIONS =
            Set.of("2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.7.1", "2.8", "2.8.1", "2.8.2");
    private static final String PROFILE = "IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO";
    private static final byte[] BEGIN = {'M', 'S', 'H'};

    private final Settings settings;

    /**
     * What a reader is told beside the message.
     *
     * @param codes of heart rates, each with its coding system
     * @param zone of times without an offset
     * @param homeAuthority that is left out of patient ids
     */
    record Settings(Set<String> codes, Optional<ZoneId> zone, Optional<String> homeAuthority) {}

    /** Reads {@link #HEART_RATES}; a time must have an offset, its own or MSH-7's. */
    public Hl7Codec() {
        this(new Settings(HEART_RATES, Optional.empty(), Optional.empty()));
    }

    private Hl7Codec(Settings settings) {
        this.settings = settings;
    }

    /**
     * The same codec for other codes, such as pulse rates. If a monitor sends heart rate and pulse for the same instant,
     * choose one of them: a patient has one rate at a time.
     *
     * @param values at least one; each a code, {@code ^} and its coding system, such as {@code 149530^MDC}
     * @return a copy
     * @throws IllegalArgumentException if there is none, or one has another form
     */
    public Hl7Codec withCodes(Set<String> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("there must be at least 1 code: 0");
        }
        for (String value : values) {
            if (!value.matches("[^^]+\\^[^^]+")) {
                throw new IllegalArgumentException("a code must look like 147842^MDC: " + value);
            }
        }
        return new Hl7Codec(new Settings(Set.copyOf(values), settings.zone(), settings.homeAuthority()));
    }

    /**
     * The same codec for senders that write no offset, neither at a time nor in MSH-7.
     *
     * @param value where their clocks are
     * @return a copy
     */
    public Hl7Codec withZone(ZoneId value) {
        return new Hl7Codec(
                new Settings(settings.codes(), Optional.of(requireNonNull(value, "zone")), settings.homeAuthority()));
    }

    /**
     * The same codec for a hospital whose own authority is left out of patient ids.
     *
     * @param value the name or the universal id in PID-3.4; not blank
     * @return a copy
     * @throws IllegalArgumentException if it is blank
     */
    public Hl7Codec withHomeAuthority(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("homeAuthority must not be blank");
        }
        return new Hl7Codec(new Settings(settings.codes(), settings.zone(), Optional.of(value)));
    }

    @Override
    public String contentType() {
        return CONTENT_TYPE;
    }

    @Override
    public Set<String> otherContentTypes() {
        return Set.of("application/hl7-v2", "application/hl7-v2+er7", "x-application/hl7-v2");
    }

    /**
     * Writes a reading as PCD-01. MSH-10 is made from the reading, so that a repeated message has the same one.
     *
     * @param reading its time with at most four digits after the second, in the years 0000 to 9999
     * @return the message, each segment ended by CR
     * @throws IllegalArgumentException if the time is another, or the patient id can't be expressed
     */
    @Override
    public byte[] encode(Reading reading) {
        String time = Hl7Writer.time(reading.timestamp());
        String key = reading.patientId() + ' ' + reading.timestamp() + ' ' + reading.bpm();
        String controlId = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "")
                .substring(0, 20); // the longest that every version takes
        return new Hl7Writer("ORU^R01^ORU_R01", "NE|AL", PROFILE, controlId, reading.timestamp())
                .segment("PID|||" + Hl7Writer.identifier(reading.patientId(), settings.homeAuthority()))
                .segment("OBR|1|||182777000^monitoring of patient^SCT|||" + time)
                .segment("OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.0.0.1|" + Hl7Writer.number(reading.bpm())
                        + "|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R|||" + time)
                .toBytes();
    }

    @Override
    public ReadingBatch decode(ReceivedMessage message) {
        byte[] body = message.body();
        Json.requireSize(body);
        if (body.length < BEGIN.length || body[0] != BEGIN[0] || body[1] != BEGIN[1] || body[2] != BEGIN[2]) {
            throw new UndecodableMessageException("the body must begin with MSH");
        }
        Charset charset = charset(body);
        String text = text(body, charset);
        Hl7Segments segments = new Hl7Segments(text);
        String msh = segments.next();
        Hl7Text separators = Hl7Text.of(msh, charset);
        requireReadable(msh, separators);
        Hl7Observations found = new Hl7Observations(settings, separators, msh, message.timestamp());
        if (!segments.hasNext()) {
            throw new UndecodableMessageException("the message must have segments after MSH");
        }
        while (segments.hasNext()) {
            found.take(segments.next());
        }
        return found.all();
    }

    private static void requireReadable(String msh, Hl7Text text) {
        String type = text.field(msh, 9);
        String event = text.component(type, 2);
        if (!text.component(type, 1).equals("ORU") || !(event.isEmpty() || event.equals("R01"))) {
            throw new UndecodableMessageException("MSH-9 must be ORU^R01: " + Hl7Text.shown(type));
        }
        String processing = text.component(text.field(msh, 11), 1);
        if (!processing.isEmpty() && !processing.equals("P")) {
            throw new UndecodableMessageException("MSH-11 must be P, for production: " + Hl7Text.shown(processing));
        }
        String version = text.component(text.field(msh, 12), 1);
        if (!VERSIONS.contains(version)) {
            throw new UndecodableMessageException(
                    "MSH-12 must be a version from 2.3 to 2.8: " + Hl7Text.shown(version));
        }
    }

    /** By MSH-18, whose names are ASCII. */
    private static Charset charset(byte[] body) {
        int end = 0;
        while (end < body.length && body[end] != '\r' && body[end] != '\n') {
            end++;
        }
        String msh = new String(body, 0, end, StandardCharsets.ISO_8859_1);
        Hl7Text text = Hl7Text.of(msh, StandardCharsets.ISO_8859_1);
        String sets = text.field(msh, 18);
        int repetition = sets.indexOf(text.repetition());
        String name = repetition < 0 ? sets : sets.substring(0, repetition);
        return switch (name) {
            case "", "ASCII", "UNICODE UTF-8", "UTF-8" -> StandardCharsets.UTF_8;
            case "8859/1", "8859/2", "8859/4", "8859/5", "8859/7", "8859/9", "8859/15" ->
                Charset.forName("ISO-8859-" + name.substring("8859/".length()));
            default -> {
                if (isAscii(body)) {
                    yield StandardCharsets.UTF_8;
                }
                throw new UndecodableMessageException(
                        "MSH-18 must be empty, ASCII, UNICODE UTF-8 or 8859/1, 2, 4, 5, 7, 9, 15: "
                                + Hl7Text.shown(name));
            }
        };
    }

    private static boolean isAscii(byte[] body) {
        for (byte b : body) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] body, Charset charset) {
        String text = new String(body, charset);
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw new UndecodableMessageException(
                    "the body is not " + charset + ", which MSH-18 says, or is taken if it is empty", e);
        }
    }
}
