package io.github.heartrate.amqp.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.impl.LongStringHelper;
import io.github.heartrate.amqp.broker.BrokerProduct;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerDialectTest {

    private static final int LIMIT = 1_000_000;

    /** As Debian's RabbitMQ 3.10.8 says it; the others differ in the version. */
    private static BrokerDialect rabbitMq(String version) {
        return BrokerDialect.of(properties(Map.of(
                "product", "RabbitMQ",
                "version", version,
                "platform", "Erlang/OTP 25.2.3",
                "cluster_name", "heartrate@localhost",
                "copyright", "Copyright (c) 2007-2022 VMware, Inc. or its affiliates.",
                "information", "Licensed under the MPL 2.0. Website: https://rabbitmq.com")));
    }

    /** As the embedded Broker-J 10.1.0 says it; in a shaded jar the product and the version are not its own. */
    private static BrokerDialect qpid(String product, String version) {
        Map<String, Object> all = properties(Map.of(
                "product", product,
                "version", version,
                "qpid.build", "unknown",
                "qpid.instance_name", "heartrate",
                "qpid.close_when_no_route", "true",
                "qpid.confirmed_publish_supported", "true",
                "qpid.virtualhost_properties_supported", "true"));
        all.remove("capabilities");
        return BrokerDialect.of(all);
    }

    private static Map<String, Object> properties(Map<String, String> texts) {
        Map<String, Object> all = new HashMap<>();
        texts.forEach((key, value) -> all.put(key, LongStringHelper.asLongString(value)));
        all.put("capabilities", Map.of("publisher_confirms", true, "consumer_cancel_notify", true));
        return all;
    }

    @ParameterizedTest
    @CsvSource({"3.10.8, 3, 10", "3.12.14, 3, 12", "3.13.7, 3, 13", "4.0.5, 4, 0", "4.2.1, 4, 2", "4.3.0-rc.1, 4, 3"})
    void rabbitMqIsKnownWithItsVersion(String version, int major, int minor) {
        assertThat(rabbitMq(version)).isEqualTo(new BrokerDialect(BrokerProduct.RABBITMQ, major, minor));
    }

    @Test
    void qpidIsKnownEvenWhereAShadedJarHidesItsName() {
        assertThat(qpid("qpid", "10.1.0")).isEqualTo(new BrokerDialect(BrokerProduct.QPID, 10, 1));
        assertThat(qpid("unknown", "0.1.0-SNAPSHOT").product()).isEqualTo(BrokerProduct.QPID);
        assertThat(BrokerDialect.of(Map.of()).product()).isEqualTo(BrokerProduct.QPID);
    }

    @Test
    void brokerWithoutAVersionHasVersionZeroAndAnUnknownOneIsOther() {
        assertThat(BrokerDialect.of(properties(Map.of("product", "SomeMQ", "version", "two"))))
                .isEqualTo(new BrokerDialect(BrokerProduct.OTHER, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.10.8", "3.12.14", "3.13.7", "4.0.5", "4.2.1"})
    void quorumQueuesHaveAHighDeliveryLimitWhateverMinusOneOrNoneMeans(String version) {
        BrokerDialect dialect = rabbitMq(version);

        assertThat(dialect.readingQueue(QueueType.QUORUM, "heartrate.parked"))
                .containsExactly(Map.of(
                        "x-queue-type",
                        "quorum",
                        "x-single-active-consumer",
                        true,
                        "x-delivery-limit",
                        LIMIT,
                        "x-dead-letter-exchange",
                        "heartrate.parked",
                        "x-dead-letter-strategy",
                        "at-least-once",
                        "x-overflow",
                        "reject-publish"));
        assertThat(dialect.stateQueue(QueueType.QUORUM))
                .containsExactly(Map.of(
                        "x-queue-type",
                        "quorum",
                        "x-delivery-limit",
                        LIMIT,
                        "x-max-length",
                        16,
                        "x-overflow",
                        "drop-head"));
        assertThat(dialect.plainQueue(QueueType.QUORUM))
                .containsExactly(Map.of("x-queue-type", "quorum", "x-delivery-limit", LIMIT));
    }

    @Test
    void from43OnQuorumQueuesWaitAMomentForALostNodeAndOlderQueuesAreAccepted() {
        BrokerDialect before = rabbitMq("4.2.1");
        BrokerDialect after = rabbitMq("4.3.0");

        List<Map<String, Object>> acceptable = after.readingQueue(QueueType.QUORUM, "heartrate.parked");

        assertThat(acceptable)
                .extracting(BrokerDialect::waitForLostNode)
                .containsExactly(Duration.ofMillis(2_500), Duration.ofSeconds(10), Duration.ofSeconds(60));
        assertThat(acceptable.get(0))
                .containsEntry("x-consumer-disconnected-timeout", 2_500)
                .containsAllEntriesOf(acceptable.get(2));
        assertThat(acceptable.get(2))
                .isEqualTo(before.readingQueue(QueueType.QUORUM, "heartrate.parked")
                        .get(0));
        assertThat(after.stateQueue(QueueType.QUORUM).get(0)).containsKey("x-consumer-disconnected-timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.10.8", "3.12.14", "3.13.7", "4.0.5", "4.2.1", "4.3.0"})
    void classicQueuesHaveNoArgumentThatOnlyQuorumQueuesTakeAndNoConsumerTimeout(String version) {
        BrokerDialect dialect = rabbitMq(version);

        assertThat(dialect.readingQueue(QueueType.CLASSIC, "heartrate.parked"))
                .containsExactly(Map.of(
                        "x-queue-type",
                        "classic",
                        "x-single-active-consumer",
                        true,
                        "x-dead-letter-exchange",
                        "heartrate.parked"));
        assertThat(dialect.stateQueue(QueueType.CLASSIC))
                .containsExactly(Map.of("x-queue-type", "classic", "x-max-length", 16, "x-overflow", "drop-head"));
    }

    @ParameterizedTest
    @EnumSource(QueueType.class)
    void qpidGetsNoArgumentButTheSingleActiveConsumer(QueueType type) {
        BrokerDialect dialect = qpid("qpid", "10.1.0");

        assertThat(dialect.readingQueue(type, "heartrate.parked"))
                .containsExactly(Map.of("x-single-active-consumer", true));
        assertThat(dialect.stateQueue(type)).containsExactly(Map.of());
        assertThat(dialect.plainQueue(type)).containsExactly(Map.of());
    }
}
