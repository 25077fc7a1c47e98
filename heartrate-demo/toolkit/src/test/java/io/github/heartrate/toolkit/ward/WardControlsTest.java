package io.github.heartrate.toolkit.ward;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.toolkit.ward.WardFrame.AlarmView;
import io.github.heartrate.toolkit.ward.WardFrame.PauseView;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class WardControlsTest extends ServedWard {

    @Test
    void acknowledgementReachesTheMonitorAndTheWard() throws IOException, InterruptedException {
        test.feed("a", "104x3");

        HttpResponse<String> response = acknowledge(alarm(), " R. Meyer ");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(alarm().acknowledgedBy()).isEqualTo("R. Meyer");
        assertThat(acknowledge(alarm(), "Else").body()).isEqualTo("acknowledged before\n");
        assertThat(alarm().acknowledgedBy()).isEqualTo("R. Meyer");
    }

    @Test
    void acknowledgementOfWhatIsOverChangesNothing() throws IOException, InterruptedException {
        test.feed("a", "104x3");
        AlarmView seen = alarm();
        test.feed("a", "72");

        assertThat(acknowledge(seen, "R. Meyer").statusCode()).isEqualTo(409);
    }

    @Test
    void acknowledgementFromAnotherSiteIsRefused() throws IOException, InterruptedException {
        test.feed("a", "104x3");

        assertThat(post("{}", "http://evil.example").statusCode()).isEqualTo(403);
        assertThat(alarm().acknowledgedBy()).isNull();
    }

    @Test
    void acknowledgementThatIsHeldIsToldSo() throws IOException, InterruptedException {
        test.feed("a", "104x3");
        test.pass(1);
        test.skip(3 * 86_400);

        HttpResponse<String> response = acknowledge(alarm(), "R. Meyer");

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).startsWith("not yet: the ward's time is far ahead of what the monitor knows");
        assertThat(alarm().acknowledgedBy()).isNull();
    }

    @Test
    void pauseReachesTheMonitorAndTheWardAndEndsWhenAsked() throws IOException, InterruptedException {
        test.feed("a", "104x3");

        HttpResponse<String> paused = pause("{\"patient\":\"a\",\"minutes\":2}");

        assertThat(paused.statusCode()).isEqualTo(200);
        assertThat(paused.body()).isEqualTo("paused\n");
        long until = test.now().plusSeconds(120).toEpochMilli();
        assertThat(tile().pause()).isEqualTo(new PauseView(until, null, false));
        test.feed("a", "104");
        assertThat(pause("{\"patient\":\"a\",\"minutes\":0}").body()).isEqualTo("the pause is over\n");
        assertThat(tile().pause()).isEqualTo(new PauseView(until, test.now().toEpochMilli(), false));
    }

    @Test
    void pauseOfAPatientOfWhomTheMonitorKnowsNothingIsToldSo() throws IOException, InterruptedException {
        test.ward().admit("a", AlarmPolicy.DEFAULT);

        assertThat(pause("{\"patient\":\"a\",\"minutes\":2}").body())
                .isEqualTo("the monitor knows nothing of this patient yet\n");
    }

    @Test
    void pauseThatIsHeldIsToldSo() throws IOException, InterruptedException {
        test.feed("a", "104x3");
        test.pass(1);
        test.skip(3 * 86_400);

        HttpResponse<String> response = pause("{\"patient\":\"a\",\"minutes\":2}");

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).startsWith("not yet: the ward's time is far ahead of what the monitor knows");
        assertThat(tile().pause()).isNull();
    }

    @Test
    void nobodyIsPausedOnceTheReadingsHaveEnded() throws IOException, InterruptedException {
        test.feed("a", "104x3");
        test.ward().end();

        assertThat(pause("{\"patient\":\"a\",\"minutes\":2}").body()).isEqualTo("the readings have ended\n");
    }

    @Test
    void pauseFromAnotherSiteIsRefused() throws IOException, InterruptedException {
        test.feed("a", "104x3");

        assertThat(post("pause", "{\"patient\":\"a\",\"minutes\":2}", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("pause").statusCode()).isEqualTo(405);
        assertThat(tile().pause()).isNull();
    }
}
