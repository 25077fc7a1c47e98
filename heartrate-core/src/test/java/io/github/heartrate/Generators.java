package io.github.heartrate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Policies with every option, and sequences of every kind of input, for the properties. */
final class Generators {

    /** Few rates, so that runs are long; each limit, each margin's edge and their nearest neighbours are among them. */
    static final Arbitrary<Integer> RATES = Arbitraries.of(
            0, 5, 24, 25, 35, 40, 45, 49, 50, 51, 60, 75, 90, 99, 100, 101, 105, 110, 115, 125, 126, 150);

    private Generators() {}

    /** All of them symmetric around 75, as {@link Session#mirrored} needs it. */
    static Arbitrary<AlarmPolicy> policies() {
        Arbitrary<AlarmPolicyBuilder> detection = Combinators.combine(
                        Arbitraries.of(
                                AlarmLimits.ADULT,
                                AlarmLimits.ADULT.withExtremes(40, 110),
                                AlarmLimits.ADULT.withExtremes(25, 125)),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(0.0, 0.0, 10.0, 25.0, 50.0),
                        Arbitraries.of(0, 0, 0, 2, 4),
                        seconds(1, 2))
                .as((limits, onset, clear, margin, delay, gap) -> AlarmPolicy.builder()
                        .limits(limits)
                        .onsetCount(onset)
                        .clearCount(clear)
                        .clearMarginBpm(margin)
                        .conditionDelay(Duration.ofSeconds(delay))
                        .maxGap(gap));
        Arbitrary<AlarmPolicyBuilder> telling = Combinators.combine(
                        detection,
                        Arbitraries.of(0, 0, 1, 2, 4),
                        Arbitraries.of(0, 0, 0, 1, 3),
                        Arbitraries.of(Latch.values()),
                        seconds(2, 6),
                        Arbitraries.of(Double.POSITIVE_INFINITY, 5.0, 20.0),
                        Arbitraries.of(Priority.values()))
                .as((builder, extremeOnset, clearDelay, latch, limit, worsening, lossPriority) -> {
                    if (extremeOnset > 0) {
                        builder.extremeOnsetCount(extremeOnset);
                    }
                    return builder.clearDelay(Duration.ofSeconds(clearDelay))
                            .latch(latch)
                            .acknowledgementLimit(limit)
                            .worseningBpm(worsening)
                            .signalLossPriority(lossPriority);
                });
        return Combinators.combine(telling, seconds(2, 5), seconds(1, 4), Arbitraries.of(true, false))
                .as((builder, stale, reminder, plausible) -> builder.staleAfter(stale)
                        .reminderInterval(reminder)
                        .plausibleBpm(plausible ? 5 : 0, plausible ? 145 : Double.POSITIVE_INFINITY)
                        .build());
    }

    private static Arbitrary<Duration> seconds(int few, int more) {
        return Arbitraries.of(Duration.ofSeconds(few), Duration.ofSeconds(more), AlarmPolicy.UNLIMITED);
    }

    /** What a step does when it is its turn. */
    enum Kind {
        READING(12),
        TICK(3),
        WRONG_TICK(1),
        ACKNOWLEDGE(2),
        ACKNOWLEDGE_UNKNOWN(1),
        CHANGE_POLICY(1),
        SET_EQUAL_POLICY(1),
        ADMIT(1),
        DISCHARGE(1),
        PAUSE(1),
        REDELIVER(2),
        LATE_OR_CONFLICTING(1);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    /** An input in the making: which alert is acknowledged is known only when there are alerts. */
    record Step(Kind kind, int delay, int bpm, int pick, AlarmPolicy policy) {}

    static Arbitrary<List<Step>> steps(Set<Kind> kinds, int most) {
        Arbitrary<Kind> weighted = Arbitraries.frequency(
                kinds.stream().map(kind -> Tuple.of(kind.weight, kind)).toList());
        return Combinators.combine(
                        weighted,
                        Arbitraries.of(0, 1, 1, 1, 1, 1, 2, 3, 7),
                        RATES,
                        Arbitraries.integers().between(0, 1000),
                        policies())
                .as(Step::new)
                .list()
                .ofMaxSize(most);
    }

