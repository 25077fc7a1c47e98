package io.github.heartrate.toolkit.ward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.Reading;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The ward page in a real browser. Its screenshots are in {@code target/screenshots}. */
class WardPageIT extends WardInBrowser {

    private static final Path README_PICTURE = Path.of("../docs/ward.png");

    private static final int WINDOW_SECONDS = 300;

    private final TestWard test = new TestWard(POLICY);

    @Test
    void everyPatientHasATileWithRateLimitsAndChart() throws IOException {
        test.feed("Patient_1", "70x20 72");
        test.feed("Patient_2", "81x20 84.5");
        open(test);

        assertThat(texts(".tile h3")).containsExactly("Patient_1", "Patient_2");
        assertThat(texts(".tile .bpm")).containsExactly("72", "84.5");
        assertThat(texts(".tile:first-child .limit")).containsExactly("100", "50");
        eventually(() -> assertThat(browser.paintedPixels(".tile canvas")).isGreaterThan(100));
        test.feed("Patient_1", "75");
        eventually(() -> assertThat(browser.text(".tile .bpm")).isEqualTo("75"));
        assertThat(browser.text("#demo")).contains("DEMO data");
        assertThat(browser.text(".notice")).contains("Not a medical device");
    }

    @Test
    void runBuildingUpIsShown() throws IOException {
        test.feed("a", "72 104 105");
        open(test);

        assertThat(browser.text(".tile .strip")).startsWith("2/3 above 100");
    }

    @Test
    void alarmsColourTheirTilesAndAreSortedByUrgency() throws IOException {
        test.feed("calm", "72x3");
        test.feed("medium", "104x3");
        test.feed("seen", "44x3");
        test.acknowledge("seen", "R. Meyer");
        test.feed("high", "141x3");
        test.feed("medium later", "45x3");
        open(test);

        assertThat(texts(".alarm-list .who")).containsExactly("high", "medium", "medium later", "seen");
        assertThat(texts(".alarm-list .what"))
                .allMatch(text -> text.matches("\u26A0 \\*+ HR \\d+ [<>] \\d+"))
                .first()
                .asString()
                .endsWith("*** HR 141 > 130");
        assertThat(colour(".alarm-list li:last-child .what")).isEqualTo("rgb(255, 214, 0)");
        assertThat(browser.all(".tile.p-high.flashing h3")).hasSize(1);
        assertThat(browser.all(".tile.p-medium.flashing")).hasSize(2);
        assertThat(texts(".tile.p-medium:not(.flashing) h3")).containsExactly("seen");
        assertThat(texts(".tile h3")).containsExactly("calm", "medium", "seen", "high", "medium later");
        assertThat(texts(".tile.p-high .breached")).containsExactly("100");
        // Both phases of the flashing clock are seen.
        eventually(() -> assertThat(colour(".tile.p-high .strip")).isEqualTo("rgb(198, 40, 40)"));
        eventually(() -> assertThat(colour(".tile.p-high .strip")).isNotEqualTo("rgb(198, 40, 40)"));
    }

    @Test
    void newAlarmIsReadOutByItsUrgency() throws IOException {
        test.feed("a", "72");
        test.feed("b", "72");
        open(test);
        test.feed("a", "104x3");
        eventually(() ->
                assertThat(browser.text("#polite")).isEqualTo("Medium priority: heart rate 104 above 100, bed 1, a"));
        test.feed("b", "35x3");

        eventually(() ->
                assertThat(browser.text("#assertive")).isEqualTo("High priority: heart rate 35 below 40, bed 2, b"));
    }

    @Test
    void lostSignalSaysWhatIsKnown() throws IOException {
        test.feed("run", "72 49 48");
        test.feed("clock", "72");
        test.pass(11);
        for (int late = 0; late < 14; late++) {
            test.accept(new Reading("clock", test.now().minusSeconds(86_400 + late), 72));
        }
        open(serve(test).url());
        eventually(() -> assertThat(browser.all(".tile")).hasSize(2));

        assertThat(texts(".alarm-list .who")).containsExactly("run", "clock");
        assertThat(texts(".alarm-list .what")).allMatch(text -> text.matches("\u26A0 \\*+ NO SIGNAL"));
        assertThat(texts(".tile.p-medium h3")).containsExactly("run");
        assertThat(texts(".tile.p-low h3")).containsExactly("clock");
        assertThat(texts(".alarm-list .last")).first().asString().matches("last 48 at 08:00:03, 1\\d s ago");
        assertThat(texts(".alarm-list .known")).first().asString().endsWith("2 below 50 when the signal went");
        assertThat(texts(".tile .strip.known"))
                .containsExactly(
                        "2 below 50 when the signal went", "14 late readings since, newest dated 2025-12-31 08:00:15");
    }

