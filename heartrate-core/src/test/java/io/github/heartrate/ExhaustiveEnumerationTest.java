package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every short stream over a small alphabet, against an oracle written another way. */
class ExhaustiveEnumerationTest {

    private static final Map<Character, Double> RATES = Map.of('l', 30.0, 'L', 49.0, 'N', 72.0, 'H', 101.0, 'h', 140.0);
    private static final String SIDES = "LNH";
    private static final int SIDES_TO_LENGTH_9 = 29_523;
    private static final String LEVELS = "lLNHh";
    private static final int LEVELS_TO_LENGTH_6 = 19_530;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void everyShortStreamGivesWhatTheRegularExpressionSays(int onsetCount) {
        AlarmPolicy policy = AlarmPolicy.builder().onsetCount(onsetCount).build();
        int compared = compare(policy, SIDES, 9, (symbols, readings) -> RegexOracle.story(symbols, onsetCount));
        assertThat(compared).isEqualTo(SIDES_TO_LENGTH_9);
    }

    @ParameterizedTest
    @CsvSource({"1,2", "2,2", "2,3", "3,2", "3,3", "3,4"})
    void everyShortStreamGivesWhatItsWindowsSay(int onsetCount, int clearCount) {
        AlarmPolicy policy = AlarmPolicy.builder()
                .onsetCount(onsetCount)
                .clearCount(clearCount)
                .build();
        int compared = compare(policy, SIDES, 9, (symbols, readings) -> WindowOracle.story(policy, readings));
        assertThat(compared).isEqualTo(SIDES_TO_LENGTH_9);
    }

    @ParameterizedTest
    @CsvSource({"1,1,0", "2,1,0", "1,2,0", "2,2,0", "3,2,0", "2,3,0", "2,2,30"})
    void everyShortStreamWithExtremesGivesWhatItsWindowsSay(int onsetCount, int clearCount, double margin) {
        AlarmPolicy policy = AlarmPolicy.builder()
                .limits(AlarmLimits.ADULT.withExtremes(40, 130))
                .onsetCount(onsetCount)
                .clearCount(clearCount)
                .clearMarginBpm(margin)
                .build();
        int compared = compare(policy, LEVELS, 6, (symbols, readings) -> WindowOracle.story(policy, readings));
        assertThat(compared).isEqualTo(LEVELS_TO_LENGTH_6);
    }

    @ParameterizedTest
    @CsvSource({"3,1,1,0,0", "2,1,2,2,0", "1,2,2,1,0", "2,4,1,3,0", "3,1,2,0,2", "3,2,1,1,3"})
    void everyShortStreamWithAnExtremeCountAndDelaysGivesWhatItsWindowsSay(
            int onsetCount, int extremeOnsetCount, int clearCount, int clearDelay, int conditionDelay) {
        AlarmPolicy policy = AlarmPolicy.builder()
                .limits(AlarmLimits.ADULT.withExtremes(40, 130))
                .onsetCount(onsetCount)
                .extremeOnsetCount(extremeOnsetCount)
                .clearCount(clearCount)
                .clearDelay(Duration.ofSeconds(clearDelay))
                .conditionDelay(Duration.ofSeconds(conditionDelay))
                .build();
        int compared = compare(policy, LEVELS, 6, (symbols, readings) -> WindowOracle.story(policy, readings));
        assertThat(compared).isEqualTo(LEVELS_TO_LENGTH_6);
    }

    /** A reading and a tick of another century, at every position: the others tell what they told. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void oneWrongClockAtAnyPositionOfAnyShortStreamChangesNothing(int onsetCount) {
        AlarmPolicy policy = AlarmPolicy.builder()
                .onsetCount(onsetCount)
                .staleAfter(Duration.ofSeconds(3))
                .reminderInterval(Duration.ofSeconds(2))
                .build();
        Instant wrong = Instant.parse("2098-01-01T00:00:00Z");
        List<Input> leaps = List.of(new Reading(Feed.PATIENT, wrong, 0), new Input.Tick(wrong));
        int length = 5;
        for (int code = 0; code < Math.pow(SIDES.length(), length); code++) {
            String symbols = symbols(SIDES, code, length);
            List<Input> inputs = withTicks(symbols);
            List<Outcome> outcomes = outcomes(policy, inputs);
            for (Input leap : leaps) {
                for (int position = 1; position <= inputs.size(); position++) {
                    List<Input> others = new ArrayList<>(inputs);
                    others.add(position, leap);
                    List<Outcome> with = outcomes(policy, others);
                    Outcome held = with.remove(position);
                    boolean isAsBefore = with.equals(outcomes) && held.equals(new Outcome(Verdict.HELD, List.of()));
                    if (!isAsBefore) {
                        assertThat(with)
                                .as("%s, %s at %d", symbols, leap, position)
                                .isEqualTo(outcomes);
                        assertThat(held).isEqualTo(new Outcome(Verdict.HELD, List.of()));
                    }
                }
            }
        }
    }

    /** A tick, a reading, a tick and so on, one each second. */
    private static List<Input> withTicks(String symbols) {
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < symbols.length(); i++) {
            inputs.add(new Input.Tick(Feed.second(i)));
            inputs.add(Feed.at(i, RATES.get(symbols.charAt(i))));
        }
        inputs.add(new Input.Tick(Feed.second(symbols.length() + 4L)));
        return inputs;
    }

    private static List<Outcome> outcomes(AlarmPolicy policy, List<Input> inputs) {
        HeartRateMonitor monitor = HeartRateMonitor.builder().policy(policy).build();
        return inputs.stream().map(monitor::apply).collect(Collectors.toCollection(ArrayList::new));
    }

    private static int compare(
            AlarmPolicy policy, String alphabet, int longest, BiFunction<String, List<Reading>, String> oracle) {
        int compared = 0;
        for (int length = 1; length <= longest; length++) {
            for (int code = 0; code < Math.pow(alphabet.length(), length); code++) {
                String symbols = symbols(alphabet, code, length);
                List<Reading> readings = IntStream.range(0, length)
                        .mapToObj(i -> Feed.at(i, RATES.get(symbols.charAt(i))))
                        .toList();
                String story = Feed.story(Feed.alerts(policy, readings));
                String expected = oracle.apply(symbols, readings);
                if (!story.equals(expected)) {
                    assertThat(story).as(symbols).isEqualTo(expected);
                }
                compared++;
            }
        }
        return compared;
    }

    private static String symbols(String alphabet, int code, int length) {
        StringBuilder symbols = new StringBuilder();
        for (int rest = code, i = 0; i < length; rest /= alphabet.length(), i++) {
            symbols.append(alphabet.charAt(rest % alphabet.length()));
        }
        return symbols.toString();
    }
}
