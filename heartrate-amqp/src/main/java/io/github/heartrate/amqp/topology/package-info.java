/**
 * Names and arguments of exchanges and queues: declare them, verify them, or write them as definitions for an operator.
 *
 * <p>Start at {@link io.github.heartrate.amqp.topology.Topology}. Nothing here consumes or publishes a reading.
 */
@NullMarked
package io.github.heartrate.amqp.topology;

import org.jspecify.annotations.NullMarked;
