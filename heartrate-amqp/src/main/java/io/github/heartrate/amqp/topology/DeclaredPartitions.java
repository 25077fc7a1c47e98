package io.github.heartrate.amqp.topology;

import io.github.heartrate.amqp.topology.Layout.Partition;
import io.github.heartrate.amqp.topology.Layout.Queue;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds out whether a broker's layout was declared with another number of partitions: then patients would move. */
final class DeclaredPartitions {

    private final BrokerProbe broker;
    private final Topology topology;
    private final List<Partition> wanted;

    private DeclaredPartitions(BrokerProbe broker, Topology topology, List<Partition> wanted) {
        this.broker = broker;
        this.topology = topology;
        this.wanted = wanted;
    }

    /** Empty if the number is right, if nothing is declared yet, and for one queue per patient. */
    static Optional<Mismatch> mismatch(BrokerProbe broker, Topology topology, Layout layout) {
        if (!topology.isPartitioned()) {
            return Optional.empty();
        }
        DeclaredPartitions found = new DeclaredPartitions(broker, topology, layout.partitions());
        return found.more().or(found::fewer).map(found::mismatch);
    }

    private Mismatch mismatch(int declared) {
        return new Mismatch(
                topology.readingsExchange(),
                "was declared with " + partitions(declared) + ", not " + wanted.size(),
                "use " + partitions(declared)
                        + "; or stop all instances, drain and delete its queues, and declare it anew");
    }

    private static String partitions(int number) {
        return number == 1 ? "1 partition" : number + " partitions";
    }

    private Optional<Integer> more() {
        int number = wanted.size();
        while (broker.exists(topology.readingsQueue(number))) {
            number++;
        }
        return number == wanted.size() ? Optional.empty() : Optional.of(number);
    }

    /** The last queue is created first: looked for last, it is there also while another instance creates them all. */
    private Optional<Integer> fewer() {
        return IntStream.iterate(wanted.size() - 1, number -> number > 0, number -> number - 1)
                .filter(number ->
                        broker.exists(wanted.get(number - 1).readings().name()))
                .boxed()
                .findFirst()
                .filter(number -> isMissing(broker, wanted.get(wanted.size() - 1)));
    }

    /** Whether there is nothing of a partition, neither readings nor state. */
    static boolean isMissing(BrokerProbe broker, Partition partition) {
        return !broker.exists(partition.readings().name())
                && partition.states().stream().map(Queue::name).noneMatch(broker::exists);
    }
}
