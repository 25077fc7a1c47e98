package io.github.heartrate.demo.replay;

import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import io.github.heartrate.demo.text.ShownTime;
import java.time.ZoneId;
import java.util.function.Consumer;

/**
 * Says which readings are HELD since they are dated far ahead, as long as they are few: a clock may be wrong, and its
 * patient's readings have no effect until that is known. Safe for use by several threads.
 */
public final class HeldReadings {

    private static final int SHOWN = 3;

    private final ZoneId zone;
    private final Consumer<String> notices;
    private int held;

    public HeldReadings(ZoneId zone, Consumer<String> notices) {
        this.zone = zone;
        this.notices = notices;
    }

    /** A reading was judged. */
    public synchronized void judged(Reading reading, Verdict verdict) {
        if (verdict != Verdict.HELD) {
            return;
        }
        held++;
        if (held <= SHOWN) {
            notices.accept(reading.patientId() + ": the reading of "
                    + ShownTime.format(reading.timestamp(), zone)
                    + " is dated far ahead and held until the next one confirms it; its clock may be wrong");
        }
    }
}
