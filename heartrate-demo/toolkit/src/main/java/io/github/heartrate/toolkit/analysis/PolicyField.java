package io.github.heartrate.toolkit.analysis;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Latch;
import io.github.heartrate.Priority;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The parts of a policy, in the order in which they are shown and combined. This is the one table of them: options, fields
 * of policy files, axes of an analysis and texts are made of it.
 */
public enum PolicyField {
    /** Below this is bradycardia. */
    LOW(
            "low",
            Kind.BPM,
            "Bradycardia is below this. Default: 50.",
            "Low limits: 50, 40,45,50 or 40..50/5. Default: 50.",
            policy -> policy.limits().lowBpm(),
            (draft, value) -> draft.low = (Double) value),
    /** Above this is tachycardia. */
    HIGH(
            "high",
            Kind.BPM,
            "Tachycardia is above this. Default: 100.",
            "High limits. Default: 100.",
            policy -> policy.limits().highBpm(),
            (draft, value) -> draft.high = (Double) value),
    /** Below this is HIGH priority. */
    EXTREME_LOW(
            "extremeLow",
            Kind.BPM,
            "High priority below this. Default: none.",
            "Extreme low limits. Default: none.",
            policy -> policy.limits().extremeLowBpm(),
            (draft, value) -> draft.extremeLow = (Double) value),
    /** Above this is HIGH priority. */
    EXTREME_HIGH(
            "extremeHigh",
            Kind.BPM,
            "High priority above this. Default: none.",
            "Extreme high limits. Default: none.",
            policy -> policy.limits().extremeHighBpm(),
            (draft, value) -> draft.extremeHigh = (Double) value),
    /** Readings that raise. */
    ONSET(
            "onsetCount",
            Kind.COUNT,
            "So many readings in a row raise an alarm. Default: 3.",
            "Readings in a row that raise: 3, 1..6. Default: 3.",
            AlarmPolicy::onsetCount,
            (draft, value) -> draft.builder.onsetCount((Integer) value)),
    /** Readings beyond an extreme limit that raise or escalate. */
    EXTREME_ONSET(
            "extremeOnsetCount",
            Kind.COUNT,
            "So many beyond an extreme limit do; 1 is at once, without --delay. Default: as --onset.",
            "Readings beyond an extreme limit that raise. Default: as --onset.",
            AlarmPolicy::extremeOnsetCount,
            (draft, value) -> draft.builder.extremeOnsetCount((Integer) value)),
    /** Calm readings that clear. */
    CLEAR(
            "clearCount",
            Kind.COUNT,
            "So many calm readings in a row clear it. Default: 1.",
            "Calm readings in a row that clear. Default: 1.",
            AlarmPolicy::clearCount,
            (draft, value) -> draft.builder.clearCount((Integer) value)),
    /** How far inside the limit is calm. */
    CLEAR_MARGIN(
            "clearMargin",
            Kind.BPM,
            "Calm is so far inside the limit. Default: 0.",
            "How far inside the limit is calm. Default: 0.",
            AlarmPolicy::clearMarginBpm,
            (draft, value) -> draft.builder.clearMarginBpm((Double) value)),
    /** How long a run must last to raise. */
    DELAY(
            "conditionDelay",
            Kind.DURATION,
            "The readings must also last so long (15s, 2m, PT15S). Default: 0s.",
            "Delays: 0s,15s or 0s..60s/15s. Default: 0s.",
            AlarmPolicy::conditionDelay,
            (draft, value) -> draft.builder.conditionDelay((Duration) value)),
    /** How long the calm readings must last to clear. */
    CLEAR_DELAY(
            "clearDelay",
            Kind.DURATION,
            "The calm readings must also last so long. Default: 0s.",
            "The same of the calm readings. Default: 0s.",
            AlarmPolicy::clearDelay,
            (draft, value) -> draft.builder.clearDelay((Duration) value)),
    /** What restarts all runs. */
    MAX_GAP(
            "maxGap",
            Kind.DURATION,
            "A longer time between two readings starts counting afresh. Default: none.",
            AlarmPolicy::maxGap,
            (draft, value) -> draft.builder.maxGap((Duration) value)),
    /** When the signal is lost. */
    STALE_AFTER(
            "staleAfter",
            Kind.DURATION,
            "A longer silence is a loss of signal. Default: none.",
            AlarmPolicy::staleAfter,
            (draft, value) -> draft.builder.staleAfter((Duration) value)),
    /** How urgent that is. */
    SIGNAL_LOSS_PRIORITY(
            "signalLossPriority",
            Kind.PRIORITY,
            "How urgent that is: low, medium or high. Default: low.",
            AlarmPolicy::signalLossPriority,
            (draft, value) -> draft.builder.signalLossPriority((Priority) value)),
    /** How often an alarm is told again. */
    REMINDER(
            "reminderInterval",
            Kind.DURATION,
            "Remind of an active alarm so often. Default: never.",
            AlarmPolicy::reminderInterval,
            (draft, value) -> draft.builder.reminderInterval((Duration) value)),
    /** How long an acknowledgement holds. */
    ACKNOWLEDGEMENT_LIMIT(
            "acknowledgementLimit",
            Kind.DURATION,
            "So long after an acknowledgement, remind again. Default: never.",
            AlarmPolicy::acknowledgementLimit,
            (draft, value) -> draft.builder.acknowledgementLimit((Duration) value)),
    /** What undoes an acknowledgement. */
    WORSENING(
            "worsening",
            Kind.BPM,
            "So much worse than when it was acknowledged is told anew. Default: none.",
            AlarmPolicy::worseningBpm,
            (draft, value) -> draft.builder.worseningBpm((Double) value)),
    /** Which alarms stay to be acknowledged. */
    LATCH(
            "latch",
            Kind.LATCH,
            "Alarms that stay to be acknowledged if they end unseen: none, high or all. Default: none.",
            AlarmPolicy::latch,
            (draft, value) -> draft.builder.latch((Latch) value)),
    /** What is no artefact. */
    PLAUSIBLE(
            "plausible range",
            Kind.RANGE,
            "Other rates are artefacts and have no effect. A range without 0 makes asystole one. Default: all are.",
            policy -> new BpmRange(policy.plausibleMinBpm(), policy.plausibleMaxBpm()),
            (draft, value) -> draft.builder.plausibleBpm(((BpmRange) value).min(), ((BpmRange) value).max()));

