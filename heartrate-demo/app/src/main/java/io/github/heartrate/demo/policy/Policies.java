package io.github.heartrate.demo.policy;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Input;
import io.github.heartrate.Reading;
import io.github.heartrate.demo.text.Nearest;
import io.github.heartrate.demo.text.Plural;
import io.github.heartrate.toolkit.analysis.PolicyField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The policy of every patient.
 *
 * @param common of patients without one of their own
 * @param byPatient of those who have one
 * @param source where those stand, in words
 */
public record Policies(AlarmPolicy common, Map<String, AlarmPolicy> byPatient, String source) {

    private static final int SHOWN = 5;

    public Policies {
        byPatient = Map.copyOf(byPatient);
    }

    /** A patient's. */
    public AlarmPolicy of(String patientId) {
        return byPatient.getOrDefault(patientId, common);
    }

    /** What sets the policy of a patient who has one, as of a reading. */
    public Optional<Input.ChangePolicy> change(Reading first) {
        return Optional.ofNullable(byPatient.get(first.patientId()))
                .map(own -> new Input.ChangePolicy(first.patientId(), own, first.timestamp()));
    }

    /**
     * One line for each patient with a policy of their own and no readings, with the patient who is probably meant; after
     * a few of them one line with the number of the others.
     *
     * @param seen the patients with readings
     */
    public List<String> unused(Set<String> seen) {
        List<String> absent = byPatient.keySet().stream()
                .filter(patient -> !seen.contains(patient))
                .sorted()
                .toList();
        List<String> ownless = seen.stream()
                .filter(patient -> !byPatient.containsKey(patient))
                .sorted()
                .toList();
        List<String> notes = new ArrayList<>();
        absent.stream().limit(SHOWN).forEach(patient -> {
            String meant = Nearest.to(patient, ownless)
                    .map(other -> " (did you mean '" + other + "'?)")
                    .orElse("");
            notes.add("note: " + source + ": no readings of '" + patient + "'" + meant);
        });
        if (absent.size() > SHOWN) {
            notes.add("note: " + source + ": no readings of " + Plural.of(absent.size() - SHOWN, "more patient")
                    + " with a policy");
        }
        return notes;
    }

    /** One line if a rate of 0 has no effect with one of the policies, since nobody would be told of an asystole. */
    public Optional<String> warning() {
        return Stream.concat(Stream.of(common), byPatient.values().stream())
                .filter(policy -> policy.plausibleMinBpm() > 0)
                .findFirst()
                .map(policy -> "warning: "
                        + (source.isEmpty() ? "--plausible" : source + ": " + PolicyField.PLAUSIBLE.key()) + " "
                        + PolicyField.PLAUSIBLE.of(policy)
                        + " leaves out 0 bpm, which may be asystole: nobody is told");
    }

    public static Policies of(AlarmPolicy common) {
        return new Policies(common, Map.of(), "");
    }
}
