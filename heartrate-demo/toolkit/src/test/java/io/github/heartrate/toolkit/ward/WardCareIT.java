package io.github.heartrate.toolkit.ward;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Latch;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

class WardCareIT extends WardInBrowser {

    private final TestWard test = new TestWard(POLICY);

    /** A pause is refused on purpose. */
    @Override
    boolean isExpected(String line) {
        return super.isExpected(line) || line.contains("/pause - Failed to load resource");
    }

    @Test
    void acknowledgingOnThePageReachesTheMonitorAndStopsTheFlashing() throws IOException {
        test.feed("a", "104x3");
        open(test);

        browser.one(".alarm-list .acknowledge").click();
        eventually(() -> assertThat(browser.text("#toast")).startsWith("Enter your name first"));
        browser.one("#by").sendKeys("R. Meyer");
        browser.one(".tile .acknowledge").click();

        eventually(() -> assertThat(texts(".alarm-list .acknowledged")).hasSize(1));
        assertThat(browser.text(".tile .acknowledged")).matches("R\\. Meyer, \\d\\d:\\d\\d:\\d\\d");
        assertThat(browser.all(".flash, .flashing")).isEmpty();
        assertThat(test.isAcknowledged("a")).isTrue();
        test.feed("a", "140x3");
        eventually(() ->
                assertThat(browser.all(".tile.p-high.flashing .acknowledge")).hasSize(1));
    }

    @Test
    void acknowledgementThatHasEndedLetsTheAlarmFlashAgainAndNamesWhatIsToBeSeen() throws IOException {
        TestWard limited = new TestWard(
                POLICY.toBuilder().acknowledgementLimit(Duration.ofSeconds(60)).build());
        limited.feed("a", "104x3");
        limited.acknowledge("a", "R. Meyer");
        open(limited);
        assertThat(browser.all(".flash, .flashing")).isEmpty();
        limited.feed("a", "104x60");

        eventually(() ->
                assertThat(browser.all(".tile.p-medium.flashing .acknowledge")).hasSize(1));
        assertThat(browser.all(".acknowledged")).isEmpty();
        browser.one("#by").sendKeys("R. Meyer");
        browser.one(".tile .acknowledge").click();
        eventually(() -> assertThat(texts(".tile .acknowledged")).hasSize(1));
        assertThat(limited.isAcknowledged("a")).isTrue();
    }

    @Test
    void pausedBedStaysQuietAndCountsDownUntilAHighAlarmBreaksThrough() throws IOException {
        test.feed("a", "104x3");
        open(test);
        assertThat(browser.all(".tile.flashing")).hasSize(1);
        choosePause("2");

        eventually(
                () -> assertThat(browser.text(".tile.paused .strip.pause")).matches("Paused below HIGH(2:00|1:5\\d)"));
        eventually(() -> assertThat(browser.text("#polite"))
                .matches("Alerts below high priority are paused until .*, bed 1, a"));
        assertThat(browser.text("#paused")).isEqualTo("Bed 1 is paused below HIGH.");
        assertThat(browser.all(".flash, .flashing")).isEmpty();
        assertThat(texts(".alarm-list .what, .tile .strip.filled .text")).hasSize(2);
        test.feed("a", "104x31");
        eventually(() -> assertThat(browser.text(".alarm-list .since")).startsWith("paused, reminder 1, for 0:3"));
        assertThat(browser.text("#polite")).startsWith("Alerts below high priority are paused");
        browser.one("#compact").click();
        assertThat(isShown(".tile.paused .strip.pause .left")).isTrue();
        browser.one("#compact").click();

        test.feed("a", "135x3");
        eventually(() -> assertThat(browser.text(".tile .strip.pause")).isEqualTo("Pause ended by a HIGH alarm"));
        assertThat(browser.all(".tile.p-high.flashing")).hasSize(1);
        assertThat(browser.all(".tile.paused")).isEmpty();
        assertThat(isShown("#paused")).isFalse();
        assertThat(browser.text("#assertive")).startsWith("High priority: heart rate 135 above 130");
    }

    @Test
    void pauseEndsByTheWardsOwnTimeAlsoIfNothingIsHeardOfItsEnd() throws IOException {
        TestWard replay = new TestWard(POLICY, Feed.replay(OptionalDouble.of(60)), ZoneOffset.UTC);
        replay.feed("a", "104x3");
        replay.pause("a", 600);
        open(serve(replay).url());
        eventually(() -> assertThat(browser.text(".tile .left")).matches("10:00|9:5\\d"));
        replay.skip(540);
        eventually(() -> assertThat(browser.text(".tile .left")).matches("1:00|0:5\\d"));
        replay.skip(60);

        eventually(() -> assertThat(browser.text(".tile .strip.pause")).isEqualTo("Pause is over"));
        assertThat(browser.all(".tile.flashing")).hasSize(1);
        assertThat(browser.all(".tile.paused")).isEmpty();
        assertThat(browser.text("#polite")).isEqualTo("Pause is over, bed 1, a");
        replay.pass(1);
        eventually(() ->
                assertThat(browser.text("#polite")).startsWith("Medium priority: heart rate 104 above 100, bed 1, a"));
        replay.skip(60);
        eventually(() -> assertThat(browser.all(".tile .strip.pause")).isEmpty());
    }

