package io.github.heartrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.heartrate.Generators.Kind;
import io.github.heartrate.Generators.Session;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The short ways past a detector change nothing of what it tells. */
class RoutineReadingsTest {

    @Provide
    Arbitrary<List<Reading>> streams() {
        Arbitrary<List<Integer>> steps = Arbitraries.of(1, 1, 1, 2, 3).list().ofSize(40);
        return Combinators.combine(Generators.RATES.list().ofMaxSize(40), steps).as(DetectorPropertiesTest::readings);
    }

    @Provide
    Arbitrary<AlarmPolicy> policies() {
        return Generators.policies();
    }

    @Provide
    Arbitrary<Session> sessions() {
        return Generators.sessions(EnumSet.allOf(Kind.class), 40);
    }

    @Property
    void readingInPartsIsJudgedAsTheReading(@ForAll("sessions") Session session) {
        ConsecutiveThresholdDetector whole = Feed.detector(session.policy());
        ConsecutiveThresholdDetector inParts = Feed.detector(session.policy());
        for (Input input : session.inputs()) {
            Outcome outcome = input instanceof Reading reading
                    ? inParts.accept(reading.timestamp(), reading.bpm())
                    : inParts.apply(input);
            assertThat(outcome).isEqualTo(whole.apply(input));
            assertThat(inParts.snapshot()).isEqualTo(whole.snapshot());
        }
    }

    /** A reading in the row is kept back as long as the next one is routine, too; what was fed tells of silence. */
    @Property
    void ofRoutineReadingsWhileAllIsNormalOnlyTheLastOneHasToBeFed(
            @ForAll("policies") AlarmPolicy policy, @ForAll("streams") List<Reading> readings) {
        ConsecutiveThresholdDetector all = Feed.detector(policy);
        ConsecutiveThresholdDetector few = Feed.detector(policy);
        RoutineReadings routine = Rules.of(policy).routineInNormal();
        Reading kept = null;
        long fed = 0;
        for (Reading reading : readings) {
            Outcome outcome = all.accept(reading);
            long second = reading.timestamp().getEpochSecond();
            if (few.isNormal() && routine.covers(reading.bpm(), second, fed)) {
                assertThat(outcome).isEqualTo(Outcome.ACCEPTED);
                kept = reading;
                continue;
            }
            if (kept != null) {
                assertThat(few.accept(kept)).isEqualTo(Outcome.ACCEPTED);
                fed = kept.timestamp().getEpochSecond();
                kept = null;
            }
            assertThat(few.accept(reading)).isEqualTo(outcome);
            assertThat(few.snapshot()).isEqualTo(all.snapshot());
            fed = outcome.verdict() == Verdict.ACCEPTED ? second : fed;
        }
    }
}
