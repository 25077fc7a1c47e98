package io.github.heartrate.amqp.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.heartrate.amqp.broker.BrokerProduct;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        BrokerDialect dialect = new BrokerDialect(BrokerProduct.RABBITMQ, 3, 10);

        assertThat(Layout.of(Topology.partitioned(2), dialect).queues())
                .extracting(Layout.Queue::name)
                .containsExactly(
                        "heartrate.alerts",
                        "heartrate.parked",
                        "heartrate.state.0",
                        "heartrate.readings.0",
                        "heartrate.state.1",
                        "heartrate.readings.1");
        assertThat(Layout.of(Topology.partitioned(1).withoutStateQueues(), dialect)
                        .queues())
                .extracting(Layout.Queue::name)
                .containsExactly("heartrate.alerts", "heartrate.parked", "heartrate.readings.0");
    }

    @Test
    void theOlderLayoutsQueuesHaveNoArguments() {
        BrokerDialect dialect = new BrokerDialect(BrokerProduct.RABBITMQ, 3, 10);

        assertThat(Layout.of(Topology.queuePerPatient(List.of("Patient_1")), dialect)
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
    void nameReplacesTheBeginningOfEveryOther() {
        Topology topology = Topology.partitioned(1).named("icu-3");

        assertThat(List.of(
                        topology.name(),
                        topology.readingsExchange(),
                        topology.readingsQueue(0),
                        topology.stateExchange(),
                        topology.stateQueue(0),
                        topology.alertsExchange(),
                        topology.alertsQueue(),
                        topology.parkedExchange(),
                        topology.parkedQueue()))
                .containsExactly(
                        "icu-3",
                        "icu-3.readings",
                        "icu-3.readings.0",
                        "icu-3.state",
                        "icu-3.state.0",
                        "icu-3.alerts",
                        "icu-3.alerts",
                        "icu-3.parked",
                        "icu-3.parked");
        assertThat(topology.definitions(new BrokerDialect(BrokerProduct.RABBITMQ, 4, 3), "/"))
                .contains("\"icu-3.parked\"")
                .doesNotContain("heartrate");
        assertThat(Topology.queuePerPatient(List.of("Patient_1")).named("icu-3").readingQueues())
                .containsExactly("Patient_1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "icu 3", "icu/3", "\u00e4", "amq.icu", "icu\n"})
    void nameThatBrokersOrOperatorsCouldMistakeIsRefused(String name) {
        assertThatThrownBy(() -> Topology.partitioned(1).named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "a name must have 1 to 200 letters, digits or . _ : - and not begin with amq.: ");
    }

    @Test
    void longestNameLeavesRoomForTheRest() {
        Topology topology = Topology.partitioned(1).named("a".repeat(200));

        assertThat(topology.readingsQueue(Integer.MAX_VALUE)).hasSizeLessThanOrEqualTo(255);
        assertThatThrownBy(() -> topology.named("a".repeat(201))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noPatientsQueueIsTheQueueOfAlertsOrOfParkedMessages() {
        Topology topology = Topology.queuePerPatient(List.of("icu-3.parked"));

        assertThatThrownBy(() -> topology.named("icu-3"))
                .hasMessage("no patient id may be \"icu-3.alerts\" or \"icu-3.parked\"");
    }

    @Test
    void patientWhoseIdNamesNoQueueHasNoRoutingKeyInTheLayoutOfOneQueuePerPatient() {
        Topology topology = Topology.queuePerPatient(List.of("a"));

        assertThatThrownBy(() -> topology.routingKey("a".repeat(256)))
                .hasMessage("the patient id must have at most 255 bytes: 256");
    }

    @Test
    void noPartitionIsRefused() {
        assertThatThrownBy(() -> Topology.partitioned(0)).hasMessage("partitions must be at least 1: 0");
    }
}