    @Test
    void pauseIsEndedInTheDialogThatKeysCanReach() throws IOException {
        test.feed("a", "104x3");
        test.pause("a", 121);
        test.feed("a", "104");
        open(test);
        assertThat(browser.one(".tile .pauser").getDomAttribute("aria-label")).isEqualTo("Pause alerts, bed 1, a");
        browser.one(".tile .pauser").sendKeys(Keys.ENTER);
        eventually(() -> assertThat(isShown("#pause")).isTrue());
        assertThat(browser.text("#pause-title")).isEqualTo("Pause alerts: bed 1, a");
        assertThat(browser.text("#pause-now")).matches("Paused, (2:00|1:5\\d) left\\. A choice begins anew\\.");
        browser.screenshot("ward-pause-dialog");
        browser.one("#pause").sendKeys(Keys.ESCAPE);
        assertThat(isShown("#pause")).isFalse();
        assertThat(browser.script("return document.activeElement.className")).isEqualTo("pauser bars");
        browser.one(".tile .pauser").sendKeys(Keys.ENTER);
        browser.one("#pause-end").sendKeys(Keys.ENTER);

        eventually(() -> assertThat(browser.text(".tile .strip.pause")).isEqualTo("Pause is over"));
        assertThat(browser.all(".tile.flashing")).hasSize(1);
    }

    @Test
    void pauseThatDoesNotComeAboutIsToldInOneLine() throws IOException {
        test.ward().admit("a", POLICY);
        open(serve(test).url());
        eventually(() -> assertThat(browser.all(".tile")).hasSize(1));
        choosePause("5");

        eventually(() -> assertThat(browser.text("#toast"))
                .isEqualTo("Not paused: the monitor knows nothing of this patient yet"));
        assertThat(browser.all(".tile.paused")).isEmpty();
    }

    private static void choosePause(String minutes) {
        browser.one(".tile .pauser").click();
        assertThat(isShown("#pause-end")).isFalse();
        browser.one("#pause [data-minutes='" + minutes + "']").click();
    }

    @Test
    void latchedAlarmIsSetApartByWordAndShapeUntilItIsAcknowledged() throws IOException {
        TestWard latching = new TestWard(POLICY.toBuilder().latch(Latch.HIGH).build());
        latching.feed("latched", "141x3 72");
        latching.feed("active", "104x3");
        latching.feed("seen", "44x3");
        latching.acknowledge("seen", "R. Meyer");
        open(latching);

        assertThat(texts(".alarm-list .who")).containsExactly("active", "latched", "seen");
        assertThat(browser.text("#alarm-count")).isEqualTo("2");
        assertThat(browser.text("#latched")).isEqualTo("+ 1 latched");
        assertThat(browser.script("return document.title")).isEqualTo("2 alarms + 1 latched - Ward - heartrate");
        assertThat(browser.text("#polite")).isEqualTo("2 active alarms. 1 latched alarm.");
        assertThat(browser.text(".alarm-list .latched .what")).endsWith("LATCHED *** HR 141 > 130");
        assertThat(browser.text(".alarm-list .latched .since")).matches("over for 0:\\d\\d");
        assertThat(browser.style(".tile.latched", "border-top-style")).isEqualTo("dashed");
        assertThat(browser.style(".tile .strip.latched", "border-top-style")).isEqualTo("dashed");
        assertThat(texts(".tile.latched .strip")).first().isEqualTo("Within limits");
        assertThat(browser.all(".latched.flash, .latched .flash")).isEmpty();
        latching.feed("latched", "72x30");
        eventually(() -> assertThat(browser.text("#assertive"))
                .isEqualTo("High priority: latched heart rate 141 above 130, bed 1, latched"));

        browser.one("#by").sendKeys("R. Meyer");
        browser.one(".tile.latched .acknowledge").click();
        eventually(() ->
                assertThat(browser.all(".tile.latched, .alarm-list .latched")).isEmpty());
        assertThat(isShown("#latched")).isFalse();
        assertThat(texts("#past-rows td:last-child")).containsExactly("R. Meyer");
    }
}
