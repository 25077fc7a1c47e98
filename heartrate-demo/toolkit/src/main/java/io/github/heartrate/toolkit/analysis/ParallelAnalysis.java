package io.github.heartrate.toolkit.analysis;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.toolkit.telemetry.ReadingSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PolicyAnalysis} on several threads. The readings of one patient go to one thread, in their order, so the figures
 * are those of one thread to the last digit. A thread that is behind makes {@link #accept} wait, so memory does not
 * depend on the number of readings.
 *
 * <pre>{@code
 * try (ParallelAnalysis analysis = new ParallelAnalysis(policies, AlarmPolicy.DEFAULT, MonitoredTime.DEFAULT_GAP, 4)) {
 *     readings.forEach(analysis);
 *     AnalysisResult result = analysis.result();
 * }
 * }</pre>
 *
 * <p>To be used by one thread; the others are its own. They are daemons, and end with {@link #result} or {@link #close}.
 */
public final class ParallelAnalysis implements ReadingSink, AutoCloseable {

    private final List<AnalysisLane> lanes = new ArrayList<>();
    private final Map<String, Place> ofPatients = new HashMap<>();
    private @Nullable Place last;
    private boolean ended;

    /** Where a patient's readings go. */
    private static final class Place {
        private final String patientId;
        private final AnalysisLane lane;
        private final int number;

        /** The patient whose reading came after one of this patient's the last time. */
        private @Nullable Place follower;

        Place(String patientId, AnalysisLane lane) {
            this.patientId = patientId;
            this.lane = lane;
            this.number = lane.enrol(patientId);
        }
    }

    /**
     * Prepares an analysis. The threads start with the readings of their first patient.
     *
     * @param policies the ones to compare; at least one
     * @param reference the one to compare them with; need not be among them
     * @param monitoredGap a longer interval between two readings is not monitored; positive
     * @param threads how many there are at most beside the calling one; with 0 it judges, else it only deals. To hand a reading
     *     over costs more than to judge it by a few policies
     * @throws IllegalArgumentException as {@link PolicyAnalysis}, or if {@code threads} is negative
     */
    public ParallelAnalysis(List<AlarmPolicy> policies, AlarmPolicy reference, Duration monitoredGap, int threads) {
        if (threads < 0) {
            throw new IllegalArgumentException("threads must be at least 0: " + threads);
        }
        for (int i = 0; i < Math.max(1, threads); i++) {
            lanes.add(new AnalysisLane(new PolicyAnalysis(policies, reference, monitoredGap), threads > 0));
        }
    }

    /**
     * Takes one reading.
     *
     * @throws IllegalStateException after {@link #result} or {@link #close}
     * @throws RuntimeException what ended one of the threads
     */
    @Override
    public void accept(String patientId, Instant timestamp, double bpm) {
        if (ended) {
            throw new IllegalStateException("accept after result");
        }
        Place place = last == null ? null : last.follower;
        if (place == null || !place.patientId.equals(patientId)) {
            place = place(patientId);
            if (last != null) {
                last.follower = place;
            }
        }
        last = place;
        place.lane.accept(place.number, timestamp, bpm);
    }

    private Place place(String patientId) {
        Place known = ofPatients.get(requireNonNull(patientId, "patientId"));
        if (known == null) {
            known = new Place(patientId, lanes.get(ofPatients.size() % lanes.size()));
            ofPatients.put(patientId, known);
        }
        return known;
    }

    /**
     * Ends the readings and waits for the threads.
     *
     * @return the figures; the same at every call
     * @throws IllegalStateException after a {@link #close} that came first
     * @throws RuntimeException what ended one of the threads
     */
    public AnalysisResult result() {
        PolicyAnalysis all = lanes.get(0).analysis();
        if (!ended) {
            for (AnalysisLane lane : lanes) {
                lane.finish();
            }
            lanes.stream().skip(1).forEach(lane -> all.add(lane.analysis()));
            ended = true;
        } else if (lanes.stream().anyMatch(AnalysisLane::isClosed)) {
            throw new IllegalStateException("result after close");
        }
        return all.result();
    }

    /** Ends the threads; what they have not taken is lost. */
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            lanes.forEach(AnalysisLane::close);
        }
    }
}
