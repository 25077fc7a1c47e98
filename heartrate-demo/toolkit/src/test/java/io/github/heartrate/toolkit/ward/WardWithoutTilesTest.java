package io.github.heartrate.toolkit.ward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.Priority;
import io.github.heartrate.toolkit.ward.WardFrame.AlarmView;
import io.github.heartrate.toolkit.ward.WardFrame.PastView;
import io.github.heartrate.toolkit.ward.WardFrame.UndrawnAlarm;
import io.github.heartrate.toolkit.ward.WardFrame.UndrawnView;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WardWithoutTilesTest {

    private static final AlarmPolicy POLICY = AlarmPolicy.builder()
            .limits(AlarmLimits.ADULT.withExtremes(40, 130))
            .staleAfter(Duration.ofSeconds(10))
            .reminderInterval(Duration.ofSeconds(20))
            .build();

    private final TestWard test = new TestWard(POLICY);

    private final Ward ward = test.ward();

    @Test
    void runOfAPatientWithoutATileIsNamedWithoutALimit() {
        fillTheTiles();
        test.feed("beyond", "49 48");
        test.pass(11);

        assertThat(undrawn().alarms())
                .filteredOn(undrawn -> undrawn.patient().equals("beyond"))
                .extracting(undrawn -> undrawn.alarm().lost().run())
                .containsExactly("2 too low");
    }

    @Test
    void memoryIsBoundedByTilesPointsAndPastEpisodes() {
        for (int patient = 0; patient < Ward.MAX_TILES + 7; patient++) {
            test.feed("p" + patient, "72");
        }
        for (int episode = 0; episode < Ward.MAX_PAST + 5; episode++) {
            test.feed("p0", "104x3 72");
        }

        WardFrame frame = ward.since(Ward.NOTHING);
        assertThat(frame.tiles()).hasSize(Ward.MAX_TILES);
        assertThat(frame.counts().patients()).isEqualTo(Ward.MAX_TILES + 7);
        assertThat(frame.undrawn().beds()).isEqualTo(7);
        assertThat(frame.past()).hasSize(Ward.MAX_PAST);
        assertThat(test.tile("p0").points()).hasSize(301);
        assertThat(frame.counts().episodes()).containsEntry(Condition.TACHYCARDIA, Ward.MAX_PAST + 5L);
    }

    @Test
    void alarmOfAPatientWithoutATileIsTold() {
        fillTheTiles();
        test.feed("beyond", "72x2");
        long known = ward.version();
        assertThat(ward.since(known).undrawn()).isNull();
        test.feed("beyond", "141x3");

        assertThat(ward.since(known).undrawn().alarms())
                .extracting(UndrawnAlarm::patient, undrawn -> undrawn.alarm().text())
                .containsExactly(tuple("beyond", "*** HR 141 > 130"));
        assertThat(ward.since(known).tiles()).isEmpty();
        test.feed("beyond", "72");
        WardFrame after = ward.since(known);
        assertThat(after.undrawn().alarms()).isEmpty();
        assertThat(after.past()).extracting(PastView::patient, PastView::bed).containsExactly(tuple("beyond", null));
    }

    @Test
    void alarmOfAPatientWithoutATileIsAcknowledgedByTheNoticeThatThePageShowed() {
        fillTheTiles();
        test.feed("beyond", "104x3");
        AlarmView shown = undrawn().alarms().get(0).alarm();

        assertThat(ward.notice(shown.episode(), shown.event()))
                .map(Alert::patientId)
                .contains("beyond");
        test.acknowledge("beyond", "R. Meyer");
        assertThat(undrawn().alarms().get(0).alarm().acknowledgedBy()).isEqualTo("R. Meyer");
        test.feed("beyond", "72");
        assertThat(ward.notice(shown.episode(), shown.event())).isEmpty();
    }

    @Test
    void pageIsToldTheMostUrgentAlarmsWithoutATileAndTheNumberOfAll() {
        fillTheTiles();
        int patients = Ward.MAX_UNDRAWN_ALARMS + 3;
        for (int patient = 0; patient < patients; patient++) {
            test.feed("beyond-" + patient, "104x3");
        }
        test.acknowledge("beyond-0", "R. Meyer");
        test.feed("beyond-" + (patients - 1), "141x3");

        assertThat(undrawn().alarmCount()).isEqualTo(patients);
        assertThat(undrawn().alarms())
                .hasSize(Ward.MAX_UNDRAWN_ALARMS)
                .extracting(UndrawnAlarm::patient)
                .startsWith("beyond-" + (patients - 1), "beyond-1", "beyond-2")
                .doesNotContain("beyond-0");
    }

    @Test
    void bedsWithoutATileAreCountedUpToABoundAndAlarmsBeyondItAreSaidToBeMissing() {
        UndrawnBeds beds = new UndrawnBeds(2, 10);
        test.feed("a", "104x3");
        test.feed("b", "104x3");
        test.feed("c", "104x3 72");
        long version = 0;
        for (Alert alert : test.alerts()) {
            beds.add(alert.patientId(), ++version);
            beds.accept(alert, version);
        }

        UndrawnView view = beds.view();
        assertThat(view.beds()).isEqualTo(2);
        assertThat(view.exact()).isFalse();
        assertThat(view.alarmCount()).isEqualTo(2);
        assertThat(view.unlisted()).isEqualTo(1);
    }

    @Test
    void freedTileGoesWithTheAlarmToAPatientWhoHadNone() {
        fillTheTiles();
        test.feed("beyond", "104x3");
        ward.discharge("p7");
        test.feed("beyond", "105");

        assertThat(test.tile("beyond").bed()).isEqualTo(8);
        assertThat(test.alarm("beyond").text()).isEqualTo("** HR 104 > 100");
        assertThat(undrawn().alarms()).isEmpty();
        assertThat(undrawn().beds()).isZero();
    }

    @Test
    void noticeIsFoundByTheIdsThatThePageShowed() {
        test.feed("a", "104x3");
        AlarmView shown = test.alarm("a");
        test.feed("a", "135x3");

        assertThat(ward.notice(shown.episode(), shown.event()))
                .map(Alert::priority)
                .contains(Priority.MEDIUM);
        assertThat(ward.notice(shown.episode(), "else")).isEmpty();
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
