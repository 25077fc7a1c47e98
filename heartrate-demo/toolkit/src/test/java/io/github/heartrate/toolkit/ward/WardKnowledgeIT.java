package io.github.heartrate.toolkit.ward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.Latch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What the ward page says of itself: never more than it knows, in whatever way it does not know. */
class WardKnowledgeIT extends WardInBrowser {

    private final TestWard test = new TestWard(POLICY);

    @Override
    boolean isExpected(String line) {
        return super.isExpected(line)
                || line.contains("/ward.js - Failed to load resource")
                || line.contains("/events - Failed to load resource")
                || line.contains("SyntaxError")
                || line.contains("not a frame of a ward");
    }

    @Test
    void pageWhoseScriptDoesNotComeClaimsNothing() throws IOException {
        try (ScriptedServer server = ScriptedServer.without("/ward.js")) {
            open(server.url());

            assertThat(browser.text("#link")).isEqualTo("Not connected");
            assertThat(browser.text("#unknown")).isEqualTo("Not known yet.");
            assertThat(browser.script("return document.title")).isEqualTo("Ward - heartrate");
            nothingIsClaimed();
        }
    }

    @Test
    void pageBeyondTheLastClaimsNothingUntilThereIsRoomForIt() throws IOException {
        test.feed("p1", "104x3");
        WardServer server = serve(test);
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < WardServer.MAX_STREAMS; i++) {
                held.add(stream(server.address()));
            }
            await().until(() -> server.streamCount() == WardServer.MAX_STREAMS);
            open(server.url());

