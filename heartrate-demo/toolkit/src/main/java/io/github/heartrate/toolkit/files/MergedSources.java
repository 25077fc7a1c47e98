package io.github.heartrate.toolkit.files;

import io.github.heartrate.Reading;
import io.github.heartrate.toolkit.files.internal.tally.Pass;
import io.github.heartrate.toolkit.files.internal.tally.ReadTally;
import io.github.heartrate.toolkit.telemetry.ReadSummary;
import io.github.heartrate.toolkit.telemetry.TelemetryException;
import io.github.heartrate.toolkit.telemetry.TelemetrySource;
import io.github.heartrate.toolkit.telemetry.internal.steps.PatientTrack;
import io.github.heartrate.toolkit.telemetry.internal.steps.StepCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One source at a time per patient, out of readings in order of time: two devices on one person would break each other's
 * runs. The source of a reading is followed until it has been silent for a minute; then the next one that speaks is.
 */
final class MergedSources implements TelemetrySource {

    /** Devices that measure a run of readings do so at least as often; chosen here. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final TelemetrySource all;
    private final Set<String> chosen;

    /**
     * Merges.
     *
     * @param chosen the sources that are read; empty for all
     */
    MergedSources(TelemetrySource all, Set<String> chosen) {
        this.all = all;
        this.chosen = chosen;
    }

    @Override
    public String name() {
        return all.name();
    }

    @Override
    public ReadSummary read(Consumer<? super Reading> sink) {
        Map<String, Voice> voices = new HashMap<>();
        Map<String, Patient> patients = new HashMap<>();
        StepCounts steps = new StepCounts();
        ReadSummary summary = all.read(reading -> {
            Voice voice = voices.computeIfAbsent(reading.patientId(), id -> Voice.of(id, patients));
            if (isChosen(voice) && voice.isHeard(reading.timestamp())) {
                String patient = voice.patient.track.id();
                steps.add(voice.patient.track, reading.timestamp(), reading.bpm());
                sink.accept(voice.source == null ? reading : new Reading(patient, reading.timestamp(), reading.bpm()));
            }
        });
        return withSources(summary.reordered(ReadTally.counts(steps)), summary.readings(), voices.values());
    }

    private boolean isChosen(Voice voice) {
        return chosen.isEmpty() || voice.source == null || chosen.contains(voice.source);
    }

    /** The summary, with what the choice of sources left out. */
    private ReadSummary withSources(ReadSummary summary, long all, Collection<Voice> voices) {
        List<String> names = voices.stream()
                .map(voice -> voice.source)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        List<String> unknown = chosen.stream()
                .filter(source -> !names.contains(source))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new TelemetryException(name() + ": has no source " + String.join(", ", unknown)
                    + (names.isEmpty() ? ", it names none" : ", there are " + String.join(", ", names)));
        }
        long left = all - summary.readings();
        if (names.size() < 2 && left == 0) {
            return summary;
        }
        String text = chosen.isEmpty()
                ? "one source at a time: " + String.join(", ", names)
                : "from " + String.join(", ", chosen);
        return summary.withSources(text, left);
    }

    /** One source of one patient; without a name if the file names none. */
    private record Voice(Patient patient, @Nullable String source) {

        static Voice of(String id, Map<String, Patient> patients) {
            int mark = id.indexOf(Pass.SOURCE_MARK);
            String patient = mark < 0 ? id : id.substring(0, mark);
            return new Voice(patients.computeIfAbsent(patient, Patient::new), mark < 0 ? null : id.substring(mark + 1));
        }

        boolean isHeard(Instant time) {
            return source == null || patient.follows(source, time);
        }
    }

    /** Whose source is followed. */
    private static final class Patient {

        private final PatientTrack track;
        private String followed = "";
        private @Nullable Instant last;

        Patient(String id) {
            track = new PatientTrack(id);
        }

        boolean follows(String source, Instant time) {
            if (last != null && !followed.equals(source) && time.isBefore(last.plus(SILENCE))) {
                return false;
            }
            followed = source;
            last = time;
            return true;
        }
    }
}
