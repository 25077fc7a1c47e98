package io.github.heartrate.amqp.codec;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.Reading;
import io.github.heartrate.amqp.broker.UndecodableMessageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a chest strap or a watch tells over Bluetooth: the characteristic Heart Rate Measurement (0x2A37) of the Heart Rate
 * Service 1.0 (Bluetooth SIG, 2011). The bytes hold neither the time nor the patient; a gateway knows both:
 *
 * <pre>{@code
 * HeartRateMeasurement.parse(bytes).reading("Patient_1", Instant.now()).ifPresent(publisher::publish);
 * }</pre>
 *
 * <p>An immutable value, safe for use by several threads.
 *
 * @param bpm the rate, in beats per minute, 0 to 65,535; empty if the contact is lost, whatever number the sensor sends then
 * @param contact of the sensor with the skin
 * @param energyKilojoules expended since the last reset, 0 to 65,535, where it stays; empty if it is not in this message
 * @param rrTicks times between two beats, oldest first, in 1/1024 s and not in milliseconds; unmodifiable, often empty
 */
public record HeartRateMeasurement(
        OptionalInt bpm, Contact contact, OptionalInt energyKilojoules, List<Integer> rrTicks) {

    /** Ticks of {@link #rrTicks} per second. */
    public static final int TICKS_PER_SECOND = 1_024;

    private static final int TWO_BYTES = 0b1;
    private static final int CONTACT_DETECTED = 0b10;
    private static final int CONTACT_SUPPORTED = 0b100;
    private static final int ENERGY = 0b1000;
    private static final int RR = 0b1_0000;

    /** What the sensor says of its contact with the skin. */
    public enum Contact {
        /** The sensor can't tell; the rate counts. */
        UNSUPPORTED,
        /** There is no contact, so there is no rate. */
        LOST,
        /** There is contact. */
        FINE
    }

    /** Checks that nothing is missing and copies the list. */
    public HeartRateMeasurement {
        requireNonNull(bpm, "bpm");
        requireNonNull(contact, "contact");
        requireNonNull(energyKilojoules, "energyKilojoules");
        rrTicks = List.copyOf(rrTicks);
    }

    /**
     * Reads the value of the characteristic. Bits of the flags that the standard reserves are ignored.
     *
     * @param value as it was notified: 2 bytes or more
     * @return the measurement
     * @throws UndecodableMessageException if there are too few bytes for what the flags announce, or too many
     */
    public static HeartRateMeasurement parse(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        int flags = Byte.toUnsignedInt(required(in, 1, "flags").get());
        boolean isLong = (flags & TWO_BYTES) != 0;
        int rate = isLong
                ? unsigned(in, "the rate")
                : Byte.toUnsignedInt(required(in, 1, "the rate").get());
        OptionalInt energy = (flags & ENERGY) == 0 ? OptionalInt.empty() : OptionalInt.of(unsigned(in, "the energy"));
        List<Integer> ticks = new ArrayList<>();
        while ((flags & RR) != 0 && in.hasRemaining()) {
            ticks.add(unsigned(in, "an RR interval"));
        }
        if (in.hasRemaining()) {
            throw new UndecodableMessageException(
                    "the measurement has " + in.remaining() + " bytes that its flags do not announce");
        }
        Contact contact = contact(flags);
        return new HeartRateMeasurement(
                contact == Contact.LOST ? OptionalInt.empty() : OptionalInt.of(rate), contact, energy, ticks);
    }

    /** The bit of the contact counts only together with the one that says that the sensor can tell. */
    private static Contact contact(int flags) {
        if ((flags & CONTACT_SUPPORTED) == 0) {
            return Contact.UNSUPPORTED;
        }
        return (flags & CONTACT_DETECTED) == 0 ? Contact.LOST : Contact.FINE;
    }

    private static int unsigned(ByteBuffer in, String what) {
        return Short.toUnsignedInt(required(in, Short.BYTES, what).getShort());
    }

    private static ByteBuffer required(ByteBuffer in, int bytes, String what) {
        if (in.remaining() < bytes) {
            throw new UndecodableMessageException(
                    "the measurement ends before " + what + ", after " + in.limit() + " bytes");
        }
        return in;
    }

    /**
     * The measurement as a reading. A rate of 0 with contact is a reading.
     *
     * @param patientId whose it is; not blank
     * @param time when it was measured
     * @return empty if the contact is lost
     * @throws IllegalArgumentException if the id is blank
     */
    public Optional<Reading> reading(String patientId, Instant time) {
        return bpm.isPresent() ? Optional.of(new Reading(patientId, time, bpm.getAsInt())) : Optional.empty();
    }
}
