package io.github.heartrate.jmh;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.ConsecutiveThresholdDetector;
import io.github.heartrate.DetectorSnapshot;
import io.github.heartrate.Reading;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** One patient without map and lock, against the limit. One operation is one reading. */
public class DetectorBenchmark extends Settings {

    /** A contender for one patient. */
    public abstract static class OnePatient extends Contender {

        @Param({"IN_LIMITS", "MIXED", "FLICKERING", "ALL_ALARM"})
        public StreamKind stream;

        @Override
        StreamKind stream() {
            return stream;
        }

        @Override
        int patients() {
            return 1;
        }
    }

    /** The detector. It and the readings share the id's object: the limit need not compare ids either. */
    public static class Detector extends OnePatient {

        private DetectorSnapshot start = new ConsecutiveThresholdDetector("none", AlarmPolicy.DEFAULT).snapshot();
        private ConsecutiveThresholdDetector detector = ConsecutiveThresholdDetector.restore(start);
        private boolean begun;
        private Reading[] slice = {};

        @Override
        void rewind(Reading[] prologue) {
            if (!begun) {
                detector = new ConsecutiveThresholdDetector(prologue[0].patientId(), AlarmPolicy.DEFAULT);
                feed(prologue);
                start = detector.snapshot();
                begun = true;
            }
            detector = ConsecutiveThresholdDetector.restore(start);
        }

        @Override
        void select(int index, Reading[] next) {
            slice = next;
        }

        long feed(Reading[] readings) {
            long alerts = 0;
            for (Reading reading : readings) {
                alerts += detector.accept(reading).alerts().size();
            }
            return alerts;
        }
    }

    /** The limit. */
    public static class Loop extends OnePatient {

        private BareLoop loop = new BareLoop(new Reading[0]);
        private BareLoop.Columns slice = loop.columns(new Reading[0]);
        private boolean begun;

        @Override
        void rewind(Reading[] prologue) {
            loop = new BareLoop(prologue);
        }

        @Override
        void select(int index, Reading[] next) {
            if (!begun) {
                slice = loop.columns(next);
                begun = true;
            }
        }
    }

    @Benchmark
    public long detector(Detector state) {
        return state.feed(state.slice);
    }

    @Benchmark
    public long bareLoop(Loop state) {
        return state.loop.accept(state.slice);
    }
}
