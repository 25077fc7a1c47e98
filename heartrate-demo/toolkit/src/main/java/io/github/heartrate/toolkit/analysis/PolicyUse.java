package io.github.heartrate.toolkit.analysis;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Latch;
import io.github.heartrate.Priority;
import java.util.Optional;

/** Which fields have an effect in a policy, and which need no mention. */
final class PolicyUse {

    private PolicyUse() {}

    /** Whether it says something: a field that came later is silent where it changes nothing. */
    static boolean isWorthSaying(PolicyField field, AlarmPolicy policy) {
        return switch (field) {
            case EXTREME_ONSET -> hasExtremes(policy) && policy.extremeOnsetCount() != policy.onsetCount();
            case CLEAR_DELAY -> !policy.clearDelay().isZero();
            case LOW,
                    HIGH,
                    EXTREME_LOW,
                    EXTREME_HIGH,
                    ONSET,
                    CLEAR,
                    CLEAR_MARGIN,
                    DELAY,
                    MAX_GAP,
                    STALE_AFTER,
                    SIGNAL_LOSS_PRIORITY,
                    REMINDER,
                    ACKNOWLEDGEMENT_LIMIT,
                    WORSENING,
                    LATCH,
                    PLAUSIBLE -> true;
        };
    }

    /** Complains, in the library's words, of a value that can have no effect. */
    static void requireUse(PolicyField field, AlarmPolicy policy) {
        Optional<String> missing = missing(field, policy);
        if (missing.isPresent()) {
            String what = field == PolicyField.LATCH ? field.libraryName() + " HIGH" : field.libraryName();
            throw new IllegalArgumentException(what + " is of no use without " + missing.get());
        }
    }

    private static Optional<String> missing(PolicyField field, AlarmPolicy policy) {
        return switch (field) {
            case EXTREME_ONSET -> unless(hasExtremes(policy), "extremeLow or extremeHigh");
            case SIGNAL_LOSS_PRIORITY -> unless(canLoseSignal(policy), "staleAfter");
            case LATCH -> unless(policy.latch() != Latch.HIGH || canBeHigh(policy), "extremeLow or extremeHigh");
            case LOW,
                    HIGH,
                    EXTREME_LOW,
                    EXTREME_HIGH,
                    ONSET,
                    CLEAR,
                    CLEAR_MARGIN,
                    DELAY,
                    CLEAR_DELAY,
                    MAX_GAP,
                    STALE_AFTER,
                    REMINDER,
                    ACKNOWLEDGEMENT_LIMIT,
                    WORSENING,
                    PLAUSIBLE -> Optional.empty();
        };
    }

    private static Optional<String> unless(boolean isOfUse, String missing) {
        return isOfUse ? Optional.empty() : Optional.of(missing);
    }

    private static boolean canBeHigh(AlarmPolicy policy) {
        return hasExtremes(policy) || (canLoseSignal(policy) && policy.signalLossPriority() == Priority.HIGH);
    }

    private static boolean canLoseSignal(AlarmPolicy policy) {
        return !policy.staleAfter().equals(AlarmPolicy.UNLIMITED);
    }

    private static boolean hasExtremes(AlarmPolicy policy) {
        return Double.isFinite(policy.limits().extremeLowBpm())
                || Double.isFinite(policy.limits().extremeHighBpm());
    }
}