    /** What the value of a field is. */
    public enum Kind {
        /** A number of beats per minute. */
        BPM(Double.class),
        /** A number of readings. */
        COUNT(Integer.class),
        /** A length of time. */
        DURATION(Duration.class),
        /** One of the priorities. */
        PRIORITY(Priority.class),
        /** Which alarms latch. */
        LATCH(Latch.class),
        /** From one rate to another. */
        RANGE(BpmRange.class);

        private final Class<?> type;

        Kind(Class<?> type) {
            this.type = type;
        }

        /**
         * The class of the values.
         *
         * @return such as {@code Double}
         */
        public Class<?> type() {
            return type;
        }

        /**
         * What the value is called in a help text.
         *
         * @return in capitals
         */
        public String label() {
            return this == RANGE ? "MIN..MAX" : name();
        }
    }

    /** The word for a value that switches a field off. */
    public static final String NONE = "none";

    private final String libraryName;
    private final Kind kind;
    private final String description;
    private final Optional<String> axis;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Function<AlarmPolicy, Object> reader;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final BiConsumer<PolicyDraft, Object> writer;

    PolicyField(
            String libraryName,
            Kind kind,
            String description,
            String axis,
            Function<AlarmPolicy, Object> reader,
            BiConsumer<PolicyDraft, Object> writer) {
        this(libraryName, kind, description, Optional.of(axis), reader, writer);
    }

    PolicyField(
            String libraryName,
            Kind kind,
            String description,
            Function<AlarmPolicy, Object> reader,
            BiConsumer<PolicyDraft, Object> writer) {
        this(libraryName, kind, description, Optional.empty(), reader, writer);
    }

