package io.github.heartrate.toolkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.toolkit.testing.Browser;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in a real browser. Its screenshots and its print are in {@code target/screenshots}. */
class ReportPageIT {

    @TempDir
    private static Path folder;

    private static Browser browser;

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

    @Test
    void reportDrawsItsChartsAndAsksNobodyForAnything() throws IOException {
        Path file = write(Reports.ward(AlarmPolicy.DEFAULT), Reports.wardHeading(AlarmPolicy.DEFAULT));
        String fileUrl = file.toUri().toString();
        browser.open(fileUrl, 1200, 1500, false, false);

        await().atMost(Duration.ofSeconds(15)).until(() -> browser.paintedPixels(".chart canvas") > 1_000);
        assertThat(browser.all("h1")).hasSize(1);
        assertThat(browser.all("h3")).hasSize(4);
        assertThat(browser.all("table:not(:has(caption))")).isEmpty();
        assertThat(browser.all(".chart:not([role=img][aria-label])")).isEmpty();
        assertThat(browser.all("table.map")).hasSize(2);
        assertThat(browser.all(".map .best")).isNotEmpty();
        assertThat(browser.consoleProblems()).isEmpty();
        assertThat(browser.requests())
                .contains(fileUrl)
                .allMatch(url -> url.startsWith("file:") && url.endsWith(".html"));
        browser.screenshot("report-light");
        browser.look(1200, 1500, true, false);
        browser.screenshot("report-dark");
        browser.look(390, 844, true, false);
        browser.screenshot("report-phone");
        assertThat(Files.size(browser.print("report"))).isGreaterThan(10_000);
        assertThat(browser.all(".chart canvas")).hasSize(3);
        assertThat(browser.consoleProblems()).isEmpty();
    }

    @Test
    void tablesAndMapsFitTwelveHundredPixelsAndScrollInTheirOwnBoxOnAPhone() throws IOException {
        Path file = write(Reports.large(), Reports.heading("s"));
        browser.open(file.toUri().toString(), 1200, 1500, false, false);

        assertThat(browser.all("table.map")).hasSize(2 * 3);
        assertThat(overflow("document.scrollingElement")).isNotPositive();
        for (int box = 0; box < browser.all(".wide").size(); box++) {
            assertThat(overflow("document.querySelectorAll('.wide')[" + box + "]"))
                    .as(browser.texts(".wide caption").get(box))
                    .isNotPositive();
        }
        browser.script("document.querySelector('#what-if').scrollIntoView()");
        browser.screenshot("report-what-if");
        browser.look(390, 844, false, false);
        assertThat(overflow("document.scrollingElement")).isNotPositive();
        browser.script("document.querySelector('#what-if').scrollIntoView()");
        browser.screenshot("report-what-if-phone");
        assertThat(browser.consoleProblems()).isEmpty();
    }

    /** How many pixels of an element do not fit. */
    private static long overflow(String element) {
        return (Long) browser.script("const box = " + element + "; return box.scrollWidth - box.clientWidth;");
    }

    @Test
    void hostileNamesAndSourcesStayText() throws IOException {
        String hostile = "</script><script>document.title='owned'</script>\u2028<img src=x onerror=alert(1)>";
        Path file = write(Reports.of(AlarmPolicy.DEFAULT, List.of(hostile), "72x5 104x5 72"), Reports.heading(hostile));
        browser.open(file.toUri().toString(), 1200, 900, false, false);

        await().atMost(Duration.ofSeconds(15)).until(() -> browser.paintedPixels(".chart canvas") > 1_000);
        assertThat(browser.text("h3")).isEqualTo(hostile);
        assertThat(browser.all("img")).isEmpty();
        assertThat(browser.script("return document.title")).asString().startsWith("Heart-rate report: </script>");
        assertThat(browser.consoleProblems()).isEmpty();
    }

    private static Path write(Report report, Report.Heading heading) throws IOException {
        Path file = Files.createTempFile(folder, "report", ".html");
        try (Writer out = Files.newBufferedWriter(file)) {
            report.writeTo(heading, out);
        }
        return file;
    }
}
