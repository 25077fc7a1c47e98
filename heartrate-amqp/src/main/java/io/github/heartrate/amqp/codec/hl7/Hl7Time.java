package io.github.heartrate.amqp.codec.hl7;

import io.github.heartrate.amqp.broker.UndecodableMessageException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/**
 * Times of HL7 v2: {@code YYYYMMDDHHMM[SS[.fraction]][+HHMM]}. A time without its own offset has that of MSH-7; else it is
 * local to the configured zone; else it is refused. The digits of a fraction are read as decimals, at most nine.
 */
final class Hl7Time {

    private static final int MINUTES_LENGTH = 12;
    private static final int SECONDS_LENGTH = 14;
    private static final int OFFSET_LENGTH = 5;
    private static final int NANO_DIGITS = 9;

    private final Optional<ZoneOffset> ofMessage;
    private final Optional<ZoneId> configured;
    private final Optional<Instant> published;

    /**
     * Takes what a message says of zones.
     *
     * @param msh7 the time of the message; its offset counts, nothing else
     * @param configured the zone of senders that give none
     * @param published when the message was published, which tells the two passes of an hour that occurs twice
     */
    Hl7Time(String msh7, Optional<ZoneId> configured, Optional<Instant> published) {
        int sign = signOf(msh7);
        this.ofMessage = sign < 0 ? Optional.empty() : Optional.of(offset(msh7, sign, "MSH-7"));
        this.configured = configured;
        this.published = published;
    }

    /** Reads a time of a reading. The name is that of the field, for the error. */
    Instant read(String text, String name) {
        int sign = signOf(text);
        String local = sign < 0 ? text : text.substring(0, sign);
        LocalDateTime time = local(local, name);
        try {
            if (sign >= 0) {
                return time.toInstant(offset(text, sign, name));
            }
            if (ofMessage.isPresent()) {
                return time.toInstant(ofMessage.get());
            }
            return inZone(time, name);
        } catch (DateTimeException e) {
            throw new UndecodableMessageException(name + " must be a time that exists", e);
        }
    }

    private Instant inZone(LocalDateTime time, String name) {
        if (configured.isEmpty()) {
            throw new UndecodableMessageException(
                    name + " must have an offset such as +0100: MSH-7 has none, and no zone is configured");
        }
        ZoneRules rules = configured.get().getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(time);
        if (offsets.isEmpty()) {
            throw new UndecodableMessageException(name + " does not exist in " + configured.get());
        }
        if (offsets.size() == 1) {
            return time.toInstant(offsets.get(0));
        }
        if (published.isEmpty()) {
            throw new UndecodableMessageException(name + " occurs twice in " + configured.get()
                    + ", and the message has no timestamp that tells when");
        }
        Instant later = time.toInstant(offsets.get(1));
        // The later pass is still to come while the earlier one goes on; a second for the property's missing parts.
        return later.isAfter(published.get().plusSeconds(1)) ? time.toInstant(offsets.get(0)) : later;
    }

    private static LocalDateTime local(String text, String name) {
        int point = text.indexOf('.');
        int whole = point < 0 ? text.length() : point;
        if ((whole != MINUTES_LENGTH && whole != SECONDS_LENGTH) || (point >= 0 && whole != SECONDS_LENGTH)) {
            throw new UndecodableMessageException(
                    name + " must be YYYYMMDDHHMM, with seconds and their parts if they are known");
        }
        try {
            return LocalDateTime.of(
                    digits(text, 0, 4, name),
                    digits(text, 4, 6, name),
                    digits(text, 6, 8, name),
                    digits(text, 8, 10, name),
                    digits(text, 10, MINUTES_LENGTH, name),
                    whole == SECONDS_LENGTH ? digits(text, MINUTES_LENGTH, SECONDS_LENGTH, name) : 0,
                    point < 0 ? 0 : nanos(text, point + 1, name));
        } catch (DateTimeException e) {
            throw new UndecodableMessageException(name + " must be a time that exists", e);
        }
    }

    private static int nanos(String text, int begin, String name) {
        int count = text.length() - begin;
        if (count < 1 || count > NANO_DIGITS) {
            throw new UndecodableMessageException(name + " must have 1 to " + NANO_DIGITS + " digits after the point");
        }
        int nanos = digits(text, begin, text.length(), name);
        for (int i = count; i < NANO_DIGITS; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int digits(String text, int begin, int end, String name) {
        int value = 0;
        for (int i = begin; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new UndecodableMessageException(name + " must have digits only before its offset");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int signOf(String text) {
        int plus = text.indexOf('+');
        return plus >= 0 ? plus : text.indexOf('-');
    }

    private static ZoneOffset offset(String text, int sign, String name) {
        if (text.length() - sign != OFFSET_LENGTH) {
            throw new UndecodableMessageException(name + " must have an offset of a sign and four digits");
        }
        int direction = text.charAt(sign) == '-' ? -1 : 1;
        int hours = digits(text, sign + 1, sign + 3, name);
        int minutes = digits(text, sign + 3, sign + OFFSET_LENGTH, name);
        try {
            return ZoneOffset.ofHoursMinutes(direction * hours, direction * minutes);
        } catch (DateTimeException e) {
            throw new UndecodableMessageException(name + " must have an offset that exists", e);
        }
    }
}
