package io.github.heartrate.amqp.codec;

import io.github.heartrate.AlarmLimits;
import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.Alert;
import io.github.heartrate.ClearReason;
import io.github.heartrate.Condition;
import io.github.heartrate.Input;
import io.github.heartrate.Latch;
import io.github.heartrate.LostSignal;
import io.github.heartrate.Phase;
import io.github.heartrate.Priority;
import io.github.heartrate.Reading;
import io.github.heartrate.Violation;
import io.github.heartrate.amqp.internal.text.Utf8;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Values of every kind that travels, with the extremes that each may have. */
@SuppressWarnings("exports") // of the test library
public final class Messages {

    private Messages() {}

    public static Arbitrary<String> texts() {
        return Arbitraries.strings().all().ofMaxLength(20).filter(Utf8::isExpressible);
    }

    public static Arbitrary<String> ids() {
        return Arbitraries.oneOf(
                        Arbitraries.of("Patient_1", "Patient_2", "\u00e4\ud83d\udc93", "\ufffd", "a\u0000b"), texts())
                .filter(text -> !text.isBlank());
    }

    public static Arbitrary<Instant> instants() {
        Arbitrary<Instant> today = Arbitraries.longs()
                .between(1_700_000_000_000L, 1_900_000_000_000L)
                .map(Instant::ofEpochMilli);
        Arbitrary<Instant> ever = Combinators.combine(
                        Arbitraries.longs().between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()),
                        Arbitraries.integers().between(0, 999_999_999))
                .as((seconds, nanos) -> Instant.ofEpochSecond(seconds, nanos));
        Arbitrary<Instant> nearly = Combinators.combine(
                        today, Arbitraries.integers().between(0, 999_999_999))
                .as((time, nanos) -> time.plusNanos(nanos));
        return Arbitraries.frequencyOf(
                Tuple.of(6, today),
                Tuple.of(3, nearly),
                Tuple.of(1, ever),
                Tuple.of(1, Arbitraries.of(Instant.MIN, Instant.MAX, Instant.EPOCH)));
    }

    public static Arbitrary<Double> rates() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 300).map(Integer::doubleValue),
                Arbitraries.integers().between(0, 300_000).map(milli -> milli / 1_000.0),
                Arbitraries.longs()
                        .between(0, Double.doubleToLongBits(Double.MAX_VALUE))
                        .map(Double::longBitsToDouble),
                Arbitraries.of(0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e12, 1e15 + 0.5));
    }

    public static Arbitrary<Reading> readings() {
        return Combinators.combine(ids(), instants(), rates()).as(Reading::new);
    }

    public static Arbitrary<List<Reading>> batches() {
        return readings().list().ofMinSize(1).ofMaxSize(50);
    }

    public static Arbitrary<AlarmPolicy> policies() {
        Arbitrary<Duration> positive = Arbitraries.oneOf(
                Arbitraries.longs().between(1, Long.MAX_VALUE).map(Duration::ofNanos),
                Arbitraries.of(AlarmPolicy.UNLIMITED, Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)));
        Arbitrary<AlarmLimits> limits = Combinators.combine(
                        Arbitraries.doubles().between(10, 90),
                        Arbitraries.doubles().between(91, 250))
                .flatAs((low, high) -> Combinators.combine(
                                Arbitraries.of(Double.NEGATIVE_INFINITY, low - 5),
                                Arbitraries.of(Double.POSITIVE_INFINITY, high + 5))
                        .as((lowest, highest) -> new AlarmLimits(low, high, lowest, highest)));
        Arbitrary<AlarmPolicy> plain = Combinators.combine(
                        limits,
                        Arbitraries.integers().between(1, Integer.MAX_VALUE),
                        Arbitraries.integers().between(1, Integer.MAX_VALUE),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.longs().between(0, Long.MAX_VALUE).map(Duration::ofNanos),
                        positive,
                        positive,
                        Arbitraries.of(250.0, 1e300, Double.POSITIVE_INFINITY))
                .as((bounds, onset, clear, margin, delay, gap, stale, highest) -> AlarmPolicy.builder()
                        .limits(bounds)
                        .onsetCount(onset)
                        .clearCount(clear)
                        .clearMarginBpm(margin)
                        .conditionDelay(delay)
                        .maxGap(gap)
                        .staleAfter(stale)
                        .reminderInterval(gap)
                        .plausibleBpm(0, highest)
                        .build());
        Arbitrary<AlarmPolicy> careful = Combinators.combine(
                        plain,
                        Arbitraries.integers().between(1, Integer.MAX_VALUE),
                        Arbitraries.longs().between(0, Long.MAX_VALUE).map(Duration::ofNanos),
                        Arbitraries.of(Priority.class),
                        positive,
                        Arbitraries.of(Double.MIN_VALUE, 20.0, Double.POSITIVE_INFINITY),
                        Arbitraries.of(Latch.class))
                .as((policy, extremeOnset, clearDelay, priority, limit, worsening, latch) -> policy.toBuilder()
                        .extremeOnsetCount(extremeOnset)
                        .clearDelay(clearDelay)
                        .signalLossPriority(priority)
                        .acknowledgementLimit(limit)
                        .worseningBpm(worsening)
                        .latch(latch)
                        .build());
        return Arbitraries.oneOf(plain, careful);
    }

    public static Arbitrary<ControlMessage> controls() {
        Arbitrary<String> by = texts().filter(text -> !text.isBlank());
        return Arbitraries.oneOf(
                Combinators.combine(instants(), by, Arbitraries.longs().between(0, Long.MAX_VALUE))
                        .as((time, instance, epoch) -> ControlMessage.tick(new Input.Tick(time), instance, epoch)),
                Combinators.combine(ids(), texts(), texts(), by, instants())
                        .as((id, episode, event, who, time) ->
                                ControlMessage.of(new Input.Acknowledge(id, episode, event, who, time))),
                Combinators.combine(ids(), instants()).as((id, time) -> ControlMessage.of(new Input.Admit(id, time))),
                Combinators.combine(ids(), instants())
                        .as((id, time) -> ControlMessage.of(new Input.Discharge(id, time))),
                Combinators.combine(ids(), policies(), instants())
                        .as((id, policy, time) -> ControlMessage.of(new Input.ChangePolicy(id, policy, time))),
                pauses());
    }

    private static Arbitrary<ControlMessage> pauses() {
        return Combinators.combine(
                        ids(),
                        instants().filter(time -> time.isBefore(Instant.MAX.minus(Input.Pause.MAX_LENGTH))),
                        Arbitraries.longs()
                                .between(-1_000, Input.Pause.MAX_LENGTH.toNanos())
                                .map(Duration::ofNanos))
                .as((id, time, length) -> ControlMessage.of(
                        new Input.Pause(id, length.isNegative() ? Instant.MIN : time.plus(length), time)));
    }

    /** What an alert says beside its episode: the last reading, whether it is latched or paused, the lost signal. */
    private record Circumstances(
            Optional<Reading> lastReading, boolean latched, Optional<Instant> pausedUntil, LostSignal lost) {}

    private static Arbitrary<Circumstances> circumstances() {
        Arbitrary<LostSignal> lost = Combinators.combine(
                        Arbitraries.of(Condition.class).optional(),
                        Arbitraries.integers().between(1, Integer.MAX_VALUE),
                        Arbitraries.longs().between(1, Long.MAX_VALUE),
                        readings().optional())
                .as((towards, length, late, newest) -> new LostSignal(
                        towards, towards.isPresent() ? length : 0, newest.isPresent() ? late : 0, newest));
        return Combinators.combine(
                        readings().optional(),
                        Arbitraries.of(true, false),
                        instants().optional(),
                        lost)
                .as(Circumstances::new);
    }

    private static Reading of(String patient, Reading reading) {
        return new Reading(patient, reading.timestamp(), reading.bpm());
    }

    private static LostSignal lostSignalOf(String patient, LostSignal lost) {
        return new LostSignal(
                lost.runTowards(),
                lost.runLength(),
                lost.lateReadings(),
                lost.newestLate().map(reading -> of(patient, reading)));
    }

    public static Arbitrary<Alert> alerts() {
        Arbitrary<Instant> times = instants();
        Arbitrary<Double> rates = rates();
        return Combinators.combine(
                        readings().list().ofMaxSize(4),
                        Arbitraries.of(Condition.class),
                        Arbitraries.of(Phase.class),
                        Arbitraries.of(Priority.class),
                        Arbitraries.of(ClearReason.class),
                        texts(),
                        Combinators.combine(ids(), times, times, times)
                                .as((id, onset, raised, time) -> new Object[] {id, onset, raised, time}),
                        Combinators.combine(rates, circumstances()).as((rate, more) -> new Object[] {rate, more}))
                .as((evidence, condition, phase, priority, reason, text, whoAndWhen, rest) -> {
                    double rate = (Double) rest[0];
                    Circumstances more = (Circumstances) rest[1];
                    String patient = (String) whoAndWhen[0];
                    boolean signal = condition == Condition.SIGNAL_LOSS;
                    List<Reading> readings = evidence.stream()
                            .map(reading -> of(patient, reading))
                            .toList();
                    return Alert.builder()
                            .id(text)
                            .episodeId(text)
                            .patientId(patient)
                            .condition(condition)
                            .phase(phase)
                            .number(1 + evidence.size())
                            .priority(priority)
                            .highestPriority(more.latched() ? Priority.HIGH : priority)
                            .onset((Instant) whoAndWhen[1])
                            .raisedAt((Instant) whoAndWhen[2])
                            .time((Instant) whoAndWhen[3])
                            .violation(signal ? null : new Violation(rate, rate, readings))
                            .lostSignal(signal ? lostSignalOf(patient, more.lost()) : null)
                            .clearReason(phase == Phase.CLEARED ? reason : null)
                            .acknowledgedBy(phase == Phase.ACKNOWLEDGED ? text : null)
                            .lastReading(more.lastReading()
                                    .map(reading -> of(patient, reading))
                                    .orElse(null))
                            .latched(more.latched())
                            .pausedUntil(more.pausedUntil().orElse(null))
                            .build();
                });
    }
}
