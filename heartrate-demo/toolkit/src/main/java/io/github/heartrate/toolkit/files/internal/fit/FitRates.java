package io.github.heartrate.toolkit.files.internal.fit;

import io.github.heartrate.toolkit.files.internal.tally.DeviceRates;
import io.github.heartrate.toolkit.files.internal.tally.NoTelemetryException;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.telemetry.Omission;
import io.github.heartrate.toolkit.telemetry.SkipReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The heart rates in the messages of a FIT file: those of {@code record} (activities), {@code monitoring} (days) and
 * {@code hr} (beats that a strap kept and handed over later). Numbers of messages and fields are those of the FIT
 * profile.
 *
 * <p>Times are in UTC. A time in full is that of field 253; five bits of it may stand in the head of a message, sixteen
 * in a field of {@code monitoring}, and these go on from the latest time of any message before.
 */
final class FitRates {

    /** The message has no time in its head. */
    static final int NOT_COMPRESSED = -1;

    private static final int FILE_ID = 0;
    private static final int RECORD = 20;
    private static final int RECORD_RATE = 3;
    private static final int MONITORING = 55;
    private static final int MONITORING_RATE = 27;
    private static final int TIME_16 = 26;
    private static final int HR = 132;
    private static final int TIME = 253;

    private static final long EPOCH_SECOND =
            Instant.parse("1989-12-31T00:00:00Z").getEpochSecond();

    /** Smaller times count from when the device was switched on; the FIT profile, date_time. */
    private static final long FIRST_DATE = 0x1000_0000;

    /** Sixteen bits that lie so many seconds before the latest time are a step back, not 18 hours on; chosen here. */
    private static final int STEP_BACK = 60;

    private static final int SIXTEEN_BITS = 1 << 16;

    private final Pass pass;
    private final DeviceRates rates;
    private final FitBeats beats = new FitBeats();
    private final CoveredTimes byMessages = new CoveredTimes();
    private final CoveredTimes byBeats = new CoveredTimes();
    private long clock = FitMessage.NONE;
    private long ordinal;
    private long fileType = FitMessage.NONE;
    private boolean hasRates;

    FitRates(Pass pass) {
        this.pass = pass;
        this.rates = new DeviceRates(pass);
    }

    /** A file begins, which knows no time of the one before. */
    void begin() {
        clock = FitMessage.NONE;
        beats.begin();
    }

    long nextOrdinal() {
        return ++ordinal;
    }

    /** All files have ended. */
    void end() {
        if (!hasRates) {
            throw new NoTelemetryException(
                    pass.file() + ": is a FIT file without heart rates" + FitKinds.text(fileType));
        }
    }

    /**
     * A message.
     *
     * @param fiveBits the time in its head
     */
    void add(FitMessage message, int fiveBits) {
        boolean isDated = advance(message, fiveBits);
        switch (message.kind()) {
            case FILE_ID -> fileType = message.number(0, 1);
            case RECORD -> rate(message, RECORD_RATE, isDated);
            case MONITORING -> rate(message, MONITORING_RATE, isDated);
            case HR -> beats(message, isDated);
            default -> {}
        }
    }

    /** Sets the clock; whether the message says when it is. */
    private boolean advance(FitMessage message, int fiveBits) {
        long full = message.number(TIME, 4);
        if (full != FitMessage.NONE) {
            clock = full;
            return true;
        }
        if (clock == FitMessage.NONE) {
            return false;
        }
        if (fiveBits != NOT_COMPRESSED) {
            clock += (fiveBits - clock) & 0x1f;
            return true;
        }
        long sixteen = message.kind() == MONITORING ? message.number(TIME_16, 2) : FitMessage.NONE;
        if (sixteen == FitMessage.NONE) {
            return false;
        }
        long onward = (sixteen - clock) & (SIXTEEN_BITS - 1);
        clock += onward >= SIXTEEN_BITS - STEP_BACK ? onward - SIXTEEN_BITS : onward;
        return true;
    }

    private @Nullable Instant now(boolean isDated) {
        return isDated && clock >= FIRST_DATE ? Instant.ofEpochSecond(EPOCH_SECOND + clock) : null;
    }

    private void rate(FitMessage message, int field, boolean isDated) {
        if (message.has(field)) {
            Instant time = now(isDated);
            long[] values = message.numbers(field, 1);
            if (values.length == 1) {
                add(message, time, values[0], byMessages, byBeats);
            } else {
                hasRates();
                pass.skip(
                        message.ordinal(),
                        SkipReason.BAD_NUMBER,
                        at(message) + "a heart rate of " + values.length + " bytes");
            }
        }
    }

    private void beats(FitMessage message, boolean isDated) {
        for (FitBeats.Beat beat : beats.read(message, now(isDated))) {
            add(message, beat.time(), beat.bpm(), byBeats, byMessages);
        }
    }

    /** The watch writes down what the strap sends, and the strap's own log repeats it: the first of both counts. */
    private void add(
            FitMessage message, @Nullable Instant time, long bpm, CoveredTimes covered, CoveredTimes coveredBefore) {
        hasRates();
        if (bpm == FitMessage.NONE || rates.isNone((double) bpm)) {
            pass.omit(Omission.NO_VALUE);
        } else if (time == null) {
            pass.skip(message.ordinal(), SkipReason.BAD_TIME, at(message) + "a heart rate without a time");
        } else if (coveredBefore.contains(time)) {
            pass.omit(Omission.SAME_SENSOR);
        } else {
            covered.add(time);
            rates.accept(time, (double) bpm);
        }
    }

    private void hasRates() {
        if (!hasRates) {
            hasRates = true;
            pass.readAs("FIT", pass.patient());
        }
    }

    private static String at(FitMessage message) {
        return "message " + message.ordinal() + " at byte " + message.at() + ", ";
    }
}
