package io.github.heartrate.demo.options;

import io.github.heartrate.amqp.topology.Topology;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which queues on the broker. */
public final class LayoutOptions {

    /** How patients are laid out on queues. */
    enum Name {
        PARTITIONED,
        QUEUE_PER_PATIENT;

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            defaultValue = "partitioned",
            description = "${COMPLETION-CANDIDATES}: a few queues for all patients, or one queue per patient with "
                    + "messages of 12 bytes. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets the default
    private Name layout;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Of the partitioned layout; cannot be changed later. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--patients",
            paramLabel = "ID",
            split = ",",
            description = "Whose queues to consume, for one queue per patient; whose beds the ward page shows first.")
    private @Nullable List<String> patients;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli injects it
    private CommandSpec spec;

    public boolean isPartitioned() {
        return layout == Name.PARTITIONED;
    }

    public List<String> patients() {
        return patients == null ? List.of() : patients;
    }

    /** Which queue of a layout a patient's readings are in, as a number from 0. */
    public ToIntFunction<String> partitionOf(Topology topology) {
        return isPartitioned() ? topology::partitionOf : topology.readingQueues()::indexOf;
    }

    /** Under a name; of these patients, if it has one queue for each. */
    public Topology topology(List<String> ofPatients, String name) {
        try {
            if (isPartitioned()) {
                return Topology.partitioned(partitions).named(name);
            }
            if (spec.commandLine().getParseResult().hasMatchedOption("--partitions")) {
                throw new ParameterException(
                        spec.commandLine(), "--partitions is of no use with --layout queue-per-patient");
            }
            if (ofPatients.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "--layout queue-per-patient needs --patients");
            }
            return Topology.queuePerPatient(ofPatients.stream().distinct().toList())
                    .named(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
