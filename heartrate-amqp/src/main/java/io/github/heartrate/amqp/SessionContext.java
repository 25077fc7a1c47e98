package io.github.heartrate.amqp;

import io.github.heartrate.AlarmPolicy;
import io.github.heartrate.AlertListener;
import io.github.heartrate.Input;
import io.github.heartrate.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * What all sessions of an instance share.
 *
 * @param topology whose queues
 * @param policy of patients without one of their own
 * @param idleLimit after which silent patients are forgotten
 * @param leapLimit how far ahead an input may be dated without being held
 * @param clockTolerance how far the instances' clocks may differ
 * @param prefetch the same for every instance
 * @param decoder reads messages
 * @param store keeps the states
 * @param protocol decides
 * @param listeners told of alerts
 * @param observers told of every input and what came of it
 * @param metrics told of counts and times
 * @param timeSource whether ticks are fed to the monitor
 * @param instances known from ticks
 * @param clocks whose clocks are wrong
 * @param clock for times that are shown; it decides nothing about alarms
 * @param effectsHook wraps the effects, to inject faults in tests
 */
record SessionContext(
        Topology topology,
        AlarmPolicy policy,
        Duration idleLimit,
        Duration leapLimit,
        Duration clockTolerance,
        int prefetch,
        MessageDecoder decoder,
        PartitionStateStore store,
        SessionProtocol protocol,
        List<AlertListener> listeners,
        List<BiConsumer<Input, Outcome>> observers,
        AmqpMetrics metrics,
        TimeSource timeSource,
        InstanceBook instances,
        ClockWatch clocks,
        Clock clock,
        UnaryOperator<SessionEffects> effectsHook) {

    /** How long ago that was, by this instance's clock as it would be if it were right. */
    Duration since(Instant time) {
        return Duration.between(time, clock.instant()).minus(clocks.ownAhead());
    }
}