    PolicyField(
            String libraryName,
            Kind kind,
            String description,
            Optional<String> axis,
            Function<AlarmPolicy, Object> reader,
            BiConsumer<PolicyDraft, Object> writer) {
        this.libraryName = libraryName;
        this.kind = kind;
        this.description = description;
        this.axis = axis;
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * The name in policy files and in what an analysis writes. It is the name in the policy of a control message, so one
     * vocabulary serves all JSON. The range of plausible rates is one field here and two numbers there.
     *
     * @return in snake case, such as {@code low_bpm} and {@code onset_count}
     */
    public String key() {
        if (this == PLAUSIBLE) {
            return "plausible_bpm";
        }
        String snakeCase = libraryName.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        return kind == Kind.BPM ? snakeCase + "_bpm" : snakeCase;
    }

    /**
     * The name on the command line, without what stands before options.
     *
     * @return with hyphens
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What the library calls it in its complaints.
     *
     * @return in camel case
     */
    public String libraryName() {
        return libraryName;
    }

    /**
     * What the values are.
     *
     * @return the class and the label
     */
    public Kind kind() {
        return kind;
    }

    /**
     * What it does, for a help text.
     *
     * @return sentences, the last one with the default
     */
    public String description() {
        return description;
    }

    /**
     * The same for several values.
     *
     * @return empty if an analysis does not vary it, since it changes no figure or is the same for all policies
     */
    public Optional<String> axis() {
        return axis;
    }

    /**
     * The fields that an analysis varies.
     *
     * @return in their order
     */
    public static List<PolicyField> axes() {
        return Arrays.stream(values()).filter(field -> field.axis.isPresent()).toList();
    }

    /**
     * The value that switches it off, written as {@link #NONE}.
     *
     * @return empty if it can't be switched off, or has a number or a word for that
     */
    public Optional<Object> none() {
        return switch (this) {
            case EXTREME_LOW -> Optional.of(Double.NEGATIVE_INFINITY);
            case EXTREME_HIGH, WORSENING -> Optional.of(Double.POSITIVE_INFINITY);
            case MAX_GAP, STALE_AFTER, REMINDER, ACKNOWLEDGEMENT_LIMIT -> Optional.of(AlarmPolicy.UNLIMITED);
            case PLAUSIBLE -> Optional.of(new BpmRange(0, Double.POSITIVE_INFINITY));
            case LOW,
                    HIGH,
                    ONSET,
                    EXTREME_ONSET,
                    CLEAR,
                    CLEAR_MARGIN,
                    DELAY,
                    CLEAR_DELAY,
                    SIGNAL_LOSS_PRIORITY,
                    LATCH -> Optional.empty();
        };
    }

    /**
     * The value in a policy.
     *
     * @param policy any
     * @return of the kind's type
     */
    public Object of(AlarmPolicy policy) {
        return reader.apply(policy);
    }

    /** As text, as the options take it; nothing for an extreme limit that there is not. */
    String text(AlarmPolicy policy) {
        Object value = of(policy);
        if (value instanceof Double number) {
            return PolicyText.number(number);
        }
        return value instanceof Duration duration ? PolicyText.duration(duration) : value.toString();
    }

    /** The name in the files that an analysis writes. */
    String column() {
        return kind == Kind.DURATION ? key() + "_s" : key();
    }

    /** As a number, durations in seconds. */
    double figure(AlarmPolicy policy) {
        Object value = of(policy);
        return value instanceof Duration duration ? duration.toMillis() / 1000.0 : ((Number) value).doubleValue();
    }

    /**
     * A policy that differs from another in some values.
     *
     * @param base gives all others
     * @param values of the types of their fields
     * @return the policy
     * @throws IllegalArgumentException if the values contradict each other, in the library's words
     */
    public static AlarmPolicy changed(AlarmPolicy base, Map<PolicyField, ?> values) {
        PolicyDraft draft = new PolicyDraft(base);
        values.forEach((field, value) -> field.writer.accept(draft, value));
        return draft.build();
    }

    /**
     * Checks that a value that somebody gave is of use.
     *
     * @param policy what it was given for
     * @throws IllegalArgumentException if it can have no effect, in the library's words
     */
    public void requireUseIn(AlarmPolicy policy) {
        PolicyUse.requireUse(this, policy);
    }
}
