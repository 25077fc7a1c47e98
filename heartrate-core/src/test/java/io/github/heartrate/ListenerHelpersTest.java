package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.heartrate.testkit.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class ListenerHelpersTest {

    private static final AlarmPolicy POLICY = AlarmPolicy.builder()
            .limits(AlarmLimits.ADULT.withExtremes(40, 130))
            .staleAfter(Duration.ofSeconds(10))
            .reminderInterval(Duration.ofSeconds(5))
            .build();
    private static final Scenario SCENARIO = Scenario.of("72 140x3 ack 110 tick@9 72 45x3 tick@30 72");
    private static final String ALL = "T++3 T*4 Tv5 T-10 B+13 S+30 B?30 S-31 B-31";

    private final List<Alert> heard = new ArrayList<>();

    private String heardBy(AlertListener listener) {
        HeartRateMonitor monitor =
                HeartRateMonitor.builder().policy(POLICY).listener(listener).build();
        SCENARIO.run(monitor::apply);
        return SCENARIO.story(heard);
    }

    @Test
    void listenerHearsEverything() {
        assertThat(heardBy(heard::add)).isEqualTo(ALL);
    }

    @Test
    void filterPassesTheConditionsItNames() {
        AlertListener all = heard::add;
        assertThat(heardBy(all.onlyConditions(Condition.BRADYCARDIA, Condition.SIGNAL_LOSS)))
                .isEqualTo("B+13 S+30 B?30 S-31 B-31");
    }

    @Test
    void filterPassesThePhasesItNames() {
        AlertListener all = heard::add;
        assertThat(heardBy(all.onlyPhases(Phase.RAISED, Phase.DEESCALATED))).isEqualTo("T++3 Tv5 B+13 S+30");
    }

    @Test
    void filterPassesThePriorityItNamesAndHigherOnes() {
        AlertListener all = heard::add;
        assertThat(heardBy(all.atLeast(Priority.LOW))).isEqualTo(ALL);
        heard.clear();
        assertThat(heardBy(all.atLeast(Priority.MEDIUM))).isEqualTo(ALL);
        heard.clear();
        assertThat(heardBy(all.atLeast(Priority.HIGH))).isEqualTo("T++3 T*4 Tv5 T-10");
        assertThatNullPointerException().isThrownBy(() -> all.atLeast(null)).withMessage("priority");
    }

    @Test
    void alarmThatWasUrgentOnceIsToldToItsEnd() {
        AlertListener all = heard::add;
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(POLICY)
                .listener(all.atLeast(Priority.HIGH))
                .build();
        Scenario scenario = Scenario.of("110x3 140x3 110 72");
        scenario.run(monitor::apply);
        assertThat(scenario.story(heard)).isEqualTo("T^5 Tv6 T-7");
        assertThat(heard).extracting(Alert::priority).containsExactly(Priority.HIGH, Priority.MEDIUM, Priority.MEDIUM);
        assertThat(heard).extracting(Alert::highestPriority).containsOnly(Priority.HIGH);
    }

    @Test
    void filtersChain() {
        AlertListener all = heard::add;
        assertThat(heardBy(all.onlyPhases(Phase.RAISED, Phase.CLEARED)
                        .onlyConditions(Condition.TACHYCARDIA)
                        .atLeast(Priority.HIGH)))
                .isEqualTo("T++3 T-10");
    }

    @Test
    void everyAlertIsOneLineAtTheLevelOfItsPriority() {
        Recorder log = new Recorder(Level.INFO);
        heardBy(LoggingAlertListener.to(log));
        assertThat(log.lines.stream().map(line -> line.replaceAll("[0-9a-f]{32}", "#")))
                .containsExactly(
                        "ERROR TACHYCARDIA RAISED, priority HIGH, 0 s after it was raised, alert # of episode #",
                        "INFO TACHYCARDIA ACKNOWLEDGED, priority HIGH, 1 s after it was raised, alert # of episode #",
                        "WARN TACHYCARDIA DEESCALATED, priority MEDIUM, 2 s after it was raised, alert # of episode #",
                        "INFO TACHYCARDIA CLEARED (NORMALISED), priority MEDIUM, 7 s after it was raised, alert # of "
                                + "episode #",
                        "WARN BRADYCARDIA RAISED, priority MEDIUM, 0 s after it was raised, alert # of episode #",
                        "WARN SIGNAL_LOSS RAISED, priority MEDIUM, 0 s after it was raised, alert # of episode #",
                        "WARN BRADYCARDIA REMINDER 1, priority MEDIUM, 17 s after it was raised, alert # of episode #",
                        "INFO SIGNAL_LOSS CLEARED (NORMALISED), priority MEDIUM, 1 s after it was raised, alert # of "
                                + "episode #",
                        "INFO BRADYCARDIA CLEARED (NORMALISED), priority MEDIUM, 18 s after it was raised, alert # of "
                                + "episode #");
    }

    @Test
    void reminderIsLoggedWithItsNumber() {
        Recorder log = new Recorder(Level.WARN);
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(POLICY)
                .listener(LoggingAlertListener.to(log))
                .build();
        Scenario.of("110x3 tick@7 tick@12").run(monitor::apply);
        assertThat(log.lines)
                .hasSize(3)
                .last()
                .asString()
                .startsWith("WARN TACHYCARDIA REMINDER 2, priority MEDIUM, 10 s after it was raised");
    }

    @Test
    void whatIsPausedLatchedOrLostIsLoggedAsThat() {
        AlarmPolicy policy = BoundaryCasesTest.policy("extreme stale10 latchHigh");
        Recorder log = new Recorder(Level.INFO);
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .policy(policy)
                .listener(LoggingAlertListener.to(log))
                .build();
        Scenario.of("72 pause60 120x3 140x3 72 45@20 45 72@1 tick@40").run(monitor::apply);
        assertThat(log.lines.stream().map(line -> line.replaceAll(", \\d+ s after.*", "")))
                .containsExactly(
                        "INFO TACHYCARDIA RAISED, paused until 2026-01-01T00:01:01Z, priority MEDIUM",
                        "ERROR TACHYCARDIA ESCALATED, priority HIGH",
                        "ERROR TACHYCARDIA CLEARED (NORMALISED, latched), priority HIGH",
                        "INFO SIGNAL_LOSS RAISED, priority LOW",
                        "INFO SIGNAL_LOSS CLEARED (NORMALISED), priority LOW",
                        "WARN SIGNAL_LOSS RAISED, 2 in a row towards BRADYCARDIA, 1 readings LATE since, priority MEDIUM");
    }

    @Test
    void ratesAreLoggedAtDebugAndPatientsNotEvenThere() {
        Recorder log = new Recorder(Level.TRACE);
        heardBy(LoggingAlertListener.to(log));
        assertThat(log.lines.stream().filter(line -> line.contains("bpm")))
                .hasSize(7)
                .allMatch(line -> line.startsWith("DEBUG "))
                .first()
                .asString()
                .endsWith("rates [140.0, 140.0, 140.0] bpm, peak 140.0 bpm, limit 130.0 bpm");
        assertThat(log.lines).noneMatch(line -> line.matches(".*\\bp\\b.*"));
    }

    @Test
    void patientIsNamedWhereAskedForAndCannotForgeALine() {
        Recorder log = new Recorder(Level.INFO);
        HeartRateMonitor monitor = HeartRateMonitor.builder()
                .listener(LoggingAlertListener.to(log).namingPatients())
                .build();
        Scenario.of("120x3").ofPatient("x\nERROR forged\u2028\u001b[31m").run(monitor::apply);
        assertThat(log.lines)
                .singleElement()
                .asString()
                .startsWith("WARN TACHYCARDIA RAISED of x?ERROR forged??[31m, priority MEDIUM");
    }

    @Test
    void nothingIsLoggedBelowTheLoggersLevel() {
        Recorder log = new Recorder(Level.ERROR);
        heardBy(LoggingAlertListener.to(log));
        assertThat(log.lines).hasSize(1);
    }

    /** A logger that keeps its lines. */
    private static final class Recorder extends AbstractLogger {

        private static final long serialVersionUID = 1L;

        private final Level lowest;
        private final transient List<String> lines = new ArrayList<>();

        Recorder(Level lowest) {
            this.lowest = lowest;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String message, Object[] arguments, Throwable throwable) {
            lines.add(level + " " + MessageFormatter.basicArrayFormat(message, arguments));
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        public boolean isTraceEnabled() {
            return isEnabled(Level.TRACE);
        }

        @Override
        public boolean isTraceEnabled(Marker marker) {
            return isTraceEnabled();
        }

        @Override
        public boolean isDebugEnabled() {
            return isEnabled(Level.DEBUG);
        }

        @Override
        public boolean isDebugEnabled(Marker marker) {
            return isDebugEnabled();
        }

        @Override
        public boolean isInfoEnabled() {
            return isEnabled(Level.INFO);
        }

        @Override
        public boolean isInfoEnabled(Marker marker) {
            return isInfoEnabled();
        }

        @Override
        public boolean isWarnEnabled() {
            return isEnabled(Level.WARN);
        }

        @Override
        public boolean isWarnEnabled(Marker marker) {
            return isWarnEnabled();
        }

        @Override
        public boolean isErrorEnabled() {
            return isEnabled(Level.ERROR);
        }

        @Override
        public boolean isErrorEnabled(Marker marker) {
            return isErrorEnabled();
        }

        private boolean isEnabled(Level level) {
            return level.toInt() >= lowest.toInt();
        }
    }
}
