package io.github.heartrate.amqp.internal.session;

import io.github.heartrate.amqp.observe.AmqpMetrics;
import io.github.heartrate.amqp.state.PartitionStateStore;
import io.github.heartrate.amqp.topology.Topology;
import java.time.Duration;
import java.time.Instant;

/**
 * What all sessions of an instance share.
 *
 * @param settings of the instance
 * @param store keeps the states
 * @param gate lets sessions begin
 * @param instances known from ticks
 * @param clocks whose clocks are wrong
 * @param questions whose verdicts somebody waits for
 */
public record SessionContext(
        Settings settings,
        PartitionStateStore store,
        TopologyGate gate,
        InstanceBook instances,
        ClockWatch clocks,
        Questions questions) {

    Topology topology() {
        return settings.topology();
    }

    AmqpMetrics metrics() {
        return settings.metrics();
    }

    /** The time by this instance's clock; it decides nothing about alarms. */
    Instant now() {
        return settings.clock().instant();
    }

    /** How long ago that was, by this instance's clock as it would be if it were right. */
    Duration since(Instant time) {
        return Duration.between(time, now()).minus(clocks.ownAhead());
    }
}
