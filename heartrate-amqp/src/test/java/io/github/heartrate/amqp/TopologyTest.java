package io.github.heartrate.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyTest {

    @Test
    void partitionIsTheUnsignedHashOfThePatientModuloTheirNumber() {
        assertThat(Topology.hash("Patient_1")).isEqualTo(-933_503_261);
        assertThat(Topology.partition("Patient_1", 4)).isEqualTo((int) ((4_294_967_296L - 933_503_261L) % 4));
    }

    @Test
    void readingsOfAPatientGoToItsPartition() {
        Topology topology = Topology.partitioned(4);

        assertThat(topology.readingQueues())
                .containsExactly(
                        "heartrate.readings.0", "heartrate.readings.1", "heartrate.readings.2", "heartrate.readings.3");
        assertThat(topology.readingsExchange()).isEqualTo("heartrate.readings");
        assertThat(topology.routingKey("Patient_1")).isEqualTo("3");
    }

    @Test
    void theOlderLayoutHasAQueueNamedAfterEachPatient() {
        Topology topology = Topology.queuePerPatient(List.of("Patient_1"));

        assertThat(topology.readingQueues()).containsExactly("Patient_1");
        assertThat(topology.readingsExchange()).isEmpty();
        assertThat(topology.routingKey("Patient_2")).isEqualTo("Patient_2");
    }

    @Test
    void aPartitionHasAQueueForItsStateUnlessItIsKeptElsewhere() {
        BrokerDialect dialect = new BrokerDialect(BrokerDialect.Product.RABBITMQ, 3, 10);

        assertThat(Topology.partitioned(2).layout(dialect).queues())
                .extracting(Layout.Queue::name)
                .containsExactly(
                        "heartrate.alerts",
                        "heartrate.parked",
                        "heartrate.state.0",
                        "heartrate.readings.0",
                        "heartrate.state.1",
                        "heartrate.readings.1");
        assertThat(Topology.partitioned(1).withoutStateQueues().layout(dialect).queues())
                .extracting(Layout.Queue::name)
                .containsExactly("heartrate.alerts", "heartrate.parked", "heartrate.readings.0");
    }

    @Test
    void theOlderLayoutsQueuesHaveNoArguments() {
        BrokerDialect dialect = new BrokerDialect(BrokerDialect.Product.RABBITMQ, 3, 10);

        assertThat(Topology.queuePerPatient(List.of("Patient_1"))
                        .layout(dialect)
                        .partitions()
                        .get(0)
                        .readings()
                        .arguments())
                .isEmpty();
    }

    @Test
    void queuePerPatientNeedsEachPatientOnceByAnIdThatNamesAQueue() {
        assertThatThrownBy(() -> Topology.queuePerPatient(List.of()))
                .hasMessage("one queue per patient needs at least 1 patient: 0");
        assertThatThrownBy(() -> Topology.queuePerPatient(List.of("a", " ")))
                .hasMessage("the patient id at index 1 must not be blank");
        assertThatThrownBy(() -> Topology.queuePerPatient(List.of("a", "b", "a")))
                .hasMessage("a patient must be there once: index 0 and 2");
        assertThatThrownBy(() -> Topology.queuePerPatient(List.of("amq.a")))
                .hasMessage("the patient id at index 0 must not begin with amq.");
        assertThatThrownBy(() -> Topology.queuePerPatient(List.of("\u00e4".repeat(128))))
                .hasMessage("the patient id at index 0 must have at most 255 bytes: 256");
        assertThat(Topology.queuePerPatient(List.of("a".repeat(255))).partitions())
                .isEqualTo(1);
    }

    @Test
    void noPartitionIsRefused() {
        assertThatThrownBy(() -> Topology.partitioned(0)).hasMessage("partitions must be at least 1: 0");
    }
}
