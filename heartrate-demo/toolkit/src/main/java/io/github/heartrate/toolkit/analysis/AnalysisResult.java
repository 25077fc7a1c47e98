package io.github.heartrate.toolkit.analysis;

import io.github.heartrate.Verdict;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of an analysis.
 *
 * @param patients how many had an accepted reading
 * @param readings how many had which verdict
 * @param monitored the patients' monitored time, summed
 * @param monitoredGap a longer interval between two readings is not monitored
 * @param hint a sentence with a better gap, if most intervals are longer
 * @param reference the reference policy's own figures
 * @param referenceEpisodes how many episodes it had, those still active at the end too
 * @param policies the policies' figures, in their order
 */
public record AnalysisResult(
        int patients,
        Map<Verdict, Long> readings,
        Duration monitored,
        Duration monitoredGap,
        Optional<String> hint,
        PolicyFigures reference,
        long referenceEpisodes,
        List<PolicyFigures> policies) {

    /** Copies the collections. */
    public AnalysisResult {
        Map<Verdict, Long> copy = new EnumMap<>(Verdict.class);
        copy.putAll(readings);
        readings = Collections.unmodifiableMap(copy);
        policies = List.copyOf(policies);
    }

    /**
     * Whether no other policy is better in one of alarms and episodes missed, and not worse in the other.
     *
     * @param figures of one of the policies
     * @return true for a policy on the Pareto front
     */
    public boolean isParetoBest(PolicyFigures figures) {
        return policies.stream()
                .noneMatch(other -> other.alarms() <= figures.alarms()
                        && other.episodesMissed() <= figures.episodesMissed()
                        && (other.alarms() < figures.alarms() || other.episodesMissed() < figures.episodesMissed()));
    }
}
