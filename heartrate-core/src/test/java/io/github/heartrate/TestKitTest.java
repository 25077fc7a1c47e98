package io.github.heartrate;

import static io.github.heartrate.testkit.AlertAssertions.assertAlerts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.testkit.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users of the test kit rely on, the messages word for word. */
class TestKitTest {

    private static final AlarmPolicy ALL = AlarmPolicy.builder()
            .limits(AlarmLimits.ADULT.withExtremes(40, 130))
            .staleAfter(Duration.ofSeconds(10))
            .reminderInterval(Duration.ofSeconds(5))
            .build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # inputs                                          | alerts
            72 104x3 80                                       | T+3 T-4
            72 44x3 104x3                                     | B+3 B-4 T+6
            140x3 110 72                                      | T++2 Tv3 T-4
            110x3 140x3 72                                    | T+2 T^5 T-6
            110x3 _x4 tick                                    | T+2 T?7
            110x3 ack _x4 tick                                | T+2 T*3
            110x3 _x4 tick ack tick@12                        | T+2 T?7 T*8
            110x3 discharge                                   | T+2 Tx3
            110x3 discharge 110x3                             | T+2 Tx3 T+6
            72 tick@10 tick 72                                | S+11 S-12
            72 72@11                                          | S+10 S-11
            72 tick@10.5                                      | S+10.5
            admit tick@11 tick@16                             | S+11 S?16
            110x3 104@1 72@2 104@2                            | T+2
            ''                                                | ''
            """)
    void everyWordHasItsMeaning(String inputs, String alerts) {
        assertAlerts(ALL, inputs, alerts);
    }

    @Test
    void supersedingAndExpiryHaveWordsOfTheirOwn() {
        AlarmPolicy policy = ALL.toBuilder().clearCount(9).build();
        assertAlerts(policy, "110x3 45x3", "T+2 T!5 B+5");
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(policy)
                .idleLimit(Duration.ofSeconds(20))
                .build();
        monitor.accept(new Reading("newest", Feed.second(21), 72));
        assertAlerts(monitor::apply, Scenario.of("72 tick@11 tick@21"), "S+11 S?21 S~21");
    }

    @Test
    void paceStartAndPatientAreFree() {
        Scenario scenario = Scenario.of("72 104x2")
                .every(Duration.ofMillis(1500))
                .from(Instant.EPOCH)
                .ofPatient("q");
        assertThat(scenario.readings())
                .containsExactly(
                        new Reading("q", Instant.EPOCH, 72),
                        new Reading("q", Instant.EPOCH.plusMillis(1500), 104),
                        new Reading("q", Instant.EPOCH.plusMillis(3000), 104));
        assertAlerts(AlarmPolicy.DEFAULT, Scenario.of("72 104x3").every(Duration.ofDays(365)), "T+3");
        assertAlerts(ALL, Scenario.of("72 72").every(Duration.ofSeconds(25)), "S+0.4 S-1");
    }

    @Test
    void positionsMayBeExactToTheNanosecondAndGoBack() {
        assertThat(Scenario.of("104@2.000000001 104 104@1").readings())
                .extracting(Reading::timestamp)
                .containsExactly(
                        Scenario.START.plusSeconds(2).plusNanos(1),
                        Scenario.START.plusSeconds(3).plusNanos(1),
                        Scenario.START.plusSeconds(1));
        assertThat(Scenario.reading("49.5@7")).isEqualTo(Feed.at(7, 49.5));
    }

    @Test
    void alertsBeforeTheStartHaveNegativePositions() {
        List<Alert> alerts = Scenario.of("104x3").run(AlarmPolicy.DEFAULT);
        assertThat(Scenario.of("").from(Scenario.START.plusSeconds(5)).story(alerts))
                .isEqualTo("T+-3");
    }

    @Test
    void failureShowsTheFirstDifferenceAndEveryInput() {
        assertThatThrownBy(() -> assertAlerts(AlarmPolicy.DEFAULT, "72x5 104x3 104@7 80", "T+6 T-8"))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        alert 1 should be T+6: T+7
                        expected: T+6 T-8
                        but was:  T+7 T-8
                        of:       72x5 104x3 104@7 80
                                  one word every PT1S from 2026-01-01T00:00:00Z
                        under AlarmPolicy[lowBpm=50.0, highBpm=100.0, onsetCount=3, clearCount=1]
                                 at  input      verdict      alerts
                               0..4  72         ACCEPTED
                               5..6  104        ACCEPTED
                                  7  104        ACCEPTED     T+7
                                  7  104        DUPLICATE
                                  8  80         ACCEPTED     T-8""");
    }

    @Test
    void failureNamesTheOptionsThatAreNotTheDefaults() {
        AlarmPolicy policy = AlarmPolicy.builder()
                .onsetCount(2)
                .staleAfter(Duration.ofSeconds(10))
                .build();
        assertThatThrownBy(() -> assertAlerts(policy, "104", "T+1"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "under AlarmPolicy[lowBpm=50.0, highBpm=100.0, onsetCount=2, clearCount=1, staleAfter=PT10S]\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # expected | message
            T+2        | alert 2 was not expected: T-3
            T+2 T-3 T+9| alert 3 did not come: T+9
            T-3 T+2    | alert 1 should be T-3: T+2
            ''         | expected: (no alerts)
            """)
    void failureSaysWhatIsMissingOrTooMuch(String expected, String message) {
        assertThatThrownBy(() -> assertAlerts(AlarmPolicy.DEFAULT, "104x3 72", expected))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"72 1o4", "72 -5", "72 104x", "72 tack", "72 72@", "72 72x2@3", "72 1e3"})
    void wordThatIsNoInputIsRefused(String notation) {
        String word = notation.substring(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.of(notation))
                .withMessage(
                        "word 2 of \"" + notation + "\" must be a rate, tick, ack, admit, discharge, pause30 or _, "
                                + "with @position and xcount if need be: \"" + word + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"T+2 Q+3", "T+2 T", "T+2 T=3", "T+2 T+x", "T+2 t-3"})
    void expectedWordThatIsNoAlertIsRefused(String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertAlerts(AlarmPolicy.DEFAULT, "104x3", expected))
                .withMessage("word 2 of \"" + expected + "\" must be T, B or S, then + ++ ^ v ? * - ! x or ~, then the "
                        + "position, then L or P if need be: \"" + expected.substring(4) + "\"");
    }

    @Test
    void misuseIsRefused() {
        Scenario controls = Scenario.of("72 tick");
        assertThatIllegalArgumentException()
                .isThrownBy(controls::readings)
                .withMessage("not a reading: \"tick\" in \"72 tick\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.reading("72x2"))
                .withMessage("must be one reading: \"72x2\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> controls.every(Duration.ZERO))
                .withMessage("interval must be positive: PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.of("72 ack").run(AlarmPolicy.DEFAULT))
                .withMessage("nothing to acknowledge yet: \"ack\" at 1 in \"72 ack\"");
    }

    @Test
    void runTakesAnythingThatTakesInputs() {
        List<Input> taken = new ArrayList<>();
        List<Alert> alerts = Scenario.of("admit 72 tick discharge").run(input -> {
            taken.add(input);
            return new Outcome(Verdict.ACCEPTED, List.of());
        });
        assertThat(alerts).isEmpty();
        assertThat(taken)
                .containsExactly(
                        new Input.Admit("p", Feed.second(0)),
                        Feed.at(1, 72),
                        new Input.Tick(Feed.second(2)),
                        new Input.Discharge("p", Feed.second(3)));
    }
}
