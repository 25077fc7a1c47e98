/**
 * Where the checkpoints of partitions are kept: opaque bytes with a stamp.
 *
 * <p>Implement {@link io.github.heartrate.amqp.state.PartitionStateStore} to keep them elsewhere than on the broker or in
 * a file.
 */
@NullMarked
package io.github.heartrate.amqp.state;

import org.jspecify.annotations.NullMarked;
