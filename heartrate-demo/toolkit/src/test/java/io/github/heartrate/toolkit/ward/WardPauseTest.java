package io.github.heartrate.toolkit.ward;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.HeartRateMonitor;
import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.ward.WardFrame.PauseView;
import io.github.heartrate.toolkit.ward.WardFrame.UndrawnAlarm;
import io.github.heartrate.toolkit.ward.WardFrame.UndrawnView;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WardPauseTest {

    private static final AlarmPolicy POLICY = AlarmPolicy.builder()
            .limits(AlarmLimits.ADULT.withExtremes(40, 130))
            .staleAfter(Duration.ofSeconds(10))
            .reminderInterval(Duration.ofSeconds(20))
            .build();

    private final TestWard test = new TestWard(POLICY);

    private final Ward ward = test.ward();

    @Test
    void pauseIsShownUntilItsEnd() {
        test.feed("a", "104x3");
        test.pause("a", 120);
        Instant until = test.now().plusSeconds(120);

        assertThat(test.tile("a").pause()).isEqualTo(new PauseView(until.toEpochMilli(), null, false));
        test.feed("a", "104x119");
        assertThat(test.tile("a").pause()).isEqualTo(new PauseView(until.toEpochMilli(), null, false));
        int reminders = test.alarm("a").reminders();
        test.feed("a", "104");
        assertThat(test.tile("a").pause()).isEqualTo(new PauseView(until.toEpochMilli(), until.toEpochMilli(), false));
        assertThat(test.alarm("a").reminders()).isGreaterThan(reminders);
    }

    @Test
    void pauseThatEndsAtATickIsOver() {
        test.feed("a", "104x3");
        test.pause("a", 5);
        long until = test.now().plusSeconds(5).toEpochMilli();
        test.pass(6);

        assertThat(test.tile("a").pause()).isEqualTo(new PauseView(until, until, false));
    }

    @Test
    void highAlarmBreaksThePauseAndThePageIsTold() {
        test.feed("a", "72");
        test.pause("a", 120);
        test.feed("a", "35x3");

        PauseView pause = test.tile("a").pause();
        assertThat(pause.broken()).isTrue();
        assertThat(pause.ended()).isEqualTo(test.now().toEpochMilli());
        test.feed("a", "35x5");
        assertThat(test.tile("a").pause()).isEqualTo(pause);
    }

    @Test
    void highAlarmThatReplacesAMediumOneBreaksThePauseToo() {
        TestWard slow = new TestWard(AlarmPolicy.builder()
                .limits(AlarmLimits.ADULT.withExtremes(40, 130))
                .clearCount(3)
                .build());
        slow.feed("a", "104x3");
        slow.pause("a", 120);
        slow.feed("a", "35x3");

        assertThat(slow.tile("a").pause().broken()).isTrue();
    }

    @Test
    void pauseThatSomebodyEndsIsOverNotBroken() {
        test.feed("a", "104x3");
        test.pause("a", 120);
        test.feed("a", "104");
        test.pause("a", 0);

        PauseView pause = test.tile("a").pause();
        assertThat(pause.broken()).isFalse();
        assertThat(pause.ended()).isEqualTo(test.now().toEpochMilli());
        assertThat(test.alarm("a").reminders()).isEqualTo(1);
    }

    @Test
    void pauseFromBeforeTheWardWasOpenedIsKnownByTheNextReadingOrAlert() {
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(POLICY).build();
        Instant time = test.now();
        Instant until = time.plusSeconds(120);
        monitor.accept(new Reading("a", time, 72));
        monitor.pause("a", until, time);
        Reading later = new Reading("a", time.plusSeconds(1), 104);
        ward.observe(later, monitor.accept(later), monitor.status("a").orElseThrow());
        assertThat(test.tile("a").pause()).isEqualTo(new PauseView(until.toEpochMilli(), null, false));

        TestWard elsewhere = new TestWard(POLICY);
        monitor.accept(new Reading("a", time.plusSeconds(2), 105));
        monitor.accept(new Reading("a", time.plusSeconds(3), 106)).alerts().forEach(elsewhere.ward()::observe);
        assertThat(elsewhere.tile("a").pause()).isEqualTo(new PauseView(until.toEpochMilli(), null, false));
    }

    @Test
    void pausedPatientWithoutATileIsPausedInTheList() {
        fillTheTiles();
        test.feed("beyond", "104x3");
        test.pause("beyond", 120);

        assertThat(undrawn().alarms())
                .extracting(UndrawnAlarm::pause)
                .containsExactly(new PauseView(test.now().plusSeconds(120).toEpochMilli(), null, false));
    }

    private void fillTheTiles() {
        for (int patient = 0; patient < Ward.MAX_TILES; patient++) {
            test.feed("p" + patient, "72");
        }
    }

    private UndrawnView undrawn() {
        return ward.since(Ward.NOTHING).undrawn();
    }
}
