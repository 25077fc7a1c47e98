package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlarmPolicyTest {

    @Test
    void defaultPolicyIsThreeInARowAndOneCalmReading() {
        AlarmPolicy policy = AlarmPolicy.DEFAULT;
        assertThat(options(policy))
                .containsExactly(
                        AlarmLimits.ADULT,
                        3,
                        3,
                        1,
                        0.0,
                        Duration.ZERO,
                        Duration.ZERO,
                        AlarmPolicy.UNLIMITED,
                        AlarmPolicy.UNLIMITED,
                        Priority.LOW,
                        AlarmPolicy.UNLIMITED,
                        AlarmPolicy.UNLIMITED,
                        Double.POSITIVE_INFINITY,
                        Latch.NONE,
                        0.0,
                        Double.POSITIVE_INFINITY);
        assertThat(policy).isEqualTo(AlarmPolicy.builder().build());
    }

    private static List<Object> options(AlarmPolicy policy) {
        return List.of(
                policy.limits(),
                policy.onsetCount(),
                policy.extremeOnsetCount(),
                policy.clearCount(),
                policy.clearMarginBpm(),
                policy.conditionDelay(),
                policy.clearDelay(),
                policy.maxGap(),
                policy.staleAfter(),
                policy.signalLossPriority(),
                policy.reminderInterval(),
                policy.acknowledgementLimit(),
                policy.worseningBpm(),
                policy.latch(),
                policy.plausibleMinBpm(),
                policy.plausibleMaxBpm());
    }

    private static AlarmPolicyBuilder everyOption() {
        return AlarmPolicy.builder()
                .limits(AlarmLimits.of(40, 130))
                .onsetCount(4)
                .clearCount(5)
                .clearMarginBpm(6)
                .conditionDelay(Duration.ofSeconds(7))
                .maxGap(Duration.ofSeconds(8))
                .staleAfter(Duration.ofSeconds(9))
                .reminderInterval(Duration.ofSeconds(10))
                .extremeOnsetCount(2)
                .clearDelay(Duration.ofSeconds(11))
                .signalLossPriority(Priority.HIGH)
                .acknowledgementLimit(Duration.ofSeconds(12))
                .worseningBpm(13)
                .latch(Latch.ALL)
                .plausibleBpm(14, 300);
    }

    @Test
    void builderSetsEveryOption() {
        AlarmPolicy built = everyOption().build();
        assertThat(options(built))
                .containsExactly(
                        AlarmLimits.of(40, 130),
                        4,
                        2,
                        5,
                        6.0,
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(11),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(9),
                        Priority.HIGH,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(12),
                        13.0,
                        Latch.ALL,
                        14.0,
                        300.0);
        assertThat(options(built)).doesNotContainAnyElementsOf(options(AlarmPolicy.DEFAULT));
        assertThat(built).isEqualTo(built.toBuilder().build());
    }

    static List<AlarmPolicyBuilder> changesOfOneOption() {
        return List.of(
                everyOption().limits(AlarmLimits.ADULT),
                everyOption().onsetCount(3),
                everyOption().extremeOnsetCount(3),
                everyOption().clearCount(1),
                everyOption().clearMarginBpm(0),
                everyOption().conditionDelay(Duration.ZERO),
                everyOption().clearDelay(Duration.ZERO),
                everyOption().maxGap(AlarmPolicy.UNLIMITED),
                everyOption().staleAfter(AlarmPolicy.UNLIMITED),
                everyOption().signalLossPriority(Priority.LOW),
                everyOption().reminderInterval(AlarmPolicy.UNLIMITED),
                everyOption().acknowledgementLimit(AlarmPolicy.UNLIMITED),
                everyOption().worseningBpm(Double.POSITIVE_INFINITY),
                everyOption().latch(Latch.NONE),
                everyOption().plausibleBpm(0, 300),
                everyOption().plausibleBpm(14, Double.POSITIVE_INFINITY));
    }

    @ParameterizedTest
    @MethodSource("changesOfOneOption")
    void policiesThatDifferInOneOptionAreNotEqualAndEqualOnesHaveOneHash(AlarmPolicyBuilder change) {
        AlarmPolicy changed = change.build();
        assertThat(changed)
                .isNotEqualTo(everyOption().build())
                .isEqualTo(change.build())
                .hasSameHashCodeAs(change.build());
    }

    @Test
    void policyAsTextLeavesOutWhatIsOff() {
        assertThat(AlarmPolicy.DEFAULT)
                .hasToString("AlarmPolicy[lowBpm=50.0, highBpm=100.0, onsetCount=3, clearCount=1]");
        assertThat(AlarmPolicy.BEDSIDE)
                .hasToString("AlarmPolicy[lowBpm=50.0, highBpm=100.0, extremeLowBpm=40.0, extremeHighBpm=140.0, "
                        + "onsetCount=3, extremeOnsetCount=1, clearCount=1, clearMarginBpm=3.0, conditionDelay=PT14S, "
                        + "staleAfter=PT1M, signalLossPriority=MEDIUM, reminderInterval=PT2M, acknowledgementLimit=PT3M, "
                        + "worseningBpm=20.0, latch=HIGH]");
        assertThat(everyOption().build())
                .hasToString("AlarmPolicy[lowBpm=40.0, highBpm=130.0, onsetCount=4, extremeOnsetCount=2, clearCount=5, "
                        + "clearMarginBpm=6.0, conditionDelay=PT7S, clearDelay=PT11S, maxGap=PT8S, staleAfter=PT9S, "
                        + "signalLossPriority=HIGH, reminderInterval=PT10S, acknowledgementLimit=PT12S, "
                        + "worseningBpm=13.0, latch=ALL, plausibleMinBpm=14.0, plausibleMaxBpm=300.0]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void countsAreAtLeastOne(int count) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmPolicy.builder().onsetCount(count).build())
                .withMessage("onsetCount must be at least 1: " + count);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmPolicy.builder().clearCount(count).build())
                .withMessage("clearCount must be at least 1: " + count);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 50.1, Double.NaN, Double.POSITIVE_INFINITY})
    void marginIsNotWiderThanTheLimits(double margin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmPolicy.builder().clearMarginBpm(margin).build())
                .withMessage("clearMargin must be from 0 to high - low (50.0): " + margin);
    }

    @Test
    void delayIsNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmPolicy.builder()
                        .conditionDelay(Duration.ofNanos(-1))
                        .build())
                .withMessage("conditionDelay must not be negative: PT-0.000000001S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void gapIsPositive(String gap) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> AlarmPolicy.builder().maxGap(Duration.parse(gap)).build())
                .withMessage("maxGap must be positive: " + gap);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void silenceAndReminderIntervalArePositive(String duration) {
        Duration value = Duration.parse(duration);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmPolicy.builder().staleAfter(value).build())
                .withMessage("staleAfter must be positive: " + duration);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmPolicy.builder().reminderInterval(value).build())
                .withMessage("reminderInterval must be positive: " + duration);
    }

    @ParameterizedTest
    @CsvSource({"20,20", "21,20", "-1,300", "NaN,300", "20,NaN"})
    void plausibleRangeHasRoom(double min, double max) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlarmPolicy.builder().plausibleBpm(min, max).build())
                .withMessage("plausible range must be from at least 0 to more than its minimum: " + min + ", " + max);
    }

    @Test
    void builderOfAPolicyStartsFromAllItsOptions() {
        AlarmPolicy policy = BoundaryCasesTest.policy("N2 M3 margin4 delay5 gap6 extreme stale7 remind8").toBuilder()
                .plausibleBpm(9, 310)
                .build();
        assertThat(policy.toBuilder().build()).isEqualTo(policy);
    }
}
