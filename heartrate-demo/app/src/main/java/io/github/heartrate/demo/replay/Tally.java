package io.github.heartrate.demo.replay;

import io.github.heartrate.Alert;
import io.github.heartrate.Condition;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import io.github.heartrate.Phase;
import io.github.heartrate.Reading;
import io.github.heartrate.Verdict;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Counts what was judged and what came back as alerts. Safe for use by several threads. */
public final class Tally {

    private final Map<Verdict, Long> readings = new EnumMap<>(Verdict.class);
    private final Set<String> patients = new HashSet<>();
    private final Map<Condition, Map<Phase, Long>> alerts = new EnumMap<>(Condition.class);
    private long dropped;

    public synchronized void judged(Input input, Outcome outcome) {
        if (input instanceof Reading reading) {
            readings.merge(outcome.verdict(), 1L, Long::sum);
            patients.add(reading.patientId());
        }
    }

    /** An input that was HELD is AHEAD: a reading is counted as HELD already. */
    public synchronized void dropped() {
        dropped++;
    }

    /** How many inputs were HELD, never confirmed, and had no effect. */
    synchronized long ahead() {
        return dropped;
    }

    /** An alert came; each is told once. */
    public synchronized void received(Alert alert) {
        alerts.computeIfAbsent(alert.condition(), key -> new EnumMap<>(Phase.class))
                .merge(alert.phase(), 1L, Long::sum);
    }

    public synchronized long readings() {
        return readings.values().stream().mapToLong(Long::longValue).sum();
    }

    public synchronized long readings(Verdict verdict) {
        return readings.getOrDefault(verdict, 0L);
    }

    synchronized int patients() {
        return patients.size();
    }

    public synchronized Set<String> patientIds() {
        return Set.copyOf(patients);
    }

    synchronized long alerts(Condition condition, Phase phase) {
        return alerts.getOrDefault(condition, Map.of()).getOrDefault(phase, 0L);
    }

    public boolean anyRaised() {
        return Arrays.stream(Condition.values()).anyMatch(condition -> alerts(condition, Phase.RAISED) > 0);
    }
}
