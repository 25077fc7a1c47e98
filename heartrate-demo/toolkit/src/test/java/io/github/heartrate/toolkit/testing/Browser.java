package io.github.heartrate.toolkit.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium with an empty profile, driven by the installed driver. Where it is not installed the tests are
 * skipped, or fail if {@code heartrate.it.required} is true.
 */
public final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("../target/screenshots");

    private static final Logger DEVTOOLS_LOG = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

    private final ChromeDriver driver;
    private final Path profile;
    private final List<String> console = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    private Browser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    public static Browser start() throws IOException {
        // It has no generated classes for this Chromium's protocol, and the tests need none.
        DEVTOOLS_LOG.setLevel(Level.SEVERE);
        if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
            String reason = "no browser: " + CHROMIUM + " and " + DRIVER + " must be installed";
            Assertions.assertFalse(Boolean.getBoolean("heartrate.it.required"), reason);
            Assumptions.abort(reason);
        }
        Path profile = Files.createTempDirectory("heartrate-chromium");
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        logging.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.setCapability("goog:loggingPrefs", logging);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER.toString()))
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options), profile);
    }

    /** Opens a page in a viewport of that size, light or dark, still or moving. */
    public void open(String url, int width, int height, boolean dark, boolean reducedMotion) {
        look(width, height, dark, reducedMotion);
        driver.get(url);
    }

    public void look(int width, int height, boolean dark, boolean reducedMotion) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of(
                                        "name",
                                        "prefers-reduced-motion",
                                        "value",
                                        reducedMotion ? "reduce" : "no-preference"))));
    }

    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    public WebElement one(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    /** The text of the first match, or an empty one. Read in one go, since a page may replace its elements meanwhile. */
    public String text(String css) {
        List<String> texts = texts(css);
        return texts.isEmpty() ? "" : texts.get(0);
    }

    /** The text of every match. */
    public List<String> texts(String css) {
        List<?> texts = (List<?>) driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map(node => node.textContent);", css);
        return texts.stream().map(String.class::cast).toList();
    }

    /** How the first match is shown. */
    public String style(String css, String property) {
        return (String) driver.executeScript(
                "return getComputedStyle(document.querySelector(arguments[0])).getPropertyValue(arguments[1]);",
                css,
                property);
    }

    public Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs a script that ends by calling its last argument. */
    public Object asyncScript(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    /** How many pixels of a canvas are not transparent. */
    public long paintedPixels(String css) {
        return (Long) driver.executeScript("""
                const canvas = document.querySelector(arguments[0]);
                if (!canvas || !canvas.width || !canvas.height) return 0;
                const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                let painted = 0;
                for (let i = 3; i < pixels.length; i += 4) if (pixels[i] > 0) painted++;
                return painted;
                """, css);
    }

    /** Writes a PNG of the viewport to {@code heartrate-demo/target/screenshots}. */
    public Path screenshot(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        return Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** Prints the page to a PDF in {@code heartrate-demo/target/screenshots}. */
    public Path print(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Map<String, Object> pdf = driver.executeCdpCommand(
                "Page.printToPDF", Map.of("printBackground", false, "preferCSSPageSize", true));
        return Files.write(
                SCREENSHOTS.resolve(name + ".pdf"), Base64.getDecoder().decode((String) pdf.get("data")));
    }

    /** Errors and warnings on the console since the start. */
    public List<String> consoleProblems() {
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                console.add(entry.getMessage());
            }
        }
        return List.copyOf(console);
    }

    /** Every address that pages asked the network or the file system for since the start. */
    public List<String> requests() {
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            String message = entry.getMessage();
            if (message.contains("\"Network.requestWillBeSent\"")) {
                int from = message.indexOf("\"url\":\"", message.indexOf("\"request\":{")) + 7;
                String url = message.substring(from, message.indexOf('"', from));
                if (!url.startsWith("chrome:") && !url.startsWith("data:")) {
                    requests.add(url);
                }
            }
        }
        return List.copyOf(requests);
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        // Chromium's last processes may still write: what can't be deleted is left to the machine's temporary folder.
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
