package io.github.heartrate.toolkit.ward;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Reading;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ward page on a phone, a desk and a wall. Its screenshots are in {@code target/screenshots}. */
class WardLayoutIT extends WardInBrowser {

    private static final String LONG_NAME =
            "A very long name of a patient in the hospital's northern wing, room 12, number 1";
    private static final int SECONDS = 120;

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 40})
    void everySizeShowsEveryNameAndNothingBeyondItsEdges(int beds) throws IOException {
        open(serve(ward(beds)).url());
        for (Screen screen : Screen.values()) {
            browser.look(screen.width, screen.height, true, false);
            setCompact(false);
            nothingIsCutOff(screen, beds + " beds");
            whileLit("ward-" + beds + "-" + screen.name().toLowerCase(java.util.Locale.ROOT));
            setCompact(true);
            nothingIsCutOff(screen, beds + " beds, compact");
            whileLit("ward-" + beds + "-" + screen.name().toLowerCase(java.util.Locale.ROOT) + "-compact");
        }
    }

    private enum Screen {
        PHONE(390, 844),
        DESK(1440, 900),
        WALL(3840, 2160);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private static TestWard ward(int beds) {
        TestWard ward = new TestWard(POLICY, Feed.replay(OptionalDouble.of(1)), ZoneOffset.UTC);
        ward.recordDemo(SECONDS, true, beds);
        return ward;
    }

    private static void setCompact(boolean compact) {
        browser.script("""
                const button = document.getElementById('compact');
                if ((button.getAttribute('aria-pressed') === 'true') !== arguments[0]) button.click();
                """, compact);
    }

    private static void nothingIsCutOff(Screen screen, String what) {
        eventually(() -> {
            assertThat(offenders()).as("%s on a %s", what, screen).isEmpty();
            assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
                    .as("%s on a %s", what, screen)
                    .isLessThanOrEqualTo(screen.width);
        });
    }

    /** What lies beyond the window's sides, names that are not to be seen, tiles that cut off what is in them. */
    private static List<?> offenders() {
        return (List<?>) browser.script("""
                const bad = [];
                const told = (what, node) => bad.push(`${what}: ${node.tagName}.${node.className} "${node.textContent.slice(0, 40)}"`);
                for (const node of document.querySelectorAll('body *')) {
                  if (node.closest('.scroll, .spoken, .skip, script') || !node.checkVisibility()) continue;
                  const box = node.getBoundingClientRect();
                  if (box.width > 0 && (box.right > innerWidth + 1 || box.left < -1)) told('beyond the window', node);
                }
                for (const name of document.querySelectorAll('.tile h3, .alarm-list .who')) {
                  const size = parseFloat(getComputedStyle(name).fontSize);
                  const whole = name.scrollWidth <= name.clientWidth;
                  if (!name.checkVisibility() || name.clientHeight < size || (!whole && name.clientWidth < 4 * size)) told('name', name);
                  if (name.title !== name.textContent) told('name without its whole', name);
                }
                for (const tile of document.querySelectorAll('.tile')) {
                  const box = tile.getBoundingClientRect();
                  for (const part of tile.querySelectorAll('h3, .bed, .age, .strip, .bpm, .limit, button, .run, .acknowledged')) {
                    const own = part.getBoundingClientRect();
                    if (own.width > 0 && (own.right > box.right + 1 || own.bottom > box.bottom + 1)) told('beyond its tile', part);
                  }
                  for (const text of tile.querySelectorAll('.strip .text, .bpm, .limit, .bed')) {
                    if (text.scrollWidth > text.clientWidth + 1 && text.clientWidth > 0) told('shortened', text);
                  }
                }
                for (const what of document.querySelectorAll('.alarm-list .what')) {
                  if (what.scrollWidth > what.clientWidth + 1) told('shortened', what);
                }
                return bad;
                """);
    }

    @ParameterizedTest
    @CsvSource({"1, 180, 50", "5, 150, 42", "12, 100, 28", "40, 65, 18"})
    void wallIsFilledWithDigitsThatAreReadFromAfar(int beds, double bpmPixels, double namePixels) throws IOException {
        browser.open(serve(ward(beds)).url(), Screen.WALL.width, Screen.WALL.height, true, false);

        eventually(() -> assertThat(browser.all(".tile")).hasSize(beds));
        eventually(() -> assertThat(pixels(".tile .bpm")).isGreaterThanOrEqualTo(bpmPixels));
        assertThat(pixels(".tile h3")).isGreaterThanOrEqualTo(namePixels);
        assertThat(bottomOfTiles()).isBetween(Screen.WALL.height * .93, (double) Screen.WALL.height);
        assertThat(pixels(".counts dd")).isGreaterThanOrEqualTo(28);
    }

    @Test
    void alarmOnTheWallMovesNoTile() throws IOException {
        TestWard ward = new TestWard(POLICY);
        for (int bed = 1; bed <= 12; bed++) {
            ward.feed("p" + bed, "72");
        }
        browser.open(serve(ward).url(), Screen.WALL.width, Screen.WALL.height, true, false);
        eventually(() -> assertThat(browser.all(".tile")).hasSize(12));
        Object before = places();
        ward.feed("p12", "104x3");

        eventually(() -> assertThat(browser.all(".alarm-list li")).hasSize(1));
        assertThat(places()).isEqualTo(before);
    }

    @Test
    void longNamesAreShortenedToTheEyeAloneOnEverySize() throws IOException {
        TestWard ward = new TestWard(POLICY);
        ward.feed(LONG_NAME, "72 104x3");
        ward.acknowledge(LONG_NAME, "N".repeat(AcknowledgeRequests.MAX_NAME_LENGTH));
        ward.feed(LONG_NAME.replace("number 1", "number 2"), "141.5x3");
        ward.accept(new Reading("silent " + LONG_NAME, ward.now(), 72));
        ward.pass(25);
        ward.feed("past " + LONG_NAME, "104x3 72");
        open(serve(ward).url());
        eventually(() -> assertThat(browser.all(".tile")).hasSize(4));
        for (Screen screen : Screen.values()) {
            browser.look(screen.width, screen.height, true, false);
            setCompact(false);
            nothingIsCutOff(screen, "long names");
            setCompact(true);
            nothingIsCutOff(screen, "long names, compact");
            whileLit("ward-long-" + screen.name().toLowerCase(java.util.Locale.ROOT) + "-compact");
        }

        assertThat(browser.one(".tile").getDomAttribute("aria-label")).isEqualTo("Bed 1, " + LONG_NAME);
    }

    @Test
    void listOnAPhoneShowsEveryAlarmInFull() throws IOException {
        TestWard ward = new TestWard(POLICY);
        for (int bed = 1; bed <= 15; bed++) {
            ward.feed("p" + bed, "104x3");
        }
        browser.open(serve(ward).url(), Screen.PHONE.width, Screen.PHONE.height, true, false);
        eventually(() -> assertThat(browser.all(".alarm-list li")).hasSize(15));

        assertThat(browser.script("""
                const list = document.getElementById('alarm-list');
                return list.scrollHeight <= list.clientHeight && list.scrollWidth <= list.clientWidth;
                """)).isEqualTo(true);
        nothingIsCutOff(Screen.PHONE, "15 alarms");
    }

    @Test
    void everyStateFitsEverySize() throws IOException {
        TestWard ward = ward(12);
        WardServer server = serve(ward);
        open(server.url());
        ward.ward().end();
        eventually(() -> assertThat(browser.text("#link")).isEqualTo("Replay ended"));
        everySize("ended");
        server.close();
        eventually(() -> assertThat(browser.text("#link")).isEqualTo("Connection lost"));
        everySize("lost");
        try (ScriptedServer silent = ScriptedServer.sending(List.of())) {
            open(silent.url());
            eventually(() -> assertThat(browser.text("#link")).isEqualTo("Connecting"));
            everySize("before-the-first-frame");
        }
    }

    @Test
    void pausedLatchedAndSilentBedsFitEverySize() throws IOException {
        open(serve(CareScene.play()).url());
        eventually(() -> assertThat(browser.all(".tile.paused")).hasSize(2));
        for (boolean compact : new boolean[] {false, true}) {
            setCompact(compact);
            everySize(compact ? "care-compact" : "care");
        }
    }

    private static void everySize(String state) throws IOException {
        for (Screen screen : Screen.values()) {
            browser.look(screen.width, screen.height, true, false);
            nothingIsCutOff(screen, state);
            whileLit("ward-" + state + "-" + screen.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private static double pixels(String css) {
        return Double.parseDouble(browser.style(css, "font-size").replace("px", ""));
    }

    private static double bottomOfTiles() {
        return ((Number) browser.script("""
                return Math.max(...[...document.querySelectorAll('.tile')].map(tile => tile.getBoundingClientRect().bottom));
                """)).doubleValue();
    }

    private static Object places() {
        return browser.script("""
                return [...document.querySelectorAll('.tile')].map(tile => {
                  const { left, top, width, height } = tile.getBoundingClientRect();
                  return [left, top, width, height].join();
                });
                """);
    }
}