    static Arbitrary<Session> sessions(Set<Kind> kinds, int most) {
        return Combinators.combine(policies(), steps(kinds, most)).as(Session::new);
    }

    static Set<Kind> allBut(Kind... kinds) {
        Set<Kind> some = EnumSet.allOf(Kind.class);
        some.removeAll(List.of(kinds));
        return some;
    }

    /** A policy and the steps of one patient under it. */
    record Session(AlarmPolicy policy, List<Step> steps) {

        List<Input> inputs() {
            return inputs(Feed.PATIENT, Feed.START);
        }

        /** The inputs that the steps become for a detector of its own. */
        List<Input> inputs(String patientId, Instant start) {
            ConsecutiveThresholdDetector detector = new ConsecutiveThresholdDetector(patientId, policy);
            return new Resolver(patientId, start, policy).resolve(steps, detector::apply);
        }

        /** All rates mirrored around 75. */
        Session mirrored() {
            return new Session(
                    policy,
                    steps.stream()
                            .map(step -> new Step(step.kind, step.delay, 150 - step.bpm, step.pick, step.policy))
                            .toList());
        }

        List<Alert> alerts() {
            return Feed.feed(Feed.detector(policy)::apply, inputs());
        }

        int largestOnsetCount() {
            return steps.stream()
                    .mapToInt(step -> step.policy.longestOnsetCount())
                    .reduce(policy.longestOnsetCount(), Math::max);
        }
    }

    private static final class Resolver {

        private final String patientId;
        private Instant now;
        private AlarmPolicy current;
        private final List<Input> inputs = new ArrayList<>();
        private final List<Alert> alerts = new ArrayList<>();

        Resolver(String patientId, Instant start, AlarmPolicy policy) {
            this.patientId = patientId;
            now = start;
            current = policy;
        }

        List<Input> resolve(List<Step> steps, Function<Input, Outcome> target) {
            for (Step step : steps) {
                now = now.plusSeconds(step.delay);
                Input input = resolve(step);
                inputs.add(input);
                alerts.addAll(target.apply(input).alerts());
            }
            return inputs;
        }

        private Input resolve(Step step) {
            return switch (step.kind) {
                case READING -> new Reading(patientId, now, step.bpm);
                case TICK -> new Input.Tick(now);
                case WRONG_TICK -> new Input.Tick(wrong(step.pick));
                case ACKNOWLEDGE -> alerts.isEmpty() ? unknown() : acknowledgement(step.pick);
                case ACKNOWLEDGE_UNKNOWN -> unknown();
                case CHANGE_POLICY -> changeTo(keepingThePlausibleRange(step.policy));
                case SET_EQUAL_POLICY -> changeTo(current.toBuilder().build());
                case ADMIT -> new Input.Admit(patientId, now);
                case DISCHARGE -> new Input.Discharge(patientId, now);
                case PAUSE -> new Input.Pause(patientId, now.plusSeconds(step.pick % 8), now);
                case REDELIVER -> inputs.isEmpty() ? unknown() : inputs.get(step.pick % inputs.size());
                case LATE_OR_CONFLICTING -> new Reading(patientId, now.minusSeconds(step.pick % 3), step.bpm);
            };
        }

        private Instant wrong(int pick) {
            return switch (pick % 4) {
                case 0 -> Instant.MIN;
                case 1 -> Instant.MAX;
                case 2 -> now.minusSeconds(pick);
                default -> now.plusSeconds(pick);
            };
        }

        private Input acknowledgement(int pick) {
            // Mostly a recent one, so that it is often of an active alarm.
            Alert seen = alerts.get(Math.max(0, alerts.size() - 1 - pick % 4));
            return Input.Acknowledge.of(seen, "nurse", now);
        }

        private Input unknown() {
            return new Input.Acknowledge(patientId, "no such episode", "no such event", "nurse", now);
        }

        /** Else a reading that was IMPLAUSIBLE at first is ACCEPTED when it is fed again. */
        private AlarmPolicy keepingThePlausibleRange(AlarmPolicy policy) {
            return policy.toBuilder()
                    .plausibleBpm(current.plausibleMinBpm(), current.plausibleMaxBpm())
                    .build();
        }

        private Input changeTo(AlarmPolicy policy) {
            current = policy;
            return new Input.ChangePolicy(patientId, policy, now);
        }
    }
}
