package io.github.heartrate;

import io.github.heartrate.Generators.Kind;
import io.github.heartrate.Generators.Session;
import java.util.EnumSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class StateSizeTest {

    @Provide
    Arbitrary<Session> sessions() {
        return Generators.sessions(EnumSet.allOf(Kind.class), 40);
    }

    @Provide
    Arbitrary<AlarmPolicy> policies() {
        return Generators.policies();
    }

    @Property
    void stateStaysWithinAConstantTimesTheOnsetCount(@ForAll("sessions") Session session) {
        int most = session.largestOnsetCount();
        ConsecutiveThresholdDetector detector = Feed.detector(session.policy());
        for (Input input : session.inputs()) {
            detector.apply(input);
            StateSize.check(detector.snapshot(), most);
        }
    }

    @Property(tries = 20)
    void stateDoesNotGrowWithTheLengthOfARun(
            @ForAll("policies") AlarmPolicy policy, @ForAll @IntRange(min = 0, max = 150) int bpm) {
        ConsecutiveThresholdDetector detector = Feed.detector(policy);
        for (int i = 0; i < 2_000; i++) {
            detector.apply(Feed.at(i, bpm));
            detector.apply(new Input.Tick(Feed.second(i)));
        }
        StateSize.check(detector.snapshot(), policy.longestOnsetCount());
    }
}