    @Test
    void alarmBeyondTheLastTileIsListedAndAcknowledgedAndThePageSaysHowManyBedsAreNotDrawn() throws IOException {
        for (int patient = 0; patient < Ward.MAX_TILES; patient++) {
            test.feed("p" + patient, "72");
        }
        test.feed("calm", "72");
        test.feed("beyond", "104x3");
        open(test);

        assertThat(browser.text("#undrawn"))
                .isEqualTo("2 more beds are not drawn; alarms there are in the list of alarms.");
        assertThat(texts(".alarm-list .who")).containsExactly("beyond");
        assertThat(browser.text(".alarm-list .bed")).isEqualTo("Not drawn");
        browser.one("#by").sendKeys("R. Meyer");
        browser.one(".alarm-list .acknowledge").click();
        eventually(() -> assertThat(texts(".alarm-list .acknowledged")).hasSize(1));
        assertThat(test.isAcknowledged("beyond")).isTrue();
        test.feed("beyond", "141x3");
        eventually(() -> assertThat(browser.text("#assertive"))
                .isEqualTo("High priority: heart rate 141 above 130, bed not drawn, beyond"));
        test.feed("beyond", "72");
        eventually(() -> assertThat(texts("#past-rows td:nth-child(2)")).containsExactly("not drawn"));
        assertThat(browser.all(".alarm-list li")).isEmpty();
    }

    @Test
    void staleValueIsStruckThroughAndLabelledWithItsAge() throws IOException {
        test.feed("a", "72x3");
        open(test);
        test.pass(25);

        eventually(() -> assertThat(browser.text(".tile.stale .age")).matches("no data for 2[5-9] s"));
        assertThat(browser.style(".tile .bpm", "text-decoration-line")).isEqualTo("line-through");
        assertThat(browser.text(".tile.p-low .strip .text")).endsWith("* NO SIGNAL");
    }

    @Test
    void lostConnectionIsToldAndThePageCatchesUpByItself() throws IOException {
        test.feed("a", "72x3");
        WardServer server = serve(test);
        open(server.url());
        eventually(() -> assertThat(browser.text("#link")).isEqualTo("Live"));
        InetSocketAddress address = server.address();

        assertThat(browser.text(".tile .strip")).isEqualTo("Within limits");
        server.close();
        eventually(() -> assertThat(browser.text("#lost")).startsWith("Connection lost at "));
        assertThat(browser.text(".tile .strip")).isEqualTo("No current reading");
        assertThat(browser.style(".tile .bpm", "text-decoration-line")).isEqualTo("line-through");
        test.feed("b", "104x3");
        serve(test, address);

        eventually(() -> assertThat(texts(".tile h3")).containsExactly("a", "b"));
        eventually(() -> assertThat(browser.text("#link")).isEqualTo("Live"));
        assertThat(browser.style("#lost", "display")).isEqualTo("none");
        assertThat(texts(".alarm-list .who")).containsExactly("b");
    }

    @Test
    void hostileNamesStayText() throws IOException {
        String name = "<script>document.title='owned'</script><img src=x onerror=alert(1)>";
        test.feed(name, "104x3 72 104x3");
        open(test);

        assertThat(texts(".tile h3")).containsExactly(name);
        assertThat(texts(".alarm-list .who")).containsExactly(name);
        assertThat(texts("#past-rows td:nth-child(3)")).containsExactly(name);
        assertThat(browser.all("main script, main img")).isEmpty();
        assertThat(browser.script("return document.title")).isEqualTo("1 alarm - Ward - heartrate");
    }

