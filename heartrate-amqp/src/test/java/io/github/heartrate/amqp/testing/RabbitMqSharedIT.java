package io.github.heartrate.amqp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

class RabbitMqSharedIT {

    @RegisterExtension
    static final RabbitMq rabbit = RabbitMq.shared();

    @RepeatedTest(2)
    void eachTestFindsACleanVirtualHost() throws Exception {
        try (Connection connection = rabbit.connectionFactory().newConnection();
                Channel channel = connection.createChannel()) {
            assertThat(channel.queueDeclare("heartrate.alerts", true, false, false, Map.of())
                            .getMessageCount())
                    .isZero();
            channel.confirmSelect();
            channel.basicPublish("", "heartrate.alerts", null, new byte[1]);
            channel.waitForConfirmsOrDie(10_000);
        }
    }
}
