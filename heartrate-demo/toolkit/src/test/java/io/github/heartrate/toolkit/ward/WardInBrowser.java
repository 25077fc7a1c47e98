package io.github.heartrate.toolkit.ward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.toolkit.testing.Browser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests of the ward page in a real browser. After each, nothing but refused streams may be on its console. */
abstract class WardInBrowser {

    static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    static final AlarmPolicy POLICY = AlarmPolicy.builder()
            .limits(AlarmLimits.ADULT.withExtremes(40, 130))
            .staleAfter(Duration.ofSeconds(10))
            .reminderInterval(Duration.ofSeconds(30))
            .build();

    static Browser browser;

    private WardServer server;

    @BeforeAll
    static void openBrowser() throws IOException {
        browser = Browser.start();
    }

    @AfterAll
    static void closeBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    /** Serves a ward from now on. */
    WardServer serve(TestWard ward) throws IOException {
        return serve(ward, ANY_PORT);
    }

    WardServer serve(TestWard ward, InetSocketAddress address) throws IOException {
        stopServer();
        server = WardServer.start(ward.ward(), ward.controls(), address);
        return server;
    }

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void consoleIsCleanAndNothingElseWasAskedFor() {
        assertThat(browser.consoleProblems().stream().filter(line -> !isExpected(line)))
                .isEmpty();
        assertThat(browser.requests()).allMatch(url -> url.startsWith("http://127.0.0.1:"));
    }

    /** What a browser writes of its own accord about a stream that it does not get. */
    boolean isExpected(String line) {
        return line.contains("/events") && line.contains("net::ERR_");
    }

    void open(TestWard ward) throws IOException {
        open(serve(ward).url());
        eventually(() -> assertThat(browser.text("#link")).isEqualTo("Live"));
    }

    static void open(String url) {
        browser.open(url, 1280, 800, true, false);
    }

    /** A picture in the phase of the flashing in which the colours show. */
    static Path whileLit(String name) throws IOException {
        browser.asyncScript("""
                const done = arguments[0];
                const look = setInterval(() => {
                  const { fast, slow } = document.documentElement.dataset;
                  if (fast === 'on' && slow === 'on') { clearInterval(look); done(); }
                }, 5);
                """);
        return browser.screenshot(name);
    }

    static boolean isShown(String css) {
        return Boolean.TRUE.equals(
                browser.script("return document.querySelector(arguments[0]).checkVisibility();", css));
    }

    static List<String> texts(String css) {
        return browser.texts(css);
    }

    static String colour(String css) {
        return browser.style(css, "background-color");
    }

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(assertion);
    }
}