    @Test
    void nothingMovesForThoseWhoAskForStillness() throws IOException {
        test.feed("a", "141x3");
        browser.open(serve(test).url(), 1280, 800, true, true);
        eventually(() -> assertThat(browser.all(".tile.p-high.flashing")).hasSize(1));

        assertThat(browser.style(".tile .icon", "display")).isEqualTo("inline");
        Boolean blinked = (Boolean) browser.asyncScript("""
                const done = arguments[0];
                const seen = new Set();
                const look = setInterval(() => seen.add(document.documentElement.dataset.fast), 50);
                setTimeout(() => { clearInterval(look); done(seen.size > 1); }, 1200);
                """);
        assertThat(blinked).isFalse();
    }

    @Test
    void twoHundredPatientsAndThousandsOfAlertsStaySmooth() throws IOException {
        for (int second = 0; second < WINDOW_SECONDS; second++) {
            secondOf200(second);
        }
        open(test);
        int alertsBefore = test.alerts().size();
        browser.script("""
                window.frames60 = 0;
                const count = () => { window.frames60++; requestAnimationFrame(count); };
                requestAnimationFrame(count);
                """);
        long started = System.nanoTime();
        int[] second = {WINDOW_SECONDS};
        await().pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    secondOf200(second[0]++);
                    return test.alerts().size() - alertsBefore >= 5_000;
                });
        double seconds = (System.nanoTime() - started) / 1e9;
        long frames = ((Number) browser.script("return window.frames60")).longValue();
        System.out.printf(
                "200 patients, %d readings and %d alerts in %.1f s: %.0f frames/s drawn, feeding took at most %d ms%n",
                (second[0] - WINDOW_SECONDS) * 200,
                test.alerts().size() - alertsBefore,
                seconds,
                frames / seconds,
                test.slowestFeed().toMillis());

        eventually(() -> assertThat(browser.text("#counts")).contains(String.format("Readings%,d", second[0] * 200)));
        assertThat(browser.text("#link")).isEqualTo("Live");
        assertThat(browser.all(".tile")).hasSize(200);
        assertThat(browser.all("#past-rows tr").size()).isLessThanOrEqualTo(100);
        assertThat(browser.all(".alarm-list li").size()).isLessThanOrEqualTo(100);
        // No bound of speed, which the machine's other work decides: the feed never waits for the page.
        assertThat(test.slowestFeed()).isLessThan(Duration.ofSeconds(10));
        assertThat(frames).isPositive();
    }

    /** Every patient has an alarm of 5 s every 10 s, each at a time of its own. */
    private void secondOf200(int second) {
        Instant now = test.now().plusSeconds(1);
        for (int patient = 0; patient < 200; patient++) {
            boolean alarm = (second + patient * 7) % 10 < 5;
            test.accept(new Reading("Patient_" + (patient + 1), now, (alarm ? 110 : 70) + patient % 9));
        }
    }

    @Test
    void pictures() throws IOException {
        test.recordDemo(WINDOW_SECONDS, false);
        open(test);
        eventually(() -> assertThat(browser.all(".tile canvas")).hasSizeGreaterThan(5));
        browser.screenshot("ward-calm-dark");

        TestWard busy = new TestWard(POLICY, Feed.replay(OptionalDouble.of(1)), ZoneOffset.UTC);
        busy.recordDemo(WINDOW_SECONDS, true);
        open(serve(busy).url());
        eventually(() -> assertThat(browser.all(".alarm-list li")).hasSizeGreaterThanOrEqualTo(4));
        eventually(() -> assertThat(browser.all(".tile canvas")).hasSizeGreaterThan(5));
        browser.one("#by").sendKeys("Nurse 1");
        browser.script("document.activeElement.blur()");
        Path wide = whileLit("ward-alarm-dark");
        browser.look(1280, 800, false, false);
        whileLit("ward-alarm-light");
        browser.look(390, 844, true, false);
        whileLit("ward-alarm-phone");
        browser.look(1920, 1080, true, false);
        browser.one("#compact").click();
        whileLit("ward-alarm-compact");
        assertThat(Files.size(wide)).isBetween(20_000L, 300_000L);
        if (Boolean.getBoolean("heartrate.refresh.pictures")) {
            Files.createDirectories(README_PICTURE.getParent());
            Files.copy(wide, README_PICTURE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