            eventually(() -> assertThat(browser.text("#lost"))
                    .startsWith("No connection to the server since this page was opened, ")
                    .contains("The server refuses this page: at most 32 pages at once."));
            assertThat(browser.text("#link")).isEqualTo("No connection");
            assertThat(browser.text("#unknown")).isEqualTo("Not known: there is no connection to the server.");
            assertThat(browser.script("return document.title")).isEqualTo("No connection - Ward - heartrate");
            nothingIsClaimed();
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
        test.feed("p1", "105");
        eventually(() -> assertThat(browser.text("#link")).isEqualTo("Live"));
        assertThat(browser.text("#alarm-count")).isEqualTo("1");
        assertThat(isShown("#lost")).isFalse();
    }

    private static Socket stream(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.getOutputStream()
                .write("GET /events HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void refusalThatIsNoPlainTextIsToldByItsStatus() throws IOException {
        try (ScriptedServer server = ScriptedServer.refusing(502, "text/html", "<h1>Bad gateway</h1>")) {
            open(server.url());

            eventually(
                    () -> assertThat(browser.text("#lost")).contains("The server refuses this page: HTTP status 502."));
            nothingIsClaimed();
        }
    }

    @Test
    void streamThatSaysNothingIsNoConnection() throws IOException {
        try (ScriptedServer server = ScriptedServer.sending(List.of())) {
            open(server.url());

            eventually(() -> assertThat(browser.text("#link")).isEqualTo("Connecting"));
            assertThat(browser.text("#unknown")).isEqualTo("Not known yet: the server has not answered.");
            nothingIsClaimed();
            eventually(() -> assertThat(browser.text("#link")).isEqualTo("No connection"));
            nothingIsClaimed();
        }
    }

    @Test
    void streamThatFallsSilentLosesItsCounts() throws IOException {
        test.feed("a", "72x3");
        try (ScriptedServer server = ScriptedServer.sending(List.of(frame(test)))) {
            open(server.url());
            eventually(() -> assertThat(browser.text("#calm")).isEqualTo("No active alarm."));
            assertThat(browser.text("#polite")).isEqualTo("No active alarm.");
            assertThat(browser.script("return document.title")).isEqualTo("0 alarms - Ward - heartrate");

            eventually(() -> assertThat(browser.text("#lost"))
                    .matches("Connection lost at 08:00:03 UTC, \\d+ s ago\\. What is below is from then; "
                            + "what came after is not known\\. Trying again\\."));
            assertThat(browser.text("#alarms-heading")).isEqualTo("Alarms when the connection was lost");
            assertThat(browser.text("#unknown")).isEqualTo("Not known: there is no connection to the server.");
            assertThat(browser.script("return document.title")).isEqualTo("Connection lost - Ward - heartrate");
            assertThat(browser.text("#clock")).isEqualTo("--:--:--");
            assertThat(browser.text(".tile .age")).isEqualTo("last at 08:00:03");
            nothingIsClaimed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{oops", "{}", "null", "7"})
    void frameThatCannotBeReadIsNoConnection(String frame) throws IOException {
        try (ScriptedServer server = ScriptedServer.sending(List.of(frame))) {
            open(server.url());

            eventually(() -> assertThat(browser.text("#lost"))
                    .contains("since this page was opened", "The server sent something that this page cannot read."));
            nothingIsClaimed();
        }
    }

    @Test
    void unreadableFrameAfterGoodOnesLosesTheConnection() throws IOException {
        test.feed("a", "104x3");
        try (ScriptedServer server = ScriptedServer.sending(List.of(frame(test), "{}"))) {
            open(server.url());

            eventually(() -> assertThat(browser.text("#lost"))
                    .startsWith("Connection lost at 08:00:03 UTC")
                    .contains("The server sent something that this page cannot read."));
            assertThat(texts(".alarm-list .who")).containsExactly("a");
            assertThat(texts(".tile .bpm")).containsExactly("104");
            nothingIsClaimed();
        }
    }

    @Test
    void pageOfAComputerThatSleptIsNotLiveUntilTheNextFrame() throws IOException {
        test.feed("a", "72x3");
        open(test);
        browser.script("""
                window.seen = [];
                new MutationObserver(() => window.seen.push(document.getElementById('link').textContent))
                    .observe(document.getElementById('link'), { childList: true, characterData: true, subtree: true });
                const awake = Date.now;
                Date.now = () => awake() + 3600000;
                """);

        eventually(() -> assertThat((List<?>) browser.script("return window.seen"))
                .map(String::valueOf)
                .containsExactly("Connection lost", "Live"));
    }

    @Test
    void anotherRunOnTheSameAddressReplacesEverything() throws IOException {
        test.feed("old", "104x3 72 104x3");
        WardServer server = serve(test);
        open(server.url());
        eventually(() -> assertThat(texts(".alarm-list .who")).containsExactly("old"));

        TestWard other = new TestWard(POLICY, Feed.replay(OptionalDouble.empty()), ZoneId.of("Europe/Berlin"));
        other.feed("new", "72x3");
        serve(other, server.address());

        eventually(() -> assertThat(texts(".tile h3")).containsExactly("new"));
        assertThat(browser.all(".alarm-list li, #past-rows tr")).isEmpty();
        assertThat(browser.text("#link")).isEqualTo("Replay, full speed");
        assertThat(browser.text("#zone")).isEqualTo("Europe/Berlin");
        assertThat(browser.text("#calm")).isEqualTo("No active alarm.");
        assertThat(isShown("#ended")).isFalse();
    }

    @Test
    void afterTheEndCurvesAndAlarmsStayAndThePageSaysSo() throws IOException {
        TestWard replay = new TestWard(POLICY, Feed.replay(OptionalDouble.of(10)), ZoneOffset.UTC);
        replay.feed("calm", "72x30");
        replay.feed("alarmed", "72x30 104x3");
        open(serve(replay).url());
        eventually(() -> assertThat(browser.text("#link")).isEqualTo("Replay, 10\u00D7 speed"));
        eventually(() -> assertThat(browser.paintedPixels(".tile canvas")).isGreaterThan(100));

        replay.ward().end();
        replay.skip(3_600);
        eventually(() -> assertThat(browser.text("#link")).isEqualTo("Replay ended"));
        endIsTold();

        open(serve(replay).url());
        eventually(() -> assertThat(browser.text("#link")).isEqualTo("Replay ended"));
        endIsTold();
    }

    private static void endIsTold() {
        assertThat(browser.text("#ended")).startsWith("The readings ended at 08:01:03 UTC. ");
        assertThat(browser.script("return document.title")).isEqualTo("Ended - Ward - heartrate");
        assertThat(browser.text("#alarms-heading")).isEqualTo("Alarms when the readings ended");
        assertThat(browser.text("#alarm-count")).isEqualTo("1");
        assertThat(browser.text("#demo")).contains("DEMO data");
        assertThat(browser.text("#clock")).isEqualTo("08:01:03");
        assertThat(texts(".tile .age")).containsExactly("last at 08:00:30", "last at 08:01:03");
        eventually(() ->
                assertThat(browser.paintedPixels(".tile:last-child canvas")).isGreaterThan(100));
        assertThat(browser.text(".tile:last-child .run")).isEqualTo("5 min: 72 to 104");
        // The clock that flashes stops at its next beat.
        eventually(() -> assertThat(browser.script(
                        "return document.documentElement.dataset.fast + document.documentElement.dataset.slow"))
                .isEqualTo("onon"));
    }

    @ParameterizedTest
    @CsvSource({"1, 'Replay, real time'", "1000, 'Replay, 1,000\u00D7 speed'", "0.5, 'Replay, 0.5\u00D7 speed'"})
    void replayIsNeverCalledLive(double speed, String badge) throws IOException {
        TestWard replay = new TestWard(POLICY, Feed.replay(OptionalDouble.of(speed)), ZoneOffset.UTC);
        replay.feed("a", "72");
        open(serve(replay).url());

        eventually(() -> assertThat(browser.text("#link")).isEqualTo(badge));
        assertThat(isShown("#demo")).isTrue();
    }

    @Test
    void readingsFromABrokerAreCalledReceivedAndOnlyOnceTheyCame() throws IOException {
        TestWard monitor = new TestWard(POLICY, Feed.RECEIVED, ZoneOffset.UTC);
        open(serve(monitor).url());
        eventually(() -> assertThat(browser.text("#unknown")).isEqualTo("Not known: no reading has come yet."));
        assertThat(browser.text("#link")).isEqualTo("Waiting for readings");
        assertThat(browser.script("return document.title")).isEqualTo("No reading - Ward - heartrate");
        assertThat(isShown("#calm")).isFalse();
        assertThat(isShown("#alarm-count")).isFalse();

        monitor.feed("a", "72");
        eventually(() -> assertThat(browser.text("#link")).isEqualTo("Receiving"));
        assertThat(browser.text("#calm")).isEqualTo("No active alarm.");
    }

    @Test
    void calmIsNotSaidOfBedsWithoutACurrentReading() throws IOException {
        TestWard monitor = new TestWard(POLICY, Feed.RECEIVED, ZoneOffset.UTC);
        monitor.feed("a", "72");
        monitor.feed("b", "72x12");
        open(serve(monitor).url());
        eventually(() -> assertThat(browser.text("#calm")).isEqualTo("No active alarm. 1 bed has no current reading."));

        monitor.skip(12);
        eventually(() -> assertThat(browser.text("#unknown")).isEqualTo("Not known: no bed has a current reading."));
        assertThat(browser.text("#link")).isEqualTo("No current reading");
        assertThat(isShown("#calm")).isFalse();
        assertThat(isShown("#alarm-count")).isFalse();
    }

    @Test
    void calmIsNotAllThatIsSaidOfAWardWithALatchedAlarmAndAPause() throws IOException {
        TestWard latching = new TestWard(POLICY.toBuilder().latch(Latch.ALL).build());
        latching.feed("a", "104x3 72");
        latching.feed("b", "72");
        latching.pause("b", 600);
        WardServer server = serve(latching);
        open(server.url());

        eventually(() -> assertThat(browser.text("#calm")).isEqualTo("No active alarm."));
        assertThat(browser.text("#latched")).isEqualTo("+ 1 latched");
        assertThat(browser.text("#paused")).isEqualTo("Bed 2 is paused below HIGH.");
        assertThat(browser.text("#polite")).isEqualTo("No active alarm. 1 latched alarm. Bed 2 is paused below HIGH.");
        server.close();
        eventually(() -> assertThat(browser.text("#link")).isEqualTo("Connection lost"));
        assertThat(browser.text("#paused")).isEqualTo("Bed 2 was paused below HIGH.");
        assertThat(isShown("#latched")).isFalse();
        nothingIsClaimed();
    }

    @ParameterizedTest
    @CsvSource({"Europe/Berlin, 09:00:03", "UTC+02:00, 10:00:03", "+05:30, 13:30:03", "UTC, 08:00:03"})
    void timesAreInTheZoneThatIsNamed(String zone, String time) throws IOException {
        TestWard elsewhere = new TestWard(POLICY, Feed.LIVE, ZoneId.of(zone));
        elsewhere.feed("a", "104x3");
        elsewhere.acknowledge("a", "R. Meyer");
        open(elsewhere);

        assertThat(browser.text(".tile .acknowledged")).isEqualTo("R. Meyer, " + time);
        assertThat(browser.text("#zone")).isEqualTo(zone);
        assertThat(browser.text("#past-about")).contains("times in " + zone + ".");
        assertThat(browser.text("#date")).isEqualTo("2026-01-01");
    }

    @Test
    void oneAlarmIsSpokenOfInTheSingular() throws IOException {
        test.feed("a", "104x3");
        open(test);

        assertThat(browser.text("#polite")).isEqualTo("1 active alarm.");
        assertThat(browser.script("return document.title")).isEqualTo("1 alarm - Ward - heartrate");
        test.feed("b", "104x3");
        eventually(() -> assertThat(browser.script("return document.title")).isEqualTo("2 alarms - Ward - heartrate"));
    }

    /** No count, no calm, nothing that is left to be read out. */
    private static void nothingIsClaimed() {
        assertThat(isShown("#calm")).isFalse();
        assertThat(isShown("#alarm-count")).isFalse();
        assertThat(browser.text("#alarm-count")).isEmpty();
        assertThat(texts("#polite, #assertive")).containsOnly("");
        assertThat(isShown("#counts") && !browser.text("#counts").isEmpty()).isFalse();
        assertThat(isShown("#ended")).isFalse();
    }

    private static String frame(TestWard ward) {
        return JsonMapper.shared().writeValueAsString(ward.ward().since(Ward.NOTHING));
    }
}
