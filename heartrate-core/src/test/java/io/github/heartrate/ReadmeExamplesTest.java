package io.github.heartrate;

import static io.github.heartrate.testkit.AlertAssertions.assertAlerts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.testkit.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The README's examples: they compile here, do what is said, and are word for word those of the README. */
class ReadmeExamplesTest {

    private static final Path BASE = Path.of(System.getProperty("basedir", "."));

    private final List<Alert> paged = new ArrayList<>();

    private void page(Alert alert) {
        paged.add(alert);
    }

    @Test
    void examplesDoWhatTheReadmeSays() {
        Executor executor = Runnable::run;
        // begin of the examples
        AlarmPolicy policy = AlarmPolicy.builder()
                .limits(AlarmLimits.of(50, 110).withExtremes(40, 140))
                .clearCount(2)
                .staleAfter(Duration.ofSeconds(30))
                .reminderInterval(Duration.ofMinutes(5))
                .build();

        AlertListener pager = alert -> page(alert);
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(policy)
                .listener(LoggingAlertListener.to(LoggerFactory.getLogger("alerts")))
                .listener(QueueingAlertListener.builder(pager, executor)
                        .capacity(1_000)
                        .overflow(QueueingAlertListener.Overflow.DROP_OLDEST)
                        .build()
                        .onlyPhases(Phase.RAISED, Phase.ESCALATED)
                        .atLeast(Priority.MEDIUM))
                .build();
        Scenario.of("72 120x3 150x3 tick@99").run(monitor::apply);

        byte[] bytes = monitor.snapshot().toBytes();
        HeartRateMonitor restored = HeartRateMonitor.builder()
                .restore(MonitorSnapshot.fromBytes(bytes))
                .build();

        HeartRateMonitor other = HeartRateMonitor.builder().policy(policy).build();
        String patientId = Scenario.PATIENT;
        MonitorSnapshot before = monitor.snapshot();
        DetectorSnapshot patient = monitor.forget(patientId).orElseThrow(); // snapshot(id) leaves the patient there
        byte[] small = patient.toBytes(policy); // without the policy, if it is this one
        other.restore(DetectorSnapshot.fromBytes(small, policy));

        assertAlerts(AlarmPolicy.DEFAULT, "72 104x3 80", "T+3 T-4");
        assertAlerts(policy, "72 120x3 _x30 tick ack 72x2", "T+3 S+34 S*35 S-36 T-37");
        // end of the examples
        assertThat(Feed.story(paged)).isEqualTo("T+3 T^6 S+99");
        assertThat(restored.snapshot()).isEqualTo(before);
        assertThat(other.snapshot(patientId)).isEqualTo(before.patient(patientId));
    }

    @Test
    void javaOfTheReadmeIsThatOfThisTest() throws IOException {
        String source = Files.readString(BASE.resolve("src/test/java/io/github/heartrate/ReadmeExamplesTest.java"));
        String examples = words(
                source.substring(source.indexOf("// begin of the examples"), source.indexOf("// end of the examples")));
        List<String> blocks = blocks("java");
        assertThat(blocks).hasSize(5).allSatisfy(block -> assertThat(examples).contains(words(block)));
    }

    @Test
    void failureInTheReadmeIsTheRealOne() throws IOException {
        String message = blocks("text").get(0).stripTrailing();
        assertThatThrownBy(() -> assertAlerts(AlarmPolicy.DEFAULT, "72 104x3 80", "T+2 T-4"))
                .isInstanceOf(AssertionError.class)
                .hasMessage(message);
    }

    private static List<String> blocks(String language) throws IOException {
        Pattern block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
        return block.matcher(Files.readString(BASE.resolve("README.md")))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    /** Whatever the line breaks and the indentation. */
    private static String words(String code) {
        return code.replaceAll("\\s+", "");
    }
}
