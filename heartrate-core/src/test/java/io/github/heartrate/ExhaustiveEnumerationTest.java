package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every stream of low, normal and high readings up to length 9. */
class ExhaustiveEnumerationTest {

    private static final int LONGEST = 9;
    private static final int STREAMS = 29_523;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void everyShortStreamGivesWhatTheRegularExpressionSays(int onsetCount) {
        AlarmPolicy policy = AlarmPolicy.builder().onsetCount(onsetCount).build();
        int compared = 0;
        for (int length = 1; length <= LONGEST; length++) {
            for (int code = 0; code < Math.pow(3, length); code++) {
                String symbols = symbols(code, length);
                String story = Streams.story(Streams.alerts(policy, readings(symbols)));
                assertThat(story).as(symbols).isEqualTo(RegexOracle.story(symbols, onsetCount));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(STREAMS);
    }

    private static String symbols(int code, int length) {
        StringBuilder symbols = new StringBuilder();
        for (int rest = code, i = 0; i < length; rest /= 3, i++) {
            symbols.append("LNH".charAt(rest % 3));
        }
        return symbols.toString();
    }

    private static List<Reading> readings(String symbols) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < symbols.length(); i++) {
            double bpm = switch (symbols.charAt(i)) {
                case 'L' -> 49;
                case 'H' -> 101;
                default -> 72;
            };
            readings.add(Streams.at(i, bpm));
        }
        return readings;
    }
}
