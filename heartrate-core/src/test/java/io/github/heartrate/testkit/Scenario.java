package io.github.heartrate.testkit;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.ConsecutiveThresholdDetector;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.Reading;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The inputs of one patient in one line, such as {@code "72 104x3 _x2 ack 80"}: words with spaces between, each one
 * interval after the one before.
 *
 * <table>
 * <caption>Words</caption>
 * <tr><th>word</th><th>input</th></tr>
 * <tr><td>{@code 72}, {@code 49.5}</td><td>a reading of so many beats a minute</td></tr>
 * <tr><td>{@code _}</td><td>nothing: one interval goes by</td></tr>
 * <tr><td>{@code tick}</td><td>a tick</td></tr>
 * <tr><td>{@code ack}</td><td>somebody acknowledges the last alert before that is not CLEARED or ACKNOWLEDGED</td></tr>
 * <tr><td>{@code admit}, {@code discharge}</td><td>the patient is admitted or discharged</td></tr>
 * <tr><td>{@code pause30}</td><td>the patient's alerts are paused for 30 intervals; {@code pause0} ends a pause</td></tr>
 * <tr><td>any word with {@code x3}</td><td>three of it, one interval after another</td></tr>
 * <tr><td>any word with {@code @7.5}</td><td>it at 7.5 intervals after the start; the next word one interval after that.
 * May go back, or stay: {@code 104@3} after {@code 104@3} is a reading fed again. Before {@code x3} if there is one</td></tr>
 * </table>
 *
 * <p>An immutable value.
 */
public final class Scenario {

    /** When a scenario starts unless it says otherwise. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Whose inputs they are unless it says otherwise. */
    public static final String PATIENT = "p";

    /** The time between two inputs unless it says otherwise. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);
    private static final String ACKNOWLEDGED_BY = "nurse";

    private final String notation;
    private final List<Word> words;
    private final String patientId;
    private final Instant start;
    private final Duration interval;

    private Scenario(String notation, List<Word> words, String patientId, Instant start, Duration interval) {
        this.notation = notation;
        this.words = words;
        this.patientId = patientId;
        this.start = start;
        this.interval = interval;
    }

    /**
     * Reads the notation.
     *
     * @param notation words with spaces between; blank for no input
     * @return the inputs of {@link #PATIENT}, one an {@link #INTERVAL} from {@link #START}
     * @throws IllegalArgumentException if a word is none; the message names it and its place
     */
    public static Scenario of(String notation) {
        return new Scenario(notation.strip(), Word.parse(notation), PATIENT, START, INTERVAL);
    }

    /**
     * The only reading of a notation.
     *
     * @param notation such as {@code "104@3"}
     * @return the reading, of {@link #PATIENT}
     * @throws IllegalArgumentException if it is not exactly one reading
     */
    public static Reading reading(String notation) {
        List<Reading> readings = of(notation).readings();
        if (readings.size() != 1) {
            throw new IllegalArgumentException("must be one reading: \"" + notation + "\"");
        }
        return readings.get(0);
    }

    /**
     * The same inputs of another patient.
     *
     * @param value the patient's id
     * @return the scenario
     */
    public Scenario ofPatient(String value) {
        return new Scenario(notation, words, requireNonNull(value, "patientId"), start, interval);
    }

    /**
     * The same inputs at another pace.
     *
     * @param value the time between two inputs; positive
     * @return the scenario
     * @throws IllegalArgumentException if it is not positive
     */
    public Scenario every(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("interval must be positive: " + value);
        }
        return new Scenario(notation, words, patientId, start, value);
    }

    /**
     * The same inputs from another start.
     *
     * @param value the time of the first word
     * @return the scenario
     */
    public Scenario from(Instant value) {
        return new Scenario(notation, words, patientId, requireNonNull(value, "start"), interval);
    }

    /**
     * The readings, for code that takes nothing else.
     *
     * @return unmodifiable, in the order of the words
     * @throws IllegalArgumentException if there are words for other inputs
     */
    public List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        for (Word word : words) {
            if (word.kind() != Word.Kind.READING) {
                throw new IllegalArgumentException("not a reading: \"" + word.text() + "\" in \"" + notation + "\"");
            }
            readings.add(readingOf(word));
        }
        return List.copyOf(readings);
    }

    /**
     * What a new detector makes of the inputs.
     *
     * @param policy when to raise and when to clear
     * @return the alerts, in order
     */
    public List<Alert> run(AlarmPolicy policy) {
        return run(new ConsecutiveThresholdDetector(patientId, policy)::apply);
    }

    /**
     * What anything that takes inputs makes of them.
     *
     * @param target such as {@code detector::apply} or {@code monitor::apply}
     * @return the alerts, in order
     */
    public List<Alert> run(Function<Input, Outcome> target) {
        return trace(target).stream()
                .flatMap(step -> step.outcome().alerts().stream())
                .toList();
    }

    /**
     * Alerts in the notation that {@link AlertAssertions} explains, placed in this scenario.
     *
     * @param alerts of one patient
     * @return a word each, with spaces between
     */
    public String story(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> AlertWord.of(alert, position(alert.time())))
                .collect(Collectors.joining(" "));
    }

    List<Step> trace(Function<Input, Outcome> target) {
        List<Step> steps = new ArrayList<>();
        Alert lastSeen = null;
        for (Word word : words) {
            if (word.kind() == Word.Kind.ACKNOWLEDGE && lastSeen == null) {
                throw new IllegalArgumentException("nothing to acknowledge yet: \"" + word.text() + "\" at "
                        + word.position().toPlainString() + " in \"" + notation + "\"");
            }
            Outcome outcome = target.apply(inputOf(word, lastSeen));
            steps.add(new Step(word, outcome));
            for (Alert alert : outcome.alerts()) {
                lastSeen = switch (alert.phase()) {
                    case RAISED, ESCALATED, DEESCALATED, REMINDER -> alert;
                    case ACKNOWLEDGED, CLEARED -> lastSeen;
                };
            }
        }
        return steps;
    }

    private Input inputOf(Word word, Alert lastSeen) {
        Instant time = time(word);
        return switch (word.kind()) {
            case READING -> readingOf(word);
            case TICK -> new Input.Tick(time);
            case ACKNOWLEDGE -> Input.Acknowledge.of(lastSeen, ACKNOWLEDGED_BY, time);
            case ADMIT -> new Input.Admit(patientId, time);
            case DISCHARGE -> new Input.Discharge(patientId, time);
            case PAUSE -> new Input.Pause(patientId, time(word.position().add(word.number())), time);
        };
    }

    private Reading readingOf(Word word) {
        return new Reading(patientId, time(word), word.number().doubleValue());
    }

    private Instant time(Word word) {
        return time(word.position());
    }

    private Instant time(BigDecimal position) {
        BigDecimal nanos = position.multiply(AlertWord.nanos(interval));
        BigDecimal[] parts = nanos.divideAndRemainder(NANOS_PER_SECOND);
        return start.plusSeconds(parts[0].longValueExact()).plusNanos(parts[1].longValue());
    }

    private BigDecimal position(Instant time) {
        return AlertWord.intervals(Duration.between(start, time), interval);
    }

    String patientId() {
        return patientId;
    }

    String describePace() {
        return "one word every " + interval + " from " + start;
    }

    String notation() {
        return notation;
    }

    /** One input and what came of it. */
    record Step(Word word, Outcome outcome) {}
}
