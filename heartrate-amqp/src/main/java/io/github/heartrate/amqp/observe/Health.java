package io.github.heartrate.amqp.observe;

import static java.util.Objects.requireNonNull;

import io.github.heartrate.amqp.observe.PartitionHealth.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How an instance stands: in sum, and with each partition. An immutable value.
 *
 * @param overall the sum
 * @param partitions unmodifiable, in partition order
 */
public record Health(Overall overall, List<PartitionHealth> partitions) {

    /** The sum of the partitions. */
    public enum Overall {
        /** Every partition is ACTIVE or STANDBY, and at least one is ACTIVE. */
        ACTIVE,
        /** Every partition is STANDBY: other instances are active, or there has been no input yet. */
        STANDBY,
        /** At least one partition is LOADING, and none is worse. */
        LOADING,
        /**
         * At least one partition is BLOCKED, DETACHED or DOWN, and at least one other is better; or one that is ACTIVE or
         * STANDBY names a cause.
         */
        DEGRADED,
        /** Every partition is BLOCKED, DETACHED or DOWN. */
        DOWN
    }

    private static final Set<Status> GOOD = EnumSet.of(Status.ACTIVE, Status.STANDBY);
    private static final Set<Status> BAD = EnumSet.of(Status.BLOCKED, Status.DETACHED, Status.DOWN);

    /** Copies the list. */
    public Health {
        requireNonNull(overall, "overall");
        partitions = List.copyOf(partitions);
    }

    /**
     * The health of an instance with these partitions.
     *
     * @param partitions in partition order
     * @return with their sum
     */
    public static Health of(List<PartitionHealth> partitions) {
        Set<Status> found = EnumSet.noneOf(Status.class);
        partitions.forEach(partition -> found.add(partition.status()));
        Overall sum = sum(found);
        return new Health(
                sum != Overall.DOWN && partitions.stream().anyMatch(Health::isHampered) ? Overall.DEGRADED : sum,
                partitions);
    }

    private static boolean isHampered(PartitionHealth partition) {
        return GOOD.contains(partition.status()) && partition.cause().isPresent();
    }

    private static Overall sum(Set<Status> found) {
        if (BAD.containsAll(found)) {
            return Overall.DOWN;
        }
        if (found.stream().anyMatch(BAD::contains)) {
            return Overall.DEGRADED;
        }
        if (found.contains(Status.LOADING)) {
            return Overall.LOADING;
        }
        return found.contains(Status.ACTIVE) ? Overall.ACTIVE : Overall.STANDBY;
    }
}
