package io.github.heartrate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether an input of a patient takes effect, is held since it lies too far ahead, or settles what becomes of one
 * that is held. What would change nothing anyway settles nothing.
 */
final class HeldInputs {

    private final Rules rules;
    private final KnownTime knownTime;
    private final VerdictCounts counts;

    HeldInputs(Rules rules, KnownTime knownTime, VerdictCounts counts) {
        this.rules = rules;
        this.knownTime = knownTime;
        this.counts = counts;
    }

    /** Whether it makes no sense for a patient who is not known; it makes none known. */
    static boolean isOfKnownPatients(Input.OfPatient input) {
        return input instanceof Input.Acknowledge || input instanceof Input.Discharge || input instanceof Input.Pause;
    }

    /**
     * Takes an input of a patient whose lock is held.
     *
     * @param isAhead whether it lies too far ahead of the known time
     * @param known what time it is; needed only if it is ahead, or an input is held
     */
    Outcome judge(Patient patient, Input.OfPatient input, boolean isAhead, Optional<Instant> known) {
        Care.Held held = patient.held();
        if (isOfKnownPatients(input) && !patient.isKnown()) {
            return Outcome.without(Verdict.UNKNOWN);
        }
        if ((held == null && !isAhead) || patient.verdictOn(input) != Verdict.ACCEPTED) {
            return takeEffect(patient, input);
        }
        List<Alert> earlier = List.of();
        if (held != null) {
            Verdict again = again(held.input(), input);
            if (again != Verdict.ACCEPTED) {
                return Outcome.without(again);
            }
            boolean isConfirmed = !knownTime.isLeap(
                            input.timestamp(), held.input().timestamp())
                    || known.filter(now -> !knownTime.isLeap(now, held.input().timestamp()))
                            .isPresent();
            earlier = isConfirmed ? release(patient, held) : drop(patient);
        }
        if (isAhead && isFarFromLast(patient, input)) {
            patient.hold(new Care.Held(input, known.orElse(input.timestamp())));
            return new Outcome(Verdict.HELD, earlier);
        }
        return takeEffect(patient, input).after(earlier);
    }

    /** Whether an input is the one that is held, or says something else about the same time. */
    private static Verdict again(Input.OfPatient held, Input.OfPatient input) {
        if (held.equals(input)) {
            return Verdict.DUPLICATE;
        }
        boolean isOther = held.getClass() != input.getClass()
                || input instanceof Input.Acknowledge
                || !held.timestamp().equals(input.timestamp());
        return isOther ? Verdict.ACCEPTED : Verdict.CONFLICT;
    }

    private boolean isFarFromLast(Patient patient, Input.OfPatient input) {
        return patient.lastTimes().allMatch(last -> knownTime.isLeap(last, input.timestamp()));
    }

    private List<Alert> release(Patient patient, Care.Held held) {
        patient.hold(null);
        Outcome outcome = takeEffect(patient, held.input());
        if (held.input() instanceof Reading reading) {
            counts.add(outcome.verdict());
            knownTime.heard(reading.timestamp());
        }
        return outcome.alerts();
    }

    List<Alert> drop(Patient patient) {
        patient.hold(null);
        counts.add(Verdict.AHEAD);
        return List.of();
    }

    private Outcome takeEffect(Patient patient, Input.OfPatient input) {
        if (input instanceof Input.Discharge) {
            patient.lastReading().map(Reading::timestamp).ifPresent(knownTime::note);
        }
        Outcome outcome = input.visit(patient);
        if (input instanceof Input.Discharge && outcome.verdict() == Verdict.ACCEPTED) {
            patient.follow(rules);
        }
        return outcome;
    }

    /** Takes a tick for one patient, whose lock is held; what was held takes effect before it if its time has come. */
    Outcome tick(Patient patient, Instant now) {
        Care.Held held = patient.held();
        if (held == null || knownTime.isLeap(now, held.input().timestamp())) {
            return patient.tick(now);
        }
        List<Alert> earlier = release(patient, held);
        return patient.tick(now).after(earlier);
    }
}
