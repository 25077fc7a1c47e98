package io.github.heartrate.toolkit.ward;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Latch;
import io.github.heartrate.Reading;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.OptionalDouble;

/** A ward of nine beds in which everything that a bed can tell beside its alarms is to be seen at once. */
final class CareScene {

    static final AlarmPolicy POLICY = AlarmPolicy.builder()
            .limits(AlarmLimits.ADULT.withExtremes(40, 130))
            .staleAfter(Duration.ofSeconds(10))
            .reminderInterval(Duration.ofSeconds(30))
            .acknowledgementLimit(Duration.ofMinutes(3))
            .worseningBpm(20)
            .latch(Latch.HIGH)
            .build();

    private CareScene() {}

    static TestWard play() {
        TestWard ward = new TestWard(POLICY, Feed.replay(OptionalDouble.of(1)), ZoneOffset.UTC);
        ward.recordDemo(120, false, 9);
        // Bed 1 has an alarm and is paused, bed 2 is paused and calm, bed 3 has a latched alarm.
        ward.feed("DEMO-01", "104 108 112");
        ward.pause("DEMO-01", 125);
        ward.pause("DEMO-02", 600);
        ward.feed("DEMO-03", "141 143 144 92");
        // Bed 4 has a latched alarm and a new one of the other side; the pause of bed 7 was ended by a HIGH alarm.
        ward.feed("DEMO-04", "141 143 144 72 45 44 45");
        ward.pause("DEMO-07", 300);
        ward.feed("DEMO-07", "137x3");
        // Beds 5 and 6 are silent: one fell silent in a run, the other has a wrong clock.
        ward.feed("DEMO-05", "48 44");
        ward.pass(9);
        for (String patient :
                new String[] {"DEMO-01", "DEMO-02", "DEMO-03", "DEMO-04", "DEMO-07", "DEMO-08", "DEMO-09"}) {
            ward.feed(
                    patient,
                    patient.equals("DEMO-07")
                            ? "138"
                            : patient.equals("DEMO-04") ? "45" : patient.equals("DEMO-01") ? "114" : "76");
        }
        ward.pass(1);
        for (int late = 0; late < 14; late++) {
            ward.accept(new Reading("DEMO-06", ward.now().minusSeconds(600 - late), 72));
        }
        return ward;
    }
}
